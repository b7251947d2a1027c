/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that need nobody: scan, qr, verify, help; the real program, run as a person would.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <string.h>

#include "base/clock.h"
#include "crypto/certificate-authority.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "qr/qr-code.h"

typedef struct {
  int status;
  char *output;
  char *errors;
} Run;

static void
run_free (Run *run)
{
  g_free (run->output);
  g_free (run->errors);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static char *directory;

static Run *
run (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list list;
  g_ptr_array_add (argv, (char *)g_getenv ("YQQ_PROGRAM"));
  va_start (list, first);
  for (const char *word = first; word != NULL; word = va_arg (list, const char *))
    g_ptr_array_add (argv, (char *)word);
  va_end (list);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *)argv->pdata,
                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  Run *done = g_new0 (Run, 1);
  g_assert_true (
      g_subprocess_communicate_utf8 (process, NULL, NULL, &done->output, &done->errors, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  done->status = g_subprocess_get_exit_status (process);
  return done;
}

static char *
path_of (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

static char *
write_code (const char *name, const char *text)
{
  guint side;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (text, &error);
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, 4, &side);
  g_autoptr (GdkPixbuf) picture =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)side, (int)side);
  const guint8 *from = g_bytes_get_data (grey, NULL);
  guint8 *to = gdk_pixbuf_get_pixels (picture);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      memset (to + y * (guint)gdk_pixbuf_get_rowstride (picture) + x * 3, from[y * side + x], 3);
  char *path = path_of (name);
  g_assert_true (gdk_pixbuf_save (picture, path, "png", &error, NULL));
  return path;
}

static void
scan_prints_what_the_code_says (void)
{
  g_autofree char *path = write_code ("one.png", "HTTPS://EXAMPLE.CN/粤企签");
  g_autoptr (Run) done = run ("scan", path, NULL);
  g_assert_cmpint (done->status, ==, 0);
  g_assert_cmpstr (done->output, ==, "HTTPS://EXAMPLE.CN/粤企签\n");
}

static void
scan_names_the_pictures_where_there_are_several (void)
{
  g_autofree char *one = write_code ("one.png", "ONE");
  g_autofree char *two = write_code ("two.png", "TWO");
  g_autofree char *wanted = g_strdup_printf ("%s: ONE\n%s: TWO\n", one, two);
  g_autoptr (Run) named = run ("scan", one, two, NULL);
  g_assert_cmpstr (named->output, ==, wanted);
  g_autoptr (Run) plain = run ("scan", "--text", one, two, NULL);
  g_assert_cmpstr (plain->output, ==, "ONE\nTWO\n");
}

static void
scan_says_no_with_a_sentence (void)
{
  g_autofree char *path = path_of ("text.png");
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  g_autoptr (Run) damaged = run ("scan", path, NULL);
  g_assert_cmpint (damaged->status, ==, 1);
  g_assert_cmpstr (damaged->output, ==, "");
  g_assert_nonnull (strstr (damaged->errors, "not a picture"));
  g_autoptr (Run) missing = run ("scan", "/nowhere/x.png", NULL);
  g_assert_cmpint (missing->status, ==, 1);
  g_autoptr (Run) nothing = run ("scan", NULL);
  g_assert_cmpint (nothing->status, ==, 2);
}

static void
qr_draws_and_writes (void)
{
  g_autofree char *path = path_of ("code.svg");
  g_autofree char *svg = NULL;
  g_autoptr (Run) drawn = run ("qr", "HELLO", NULL);
  g_assert_cmpint (drawn->status, ==, 0);
  g_assert_nonnull (strstr (drawn->output, "█"));
  g_autoptr (Run) written = run ("qr", "-o", path, "HELLO", NULL);
  g_assert_cmpint (written->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "<svg"));
}

static void
help_and_mistakes (void)
{
  static const char *const commands[] = {"scan", "qr", "verify", "connect", "log-in", "log-out"};
  g_autoptr (Run) help = run ("--help", NULL);
  g_assert_cmpint (help->status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_assert_nonnull (strstr (help->output, commands[i]));
    g_autoptr (Run) own = run (commands[i], "--help", NULL);
    g_assert_cmpint (own->status, ==, 0);
    g_assert_nonnull (strstr (own->output, commands[i]));
  }
  g_autoptr (Run) unknown = run ("sing", NULL);
  g_assert_cmpint (unknown->status, ==, 2);
  g_autoptr (Run) option = run ("scan", "--louder", NULL);
  g_assert_cmpint (option->status, ==, 2);
}

