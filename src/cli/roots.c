/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/roots.h"

#include <glib/gi18n.h>

#include "cli/bounded-file.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "cli/workplace.h"
#include "client/fetch-authority.h"
#include "crypto/certificate.h"

/* Some hundred certificates. */
#define MAX_FILE (1024 * 1024)

static gboolean
add_pem (GPtrArray *roots, const char *pem, gssize length)
{
  g_autoptr (GPtrArray) list = yqq_x509_list_new_from_pem (pem, length, NULL);
  for (guint i = 0; list != NULL && i < list->len; i++)
    g_ptr_array_add (roots, yqq_x509_ref (list->pdata[i]));
  return list != NULL;
}

static gboolean
add_files (GPtrArray *roots, char **files)
{
  for (; *files != NULL; files++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) pem = yqq_bounded_file_read (*files, MAX_FILE, &error);
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE)) {
      g_printerr (_ ("yqq: %s is larger than root certificates are (1 MB)\n"), *files);
      return FALSE;
    }
    gsize length;
    const char *text = pem != NULL ? g_bytes_get_data (pem, &length) : NULL;
    if (text == NULL || !add_pem (roots, text, (gssize)length)) {
      g_printerr (_ ("yqq: no certificate can be read from %s\n"), *files);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
add_from_authority (GPtrArray *roots)
{
  int ignored;
  GAsyncResult *place = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, FALSE, &ignored);
  if (workplace == NULL)
    return FALSE;
  yqq_fetch_authority_async (workplace->connection, yqq_wait_get_cancellable (),
                             yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  g_autoptr (YqqAuthorityInfo) authority = yqq_fetch_authority_finish (result, &error);
  if (authority == NULL) {
    yqq_failure_report (error);
    return FALSE;
  }
  for (char **root = authority->roots; *root != NULL; root++)
    add_pem (roots, *root, -1);
  return TRUE;
}

GPtrArray *
yqq_roots_collect (char **files)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  gboolean found = files != NULL ? add_files (roots, files) : add_from_authority (roots);
  if (found)
    return g_steal_pointer (&roots);
  g_printerr (_ ("yqq: there is no root certificate to check against; name one with --root\n"));
  return NULL;
}
