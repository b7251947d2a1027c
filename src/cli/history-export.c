/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq history export: what was signed, as CSV. */
#include <glib/gi18n.h>

#include "base/csv.h"
#include "base/encoding.h"
#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/usage-pages.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* spreadsheets take it for UTF-8 only so */

static gboolean all;
static char *output;

static const GOptionEntry entries[] = {
    {"all", 0, 0, G_OPTION_ARG_NONE, &all,
     N_ ("What everybody of the enterprise signed (administrators only)"), NULL},
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
     N_ ("Write to this file instead of the terminal"), "FILE.csv"},
    {NULL},
};

static gboolean
append_record (const YqqUsageRecord *record, gpointer csv)
{
  g_autofree char *time = yqq_usage_pages_dup_time (record->signed_at_ms);
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, record->size);
  g_autofree char *digest =
      yqq_hex_encode (g_bytes_get_data (record->digest, NULL), g_bytes_get_size (record->digest));
  yqq_csv_append_row (
      csv, (const char *const[]){time, record->name, size, digest,
                                 yqq_algorithm_to_nick (record->algorithm), record->relying_party,
                                 record->domain, record->purpose, record->enterprise_name,
                                 record->signer, record->certificate, record->serial, NULL});
  return TRUE;
}

int
yqq_command_history_export (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_USAGE;
  g_autoptr (GString) csv = g_string_new (BYTE_ORDER_MARK);
  if (!yqq_act_options_parse (YQQ_ACT_OPTION_ENTERPRISE, "", N_ ("Writes what was signed as CSV."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  yqq_csv_append_row (csv, (const char *const[]){_ ("Signed at"), _ ("Document"), _ ("Bytes"),
                                                 _ ("Digest"), _ ("Algorithm"), _ ("Web system"),
                                                 _ ("Address"), _ ("Purpose"), _ ("Enterprise"),
                                                 _ ("Signer"), _ ("Certificate fingerprint"),
                                                 _ ("Serial number"), NULL});
  g_autoptr (YqqUsagePages) pages = yqq_usage_pages_open (all, &exit_code);
  if (pages != NULL)
    exit_code = yqq_usage_pages_visit (pages, append_record, csv);
  return exit_code == YQQ_EXIT_OK ? yqq_output_write (output, csv->str, csv->len) : exit_code;
}
