/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto/der-writer.h"

#include <string.h>

/* X.690 8.1.3 and 10.1, written out by hand at the sizes where the form of the length changes. */
static const struct {
  gsize size;
  const char *header;
  gsize header_size;
} borders[] = {
    {0, "\x04\x00", 2},
    {1, "\x04\x01", 2},
    {127, "\x04\x7f", 2},
    {128, "\x04\x81\x80", 3},
    {255, "\x04\x81\xff", 3},
    {256, "\x04\x82\x01\x00", 4},
    {65535, "\x04\x82\xff\xff", 4},
    {65536, "\x04\x83\x01\x00\x00", 5},
    {1048577, "\x04\x83\x10\x00\x01", 5},
};

static void
check (GByteArray *der, guint i, const char *content)
{
  g_assert_cmpmem (der->data, borders[i].header_size, borders[i].header, borders[i].header_size);
  g_assert_cmpmem (der->data + borders[i].header_size, der->len - borders[i].header_size, content,
                   borders[i].size);
}

static void
lengths_have_their_shortest_form (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (borders); i++) {
    g_autofree char *content = g_strnfill (borders[i].size, 'x');
    g_autoptr (GByteArray) der = g_byte_array_new ();
    yqq_der_append (der, YQQ_DER_OCTETS, content, borders[i].size);
    check (der, i, content);
  }
}

static void
wrapping_afterwards_writes_the_same_as_appending (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (borders); i++) {
    g_autofree char *content = g_strnfill (borders[i].size, 'x');
    g_autoptr (GByteArray) der = g_byte_array_new ();
    yqq_der_append_raw (der, content, borders[i].size);
    yqq_der_wrap (der, 0, YQQ_DER_OCTETS);
    check (der, i, content);
  }
}

/* SEQUENCE { OBJECT 1.2.3, [0] { OCTET STRING "ab" } }, with something before it that stays. */
static void
a_structure_grows_from_the_inside_out (void)
{
  static const guint8 wanted[] = {0xff, 0x30, 0x0a, 0x06, 0x02, 0x2a, 0x03,
                                  0xa0, 0x04, 0x04, 0x02, 'a',  'b'};
  static const guint8 before[] = {0xff};
  static const guint8 object[] = {0x2a, 0x03};
  g_autoptr (GByteArray) der = g_byte_array_new ();
  yqq_der_append_raw (der, before, sizeof before);
  gsize sequence = der->len;
  yqq_der_append (der, YQQ_DER_OBJECT, object, sizeof object);
  gsize tagged = der->len;
  yqq_der_append (der, YQQ_DER_OCTETS, "ab", 2);
  yqq_der_wrap (der, tagged, YQQ_DER_CONTEXT_0);
  yqq_der_wrap (der, sequence, YQQ_DER_SEQUENCE);
  g_assert_cmpmem (der->data, der->len, wanted, sizeof wanted);
}

/* The header of the outer one becomes longer only by that of the inner one. */
static void
a_length_counts_the_header_inside (void)
{
  g_autofree char *content = g_strnfill (126, 'x');
  g_autoptr (GByteArray) der = g_byte_array_new ();
  yqq_der_append (der, YQQ_DER_OCTETS, content, 126);
  yqq_der_wrap (der, 0, YQQ_DER_SET);
  g_assert_cmpmem (der->data, 5, "\x31\x81\x80\x04\x7e", 5);
  g_assert_cmpuint (der->len, ==, 131);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/crypto/der-writer/" #name, name)
  ADD (lengths_have_their_shortest_form);
  ADD (wrapping_afterwards_writes_the_same_as_appending);
  ADD (a_structure_grows_from_the_inside_out);
  ADD (a_length_counts_the_header_inside);
  return g_test_run ();
}
