/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq verify: whether a detached CMS signature is a valid one over a file. */
#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/json.h"
#include "cli/bounded-file.h"
#include "cli/command.h"
#include "cli/roots.h"
#include "cli/wait.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "crypto/error.h"

static gboolean as_json;
static char **root_files;

static const GOptionEntry entries[] = {
    {"root", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &root_files,
     N_ ("Trust the root certificates in this PEM file (may be given several times); "
         "else those of the authority this device belongs to"),
     "FILE.pem"},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print the result as JSON"), NULL},
    {NULL},
};

static const char *
name_check (YqqCmsCheck check)
{
  static const char *const names[] = {N_ ("Signature"), N_ ("File"), N_ ("Issuer"),
                                      N_ ("Validity when signed")};
  return _ (names[check]);
}

static const char *
name_result (YqqCmsResult result)
{
  static const char *const names[] = {N_ ("good"), N_ ("NOT GOOD"), N_ ("not checked")};
  return _ (names[result]);
}

static char *
format_time (gint64 unix_ms)
{
  if (unix_ms < 0)
    return g_strdup (_ ("not stated"));
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d %H:%M:%S %Z");
}

static gboolean
is_valid (YqqCmsReport *report)
{
  for (int check = 0; check < YQQ_CMS_CHECK_COUNT; check++)
    if (yqq_cms_report_get_result (report, check) != YQQ_CMS_RESULT_PASSED)
      return FALSE;
  return TRUE;
}

static void
print_text (YqqCmsReport *report)
{
  YqqX509 *signer = yqq_cms_report_get_signer (report);
  g_autofree char *time = format_time (yqq_cms_report_get_signing_time_ms (report));
  g_print ("%s\n",
           is_valid (report) ? _ ("The signature is valid.") : _ ("The signature is NOT valid."));
  g_print (_ ("Enterprise: %s (%s)\n"), yqq_x509_get_enterprise (signer),
           yqq_x509_get_credit_code (signer));
  g_print (_ ("Signer: %s\n"), yqq_x509_get_person (signer));
  g_print (_ ("Signed: %s\n"), time);
  g_print (_ ("Certificate: %s, serial number %s\n"), yqq_x509_get_fingerprint (signer),
           yqq_x509_get_serial (signer));
  for (int check = 0; check < YQQ_CMS_CHECK_COUNT; check++)
    g_print ("%s: %s\n", name_check (check),
             name_result (yqq_cms_report_get_result (report, check)));
}

static void
print_json (YqqCmsReport *report)
{
  static const char *const results[] = {"passed", "failed", "not-checked"};
  YqqX509 *signer = yqq_cms_report_get_signer (report);
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_boolean_member (object, "valid", is_valid (report));
  json_object_set_string_member (object, "algorithm",
                                 yqq_algorithm_to_nick (yqq_cms_report_get_algorithm (report)));
  json_object_set_string_member (object, "enterprise", yqq_x509_get_enterprise (signer));
  json_object_set_string_member (object, "credit_code", yqq_x509_get_credit_code (signer));
  json_object_set_string_member (object, "person", yqq_x509_get_person (signer));
  json_object_set_string_member (object, "fingerprint", yqq_x509_get_fingerprint (signer));
  json_object_set_string_member (object, "serial", yqq_x509_get_serial (signer));
  json_object_set_int_member (object, "signed_at_ms", yqq_cms_report_get_signing_time_ms (report));
  for (int check = 0; check < YQQ_CMS_CHECK_COUNT; check++)
    json_object_set_string_member (object, yqq_cms_check_to_nick (check),
                                   results[yqq_cms_report_get_result (report, check)]);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

static YqqCmsReport *
check (const char *signature_path, const char *file_path, GPtrArray *roots, GError **error)
{
  YqqAlgorithm algorithm;
  g_autoptr (GBytes) cms = yqq_bounded_file_read (signature_path, YQQ_CMS_MAX_BYTES, error);
  if (cms == NULL || !yqq_cms_peek_algorithm (cms, &algorithm, error))
    return NULL;
  g_autoptr (GBytes) digest = yqq_digest_file (yqq_digest_algorithm_for (algorithm), file_path,
                                               yqq_wait_get_cancellable (), error);
  if (digest == NULL)
    return NULL;
  return yqq_cms_verify_detached (cms, digest, roots,
                                  yqq_clock_get_unix_ms (yqq_clock_get_system ()), error);
}

static int
report_failure (const GError *error)
{
  if (error->domain == YQQ_CRYPTO_ERROR) {
    g_printerr (_ ("yqq: this is not a signature that can be checked here (detached CMS, SM2 or "
                   "P-256)\n"));
    return YQQ_EXIT_NO;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE)) {
    g_printerr (_ ("yqq: the first file is larger than a signature is (64 KB); was the signed file "
                   "given first?\n"));
    return YQQ_EXIT_NO;
  }
  g_printerr (_ ("yqq: the file could not be read: %s\n"), error->message);
  return YQQ_EXIT_UNAVAILABLE;
}

int
yqq_command_verify (int argc, char **argv)
{
  if (!yqq_command_parse ("SIGNATURE FILE",
                          N_ ("Checks the detached signature SIGNATURE (.p7s) over FILE."), entries,
                          &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 3) {
    g_printerr (_ ("yqq: give the signature and the file it belongs to\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roots = yqq_roots_collect (root_files);
  if (roots == NULL)
    return YQQ_EXIT_UNAVAILABLE;
  g_autoptr (YqqCmsReport) report = check (argv[1], argv[2], roots, &error);
  if (report == NULL)
    return report_failure (error);
  if (as_json)
    print_json (report);
  else
    print_text (report);
  return is_valid (report) ? YQQ_EXIT_OK : YQQ_EXIT_NO;
}
