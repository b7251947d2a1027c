/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq history verify: whether a file was signed, by whom, and whether each signature is valid. */
#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/json.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/roots.h"
#include "cli/usage-pages.h"
#include "cli/wait.h"
#include "client/fetch-history.h"
#include "crypto/cms.h"
#include "crypto/digest.h"

static gboolean all;
static char **root_files;

static const GOptionEntry entries[] = {
    {"all", 0, 0, G_OPTION_ARG_NONE, &all,
     N_ ("What everybody of the enterprise signed (administrators only)"), NULL},
    {"root", 'r', 0, G_OPTION_ARG_FILENAME_ARRAY, &root_files,
     N_ ("Trust the root certificates in this PEM file (may be given several times); "
         "else those of the authority this device belongs to"),
     "FILE.pem"},
    {NULL},
};

typedef struct {
  YqqUsagePages *pages;
  GPtrArray *roots;
  GBytes *digests[YQQ_ALGORITHM_COUNT]; /* of the file */
  guint found;
  guint valid;
  int exit_code; /* of what kept a signature from being looked at */
} Search;

/* NULL after the failure was reported. */
static GBytes *
fetch_signature (Search *search, const YqqUsageRecord *record)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_signature_async (search->pages->workplace->connection, record,
                             yqq_wait_get_cancellable (), yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  GBytes *signature = yqq_fetch_signature_finish (result, &error);
  if (signature == NULL)
    search->exit_code = yqq_failure_report (error);
  return signature;
}

/* The signature is over this file, by the certificate that the record names. */
static gboolean
is_valid (Search *search, const YqqUsageRecord *record, GBytes *signature)
{
  g_autoptr (YqqCmsReport) report =
      yqq_cms_verify_detached (signature, search->digests[record->algorithm], search->roots,
                               yqq_clock_get_unix_ms (yqq_clock_get_system ()), NULL);
  return report != NULL && yqq_cms_report_check (report, NULL) &&
         g_str_equal (yqq_x509_get_fingerprint (yqq_cms_report_get_signer (report)),
                      record->certificate);
}

static void
print_record (const YqqUsageRecord *record, gboolean valid)
{
  if (yqq_act_options_get ()->as_json) {
    g_autoptr (JsonObject) object = yqq_usage_record_to_json (record);
    json_object_set_boolean_member (object, "valid", valid);
    g_autofree char *line = yqq_json_to_string (object);
    g_print ("%s\n", line);
    return;
  }
  g_autofree char *time = yqq_usage_pages_dup_time (record->signed_at_ms);
  g_print ("%s\t%s\t%s\t%s\t%s\n",
           valid ? _ ("The signature is valid.") : _ ("The signature is NOT valid."), time,
           record->signer, record->enterprise_name, record->relying_party);
}

static gboolean
check_record (const YqqUsageRecord *record, gpointer user_data)
{
  Search *search = user_data;
  if (!g_bytes_equal (record->digest, search->digests[record->algorithm]))
    return TRUE;
  g_autoptr (GBytes) signature = fetch_signature (search, record);
  search->found++;
  if (signature == NULL)
    return FALSE;
  gboolean valid = is_valid (search, record, signature);
  search->valid += valid;
  print_record (record, valid);
  return TRUE;
}

static gboolean
digest_file (Search *search, const char *path)
{
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    g_autoptr (GError) error = NULL;
    search->digests[i] =
        yqq_digest_file (yqq_digest_algorithm_for (i), path, yqq_wait_get_cancellable (), &error);
    if (search->digests[i] == NULL) {
      g_printerr (_ ("yqq: the file could not be read: %s\n"), error->message);
      return FALSE;
    }
  }
  return TRUE;
}

static int
conclude (const Search *search)
{
  if (search->exit_code != YQQ_EXIT_OK)
    return search->exit_code;
  if (search->found == 0)
    g_printerr (_ ("yqq: no signature over exactly this file is on record\n"));
  return search->found > 0 && search->valid == search->found ? YQQ_EXIT_OK : YQQ_EXIT_NO;
}

static int
verify (const char *path)
{
  Search search = {.exit_code = YQQ_EXIT_UNAVAILABLE};
  g_autoptr (GPtrArray) roots = digest_file (&search, path) ? yqq_roots_collect (root_files) : NULL;
  g_autoptr (YqqUsagePages) pages =
      roots != NULL ? yqq_usage_pages_open (all, &search.exit_code) : NULL;
  search.pages = pages;
  search.roots = roots;
  if (pages != NULL) {
    search.exit_code = YQQ_EXIT_OK;
    int visited = yqq_usage_pages_visit (pages, check_record, &search);
    if (visited != YQQ_EXIT_OK)
      search.exit_code = visited;
  }
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++)
    g_clear_pointer (&search.digests[i], g_bytes_unref);
  return search.exit_code == YQQ_EXIT_OK ? conclude (&search) : search.exit_code;
}

int
yqq_command_history_verify (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_QUESTION, "FILE",
                              N_ ("Finds the signatures over FILE on record and checks each."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give the file\n"));
    return YQQ_EXIT_USAGE;
  }
  return verify (argv[1]);
}