typedef struct {
  char *root, *file, *signature;
} Signed;

/* Signs a file with a certificate of an authority made for the occasion. */
static void
sign_file (YqqAlgorithm algorithm, Signed *result)
{
  g_autoptr (GError) error = NULL;
  YqqClock *clock = yqq_clock_get_system ();
  gint64 now = yqq_clock_get_unix_ms (clock);
  YqqCaProfile profile = {"示例", "示例根", "示例签发"};
  guint8 bytes[16];
  yqq_random_bytes (bytes, sizeof bytes);
  g_autoptr (GBytes) serial = g_bytes_new (bytes, sizeof bytes);
  YqqCertificateProfile subject = {
      "示例有限公司", "91440101MA59UA0P7L", "林晓",         YQQ_CERTIFICATE_KIND_EMPLOYEE,
      serial,         now - 1000,           now + 86400000, "YQ4400000001"};
  g_autoptr (YqqCertificateAuthority) authority =
      yqq_certificate_authority_create (algorithm, &profile, clock, &error);
  g_assert_no_error (error);
  g_autoptr (YqqKey) key = yqq_key_generate (algorithm);
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (key), NULL);
  g_autoptr (GBytes) der = yqq_certificate_authority_issue (authority, public, &subject, &error);
  g_assert_no_error (error);
  g_autoptr (YqqX509) leaf = yqq_x509_new (der, NULL);
  g_autoptr (GPtrArray) chain =
      yqq_x509_list_new_from_der (yqq_certificate_authority_get_chain (authority), NULL);
  g_autofree char *pem = yqq_x509_to_pem (chain->pdata[1]);
  result->root = path_of ("root.pem");
  result->file = path_of ("contract.txt");
  result->signature = path_of ("contract.txt.p7s");
  g_assert_true (g_file_set_contents (result->root, pem, -1, NULL));
  g_assert_true (g_file_set_contents (result->file, "合同", -1, NULL));
  g_autoptr (GBytes) digest =
      yqq_digest_file (yqq_digest_algorithm_for (algorithm), result->file, NULL, NULL);
  g_ptr_array_remove_index (chain, 1);
  g_autoptr (GBytes) cms = yqq_cms_sign_detached (key, leaf, chain, digest, now, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (result->signature, g_bytes_get_data (cms, NULL),
                                      (gssize)g_bytes_get_size (cms), NULL));
}

static void
verify_tells_good_from_bad (gconstpointer algorithm)
{
  Signed paths;
  sign_file (GPOINTER_TO_INT (algorithm), &paths);
  g_autoptr (Run) good = run ("verify", "--root", paths.root, paths.signature, paths.file, NULL);
  g_assert_cmpstr (good->errors, ==, "");
  g_assert_cmpint (good->status, ==, 0);
  g_assert_nonnull (strstr (good->output, "示例有限公司"));
  g_autoptr (Run) json =
      run ("verify", "--json", "--root", paths.root, paths.signature, paths.file, NULL);
  g_assert_nonnull (strstr (json->output, "\"valid\":true"));

  g_assert_true (g_file_set_contents (paths.file, "另一份", -1, NULL));
  g_autoptr (Run) changed = run ("verify", "--root", paths.root, paths.signature, paths.file, NULL);
  g_assert_cmpint (changed->status, ==, 1);
  g_autoptr (Run) rubbish = run ("verify", "--root", paths.root, paths.file, paths.file, NULL);
  g_assert_cmpint (rubbish->status, ==, 1);
  g_autoptr (Run) rootless =
      run ("verify", "--root", paths.file, paths.signature, paths.file, NULL);
  g_assert_cmpint (rootless->status, ==, 3);
  g_free (paths.root);
  g_free (paths.file);
  g_free (paths.signature);
}

