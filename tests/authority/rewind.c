/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rewind.h"

#include "authority/store/migrations.h"

#define OLDEST 11

/* By the script's number. Those that make a table anew can be applied to it again. */
static const char *const undo[] = {
    [12] = "",
    [13] = "DROP TABLE face_enrolments;\n",
    [14] = "DROP TABLE identity_disputes;\n"
           "ALTER TABLE devices DROP COLUMN proven_by;\n"
           "ALTER TABLE pins DROP COLUMN proven_by;\n"
           "ALTER TABLE pins DROP COLUMN next_at;\n"
           "ALTER TABLE pins DROP COLUMN next_pepper;\n"
           "ALTER TABLE pins DROP COLUMN next_salt;\n"
           "ALTER TABLE pins DROP COLUMN next_verifier_key;\n",
    [15] = "DROP TABLE pin_confirmations;\n"
           "ALTER TABLE staff_codes DROP COLUMN voided_at;\n",
    [16] = "",
};
G_STATIC_ASSERT (G_N_ELEMENTS (undo) == YQQ_SCHEMA_VERSION + 1);

void
test_rewind_schema (YqqDatabase *database, guint version)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpuint (version, >=, OLDEST);
  for (guint script = YQQ_SCHEMA_VERSION; script > version; script--) {
    yqq_database_run_script (database, undo[script], &error);
    g_assert_no_error (error);
  }
  yqq_database_run (database, &error, "UPDATE schema_version SET version = $1 WHERE id = 1",
                    YQQ_INT (version), YQQ_END);
  g_assert_no_error (error);
}
