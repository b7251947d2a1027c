/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The relay's journal, kept in the store by its writer. */
#pragma once

#include "authority/relay/journal.h"
#include "authority/store/writer.h"

G_BEGIN_DECLS

/* writer is borrowed and outlives the journal's last record. process: by which name this process is
 * known as long as it lives. */
YqqRelayJournal *yqq_session_journal_new (YqqWriter *writer, const char *process);

G_END_DECLS
