/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/service-desk.h"

#include "message.h"
#include "samples.h"

static const MessageKind query =
    MESSAGE ("{\"name\":\"林晓\",\"id_type\":\"resident-id\",\"id_number\":\"11010519491231002X\"}",
             yqq_person_query,
             NULL);
static const MessageKind found =
    MESSAGE ("{\"person\":\"p1\",\"authenticators\":[{\"id\":\"k1\",\"label\":\"办公室\","
             "\"credential\":\"AQID\",\"added_at\":\"" TIME "\"}]}",
             yqq_found_person,
             NULL);

static void
messages_come_back (void)
{
  message_check (&query);
  message_check (&found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/service-desk/messages_come_back", messages_come_back);
  return g_test_run ();
}
