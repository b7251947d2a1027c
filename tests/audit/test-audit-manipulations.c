/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bits of a small file turned, and manipulations by chance: each found. With -m slow every bit of
 * each byte and ten thousand manipulations; else one bit of each byte, by chance, and fewer. */
#include <string.h>

#include "audit-fixture.h"

#define MANIPULATIONS 10000
#define MANIPULATIONS_IN_EACH_RUN 1500

static gboolean
is_good (AuditFixture *file, GBytes *text)
{
  g_autoptr (YqqAuditReport) report = audit_fixture_verify (file, text);
  return yqq_audit_report_is_good (report);
}

static void
every_byte_of_a_small_file_counts (void)
{
  g_autoptr (AuditFixture) file =
      audit_fixture_new (YQQ_ALGORITHM_P256_SHA256, AUDIT_FIXTURE_CHAIN);
  audit_fixture_add_staff (file, "grant-add", "grant-1");
  audit_fixture_add_act (file, &file->person, "grant-cancel", NULL);
  audit_fixture_add_head (file);
  audit_fixture_add_staff (file, "audit-export", AUDIT_FIXTURE_CHAIN);
  g_autoptr (GPtrArray) lines = audit_fixture_make_lines (file);
  g_autoptr (GBytes) whole = audit_lines_join (lines);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (whole, &size);
  g_autofree guint8 *changed = g_memdup2 (bytes, size);
  g_autoptr (GBytes) text = g_bytes_new_static (changed, size);
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_assert_true (is_good (file, whole));
  for (gsize i = 0; i < size; i++) {
    guint only = (guint)g_rand_int_range (random, 0, 8);
    for (guint bit = 0; bit < 8; bit++) {
      if (g_test_quick () && bit != only)
        continue;
      changed[i] = bytes[i] ^ (guint8)(1 << bit);
      if (is_good (file, text))
        g_error ("bit %u of byte %d (%c) was turned and not found", bit, (int)i, bytes[i]);
      changed[i] = bytes[i];
    }
  }
  g_test_message ("%d bytes", (int)size);
}

static char *
pick (GRand *random, GPtrArray *lines, gint from)
{
  return g_strdup (
      g_ptr_array_index (lines, (guint)g_rand_int_range (random, from, (gint)lines->len)));
}

static void
swap_lines (GRand *random, GPtrArray *lines)
{
  gpointer *one = &lines->pdata[g_rand_int_range (random, 0, (gint)lines->len)];
  gpointer *two = &lines->pdata[g_rand_int_range (random, 0, (gint)lines->len)];
  gpointer kept = *one;
  *one = *two;
  *two = kept;
}

static void
move_line (GRand *random, GPtrArray *lines)
{
  guint from = (guint)g_rand_int_range (random, 0, (gint)lines->len);
  char *line = g_ptr_array_steal_index (lines, from);
  g_ptr_array_insert (lines, g_rand_int_range (random, 0, (gint)lines->len + 1), line);
}

static gpointer
copy_line (gconstpointer line, gpointer data)
{
  return g_strdup (line);
}

/* Something that is done to whole lines. */
static GBytes *
manipulate_lines (GRand *random, GPtrArray *whole, GPtrArray *others)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_copy (whole, copy_line, NULL);
  guint place = (guint)g_rand_int_range (random, 0, (gint)lines->len);
  switch (g_rand_int_range (random, 0, 6)) {
  case 0:
    g_ptr_array_remove_range (lines, place,
                              1 + (guint)g_rand_int_range (random, 0, (gint)(lines->len - place)));
    break;
  case 1:
    g_ptr_array_insert (lines, (gint)place, pick (random, lines, 0));
    break;
  case 2:
    swap_lines (random, lines);
    break;
  case 3:
    move_line (random, lines);
    break;
  case 4:
    g_ptr_array_insert (lines, (gint)place, pick (random, others, 0));
    break;
  default:
    g_free (lines->pdata[place]);
    lines->pdata[place] = pick (random, others, 0);
  }
  return audit_lines_join (lines);
}

/* Something that is done to bytes. */
static GBytes *
manipulate_bytes (GRand *random, GBytes *whole)
{
  g_autoptr (GByteArray) text = g_bytes_unref_to_array (g_bytes_ref (whole));
  guint place = (guint)g_rand_int_range (random, 0, (gint)text->len);
  guint8 byte = (guint8)g_rand_int_range (random, 0, 256);
  guint wanted = 1 + (guint)g_rand_int_range (random, 0, 400);
  guint length = MIN (text->len - place, wanted);
  switch (g_rand_int_range (random, 0, 5)) {
  case 0:
    text->data[place] = byte;
    break;
  case 1:
    g_byte_array_remove_range (text, place, length);
    break;
  case 2:
    g_byte_array_set_size (text, place);
    break;
  case 3:
    g_byte_array_set_size (text, text->len + 1);
    memmove (text->data + place + 1, text->data + place, text->len - place - 1);
    text->data[place] = byte;
    break;
  default:
    for (guint i = 0; i < length; i++)
      text->data[place + i] = (guint8)g_rand_int_range (random, 0, 256);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}

static void
manipulations_by_chance_are_found (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (AuditFixture) file =
      audit_fixture_new_filled (YQQ_ALGORITHM_P256_SHA256, AUDIT_FIXTURE_CHAIN);
  g_autoptr (AuditFixture) other =
      audit_fixture_new_filled (YQQ_ALGORITHM_P256_SHA256, AUDIT_FIXTURE_CHAIN);
  g_autoptr (GPtrArray) others = audit_fixture_make_lines (other);
  g_autoptr (GPtrArray) lines = audit_fixture_make_lines (file);
  g_autoptr (GBytes) whole = audit_lines_join (lines);
  guint wanted = g_test_quick () ? MANIPULATIONS_IN_EACH_RUN : MANIPULATIONS;
  for (guint n = 0; n < wanted;) {
    g_autoptr (GBytes) text = g_rand_boolean (random) ? manipulate_lines (random, lines, others)
                                                      : manipulate_bytes (random, whole);
    if (g_bytes_equal (text, whole))
      continue;
    if (is_good (file, text))
      g_error ("a manipulation was not found:\n%.*s", (int)g_bytes_get_size (text),
               (const char *)g_bytes_get_data (text, NULL));
    n++;
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(story) g_test_add_func ("/audit/manipulations/" #story, story)
  ADD (every_byte_of_a_small_file_counts);
  ADD (manipulations_by_chance_are_found);
#undef ADD
  return g_test_run ();
}
