/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists as CSV that spreadsheets open right, without numbers of anybody's in full. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All in UTF-8 with a byte order mark, column names in the person's language, nothing that a
 * spreadsheet would take for a formula. Owned. */

/* What became of each YqqImportRow. */
GBytes *yqq_csv_export_import (GListModel *rows);
/* Of YqqUsageEntry. */
GBytes *yqq_csv_export_usage (GListModel *records);
/* Of YqqAuthorisedUserEntry, masked as they are shown. */
GBytes *yqq_csv_export_users (GListModel *users);
/* What became of each YqqBulkRow. */
GBytes *yqq_csv_export_bulk (GListModel *rows);

G_END_DECLS
