/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/journal.h"

G_DEFINE_INTERFACE (YqqRelayJournal, yqq_relay_journal, G_TYPE_OBJECT)

static void
yqq_relay_journal_default_init (YqqRelayJournalInterface *interface)
{
}

void
yqq_relay_journal_append (YqqRelayJournal *self,
                          const YqqRelayRecord *record,
                          YqqRelayCommitted callback,
                          gpointer user_data)
{
  YQQ_RELAY_JOURNAL_GET_IFACE (self)->append (self, record, callback, user_data);
}
