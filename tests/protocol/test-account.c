/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/account.h"

#include "message.h"
#include "samples.h"

#define ACCOUNT                                                                                    \
  "{\"id\":\"a1\",\"name\":\"统一认证\",\"issuer\":\"https://"                                 \
  "id.example.cn\",\"linked_at\":\"" TIME "\"}"

static const MessageKind account = MESSAGE (ACCOUNT, yqq_linked_account, "name");
static const MessageKind accounts = MESSAGE ("{\"accounts\":[" ACCOUNT "],"
                                             "\"provider\":{\"name\":\"统一认证\"}}",
                                             yqq_linked_accounts,
                                             "provider");
static const MessageKind linking =
    MESSAGE ("{\"identity\":\"c1\",\"evidence\":{\"id_token\":\"a.b.c\"}}",
             yqq_account_linking,
             "identity");

static void
messages_come_back (void)
{
  message_check (&account);
  message_check (&accounts);
  message_check (&linking);
}

static void
a_list_ends_somewhere (void)
{
  g_autoptr (GString) text = g_string_new ("{\"accounts\":[" ACCOUNT);
  for (guint i = 0; i < YQQ_LINKED_ACCOUNTS_MAX_COUNT; i++)
    g_string_append (text, "," ACCOUNT);
  g_string_append (text, "]}");
  message_check_refused (&accounts, text->str, "accounts");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/account/messages_come_back", messages_come_back);
  g_test_add_func ("/protocol/account/a_list_ends_somewhere", a_list_ends_somewhere);
  return g_test_run ();
}
