/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether copies of secrets stay behind in this process's memory, once everybody has let go of
 * them. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "crypto/pin-vault.h"
#include "crypto/random.h"
#include "fixture.h"

#define SIZE 32
#define MASK 0x5a

/* A secret to look for, kept in a form that the search itself doesn't find. */
typedef struct {
  guint8 masked[SIZE];
} Needle;

static Needle
needle_new (const guint8 *secret)
{
  Needle needle;
  for (guint i = 0; i < SIZE; i++)
    needle.masked[i] = secret[i] ^ MASK;
  return needle;
}

static gboolean
starts_here (const Needle *needle, const guint8 *bytes, gboolean reversed)
{
  for (guint i = 0; i < SIZE; i++)
    if (bytes[i] != (needle->masked[reversed ? SIZE - 1 - i : i] ^ MASK))
      return FALSE;
  return TRUE;
}

static guint
count_in (const Needle *needle, const guint8 *bytes, gsize size)
{
  guint count = 0;
  for (gsize i = 0; i + SIZE <= size; i++)
    /* OpenSSL's numbers stand in memory the other way about. */
    if (starts_here (needle, bytes + i, FALSE) || starts_here (needle, bytes + i, TRUE))
      count++;
  return count;
}

/* How often needle stands in the writable memory of this process. */
static guint
count_copies (const Needle *needle)
{
  const gsize piece_size = 1024 * 1024;
  g_autofree char *maps = NULL;
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
  g_autofree guint8 *piece = g_malloc (piece_size);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint count = 0;
  g_assert_cmpint (memory, >=, 0);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
    char *end;
    guint64 start = g_ascii_strtoull (lines[i], &end, 16);
    guint64 limit = g_ascii_strtoull (end + 1, &end, 16);
    /* A sanitizer's shadow is terabytes of nothing. */
    if (strncmp (end, " rw", 3) != 0 || limit - start > 256 * piece_size)
      continue;
    for (guint64 at = start; at < limit; at += piece_size - SIZE + 1) {
      gssize got = pread (memory, piece, MIN (piece_size, limit - at), (off_t)at);
      count += got > 0 ? count_in (needle, piece, (gsize)got) : 0;
      memset (piece, 0, piece_size);
    }
  }
  close (memory);
  return count;
}

static void
the_search_finds_what_is_there (void)
{
  g_autoptr (YqqSecretBytes) secret = yqq_random_secret (SIZE);
  Needle needle = needle_new (yqq_secret_bytes_get_data (secret));
  g_assert_cmpuint (count_copies (&needle), ==, 1);
  yqq_secret_bytes_wipe (secret);
  g_assert_cmpuint (count_copies (&needle), ==, 0);
}

/* The private scalar stands at byte 36 of a PKCS#8 key. */
static Needle
use_key (YqqAlgorithm algorithm, YqqSecretBytes *kek, GBytes **sealed)
{
  g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, NULL);
  g_assert_nonnull (signature);
  *sealed = yqq_pin_vault_seal (kek, secret, NULL);
  Needle needle = needle_new (yqq_secret_bytes_get_data (secret) + 36);
  g_assert_cmpuint (count_copies (&needle), >=, 2); /* the PKCS#8, and OpenSSL's number */
  return needle;
}

static void
reopen (YqqAlgorithm algorithm, YqqSecretBytes *kek, GBytes *sealed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSecretBytes) secret = yqq_pin_vault_open (kek, sealed, NULL, &error);
  g_autoptr (YqqKey) key = yqq_key_new_from_secret (algorithm, secret, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) message = g_bytes_new_static ("message", 7);
  g_autoptr (GBytes) signature = yqq_key_sign (key, message, &error);
  g_assert_no_error (error);
}

static void
no_copy_of_a_key_stays (void)
{
  for (YqqAlgorithm algorithm = 0; algorithm < YQQ_ALGORITHM_COUNT; algorithm++) {
    g_autoptr (YqqSecretBytes) kek = yqq_random_secret (SIZE);
    g_autoptr (GBytes) sealed = NULL;
    Needle needle = use_key (algorithm, kek, &sealed);
    g_assert_cmpuint (count_copies (&needle), ==, 0);
    reopen (algorithm, kek, sealed);
    g_assert_cmpuint (count_copies (&needle), ==, 0);
  }
}

static void
no_copy_of_what_a_pin_becomes_stays (void)
{
  Needle stretched_needle, kek_needle;
  {
    g_autoptr (YqqSecretBytes) pin = yqq_secret_bytes_new_copy ("260917", 6);
    g_autoptr (GBytes) salt = g_bytes_new_static ("0123456789abcdef", 16);
    g_autoptr (YqqSecretBytes) device = yqq_random_secret (SIZE);
    g_autoptr (YqqSecretBytes) pepper = yqq_random_secret (SIZE);
    g_autoptr (YqqSecretBytes) stretched = yqq_pin_vault_stretch (pin, salt);
    g_autoptr (YqqSecretBytes) kek = yqq_pin_vault_derive_kek (stretched, device, pepper);
    g_autoptr (YqqKey) verifier = yqq_pin_vault_derive_verifier (stretched, device);
    g_assert_nonnull (verifier);
    stretched_needle = needle_new (yqq_secret_bytes_get_data (stretched));
    kek_needle = needle_new (yqq_secret_bytes_get_data (kek));
  }
  g_assert_cmpuint (count_copies (&stretched_needle), ==, 0);
  g_assert_cmpuint (count_copies (&kek_needle), ==, 0);
}

static void
no_copy_of_an_authoritys_key_stays (void)
{
  g_autoptr (YqqSecretBytes) passphrase = yqq_random_secret (SIZE);
  Needle needle;
  char *dir = fixture_directory_new ();
  {
    g_autoptr (Fixture) fixture = fixture_new (YQQ_ALGORITHM_SM2_SM3);
    g_autoptr (YqqSecretBytes) secret = fixture_issuing_secret (fixture);
    needle = needle_new (yqq_secret_bytes_get_data (secret) + 36);
    g_assert_true (yqq_certificate_authority_save (fixture->authority, dir, passphrase, NULL));
  }
  g_assert_cmpuint (count_copies (&needle), ==, 0);
  yqq_certificate_authority_unref (
      yqq_certificate_authority_load (YQQ_ALGORITHM_SM2_SM3, dir, passphrase, NULL));
  g_assert_cmpuint (count_copies (&needle), ==, 0);
  fixture_directory_remove (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/memory/the_search_finds_what_is_there", the_search_finds_what_is_there);
  g_test_add_func ("/crypto/memory/no_copy_of_a_key_stays", no_copy_of_a_key_stays);
  g_test_add_func ("/crypto/memory/no_copy_of_what_a_pin_becomes_stays",
                   no_copy_of_what_a_pin_becomes_stays);
  g_test_add_func ("/crypto/memory/no_copy_of_an_authoritys_key_stays",
                   no_copy_of_an_authoritys_key_stays);
  return g_test_run ();
}