/* A device has no end: of neither file is more read than it may hold. */
static void
verify_reads_no_more_than_it_can_use (void)
{
  Signed paths;
  sign_file (YQQ_ALGORITHM_P256_SHA256, &paths);
  g_autoptr (Run) signature = run ("verify", "--root", paths.root, "/dev/zero", paths.file, NULL);
  g_assert_cmpint (signature->status, ==, 1);
  g_assert_nonnull (strstr (signature->errors, "larger than a signature is (64 KB)"));
  g_autoptr (Run) root = run ("verify", "--root", "/dev/zero", paths.signature, paths.file, NULL);
  g_assert_cmpint (root->status, ==, 3);
  g_assert_nonnull (strstr (root->errors, "/dev/zero is larger than root certificates are"));
  g_autoptr (Run) absent = run ("verify", "--root", paths.root, "/nowhere/x.p7s", paths.file, NULL);
  g_assert_cmpint (absent->status, ==, 3);
  g_assert_nonnull (strstr (absent->errors, "could not be read"));
  g_free (paths.root);
  g_free (paths.file);
  g_free (paths.signature);
}

/* All that can be said without the keyring is said before it is looked for. */
static void
mistakes_in_commands_about_an_enterprise_are_told_first (void)
{
  static const char *const lines[] = {
      "grant show",          "grant list --state asleep",
      "grant list too much", "grant add --name X",
      "grant modify YQ44-1", "grant modify --permission all YQ44-1",
      "grant suspend",       "grant resume --permission seal: YQ44-1",
      "grant cancel YQ44-1", "grant cancel --reason bored YQ44-1",
      "grant import",        "grant reveal",
      "transfer offer",      "transfer accept one two",
      "history verify",      "history list --limit -1",
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
    const guint n = g_strv_length (words);
    g_autoptr (Run) done = run (words[0], words[1], n > 2 ? words[2] : NULL,
                                n > 3 ? words[3] : NULL, n > 4 ? words[4] : NULL, NULL);
    g_test_message ("%s: %s", lines[i], done->errors);
    g_assert_cmpint (done->status, ==, 2);
    g_assert_cmpstr (done->output, ==, "");
    g_assert_true (g_str_has_prefix (done->errors, "yqq: "));
  }
}

static void
the_template_of_a_sheet_is_written (void)
{
  g_autofree char *path = path_of ("template.csv");
  g_autofree char *written = NULL;
  g_autoptr (Run) printed = run ("grant", "template", NULL);
  g_autoptr (Run) saved = run ("grant", "template", "-o", path, NULL);
  g_assert_cmpint (printed->status, ==, 0);
  g_assert_cmpint (saved->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, printed->output);
  g_assert_true (g_str_has_prefix (written, "\xef\xbb\xbf姓名,证件类型,"));
  g_autoptr (Run) nowhere = run ("grant", "template", "-o", "/nowhere/template.csv", NULL);
  g_assert_cmpint (nowhere->status, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("yqq-cli-XXXXXX", NULL);
  g_test_add_func ("/cli/scan_prints_what_the_code_says", scan_prints_what_the_code_says);
  g_test_add_func ("/cli/scan_names_the_pictures_where_there_are_several",
                   scan_names_the_pictures_where_there_are_several);
  g_test_add_func ("/cli/scan_says_no_with_a_sentence", scan_says_no_with_a_sentence);
  g_test_add_func ("/cli/qr_draws_and_writes", qr_draws_and_writes);
  g_test_add_func ("/cli/help_and_mistakes", help_and_mistakes);
  g_test_add_func ("/cli/mistakes_in_commands_about_an_enterprise_are_told_first",
                   mistakes_in_commands_about_an_enterprise_are_told_first);
  g_test_add_func ("/cli/the_template_of_a_sheet_is_written", the_template_of_a_sheet_is_written);
  g_test_add_func ("/cli/verify_reads_no_more_than_it_can_use",
                   verify_reads_no_more_than_it_can_use);
  g_test_add_data_func ("/cli/verify_tells_good_from_bad/sm2",
                        GINT_TO_POINTER (YQQ_ALGORITHM_SM2_SM3), verify_tells_good_from_bad);
  g_test_add_data_func ("/cli/verify_tells_good_from_bad/p256",
                        GINT_TO_POINTER (YQQ_ALGORITHM_P256_SHA256), verify_tells_good_from_bad);
  int status = g_test_run ();
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", directory);
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
  g_free (directory);
  return status;
}
