/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/audit.h"

#include "crypto/random.h"

gboolean
yqq_audit_add (YqqDatabase *database,
               const char *actor,
               const char *act,
               const char *subject,
               gint64 now_ms,
               GError **error)
{
  g_autofree char *id = yqq_random_id ();
  return yqq_database_run (
      database, error,
      "INSERT INTO audit (id, at, actor, act, subject) VALUES ($1, $2, $3, $4, $5)", YQQ_TEXT (id),
      YQQ_INT (now_ms), YQQ_TEXT (actor), YQQ_TEXT (act), YQQ_TEXT (subject), YQQ_END);
}
