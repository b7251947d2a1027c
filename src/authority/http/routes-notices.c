/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person was told unasked. */
#include "authority/http/router.h"
#include "authority/notice-board.h"
#include "base/json.h"

static void
get_notices (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 after = yqq_http_request_get_query_int (request, "after", 0, G_MAXINT64, 0);
  JsonObject *answer = yqq_notice_board_list (authority->reader,
                                              yqq_http_request_get_device (request), after, &error);
  yqq_router_answer (request, answer, error);
}

static void
post_seen (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  gint64 up_to = 0;
  if (body == NULL || !yqq_json_read_int (body, "up_to", 0, G_MAXINT64, &up_to, &error))
    yqq_http_request_fail (request, error);
  else
    yqq_notice_board_see (authority->writer, yqq_http_request_get_device (request), up_to,
                          yqq_router_reply, yqq_http_request_ref (request));
}

const YqqRoute yqq_notice_routes[] = {
    {"GET", "/v1/me/notices", YQQ_ACCESS_DEVICE, 0, get_notices},
    {"POST", "/v1/me/notices/seen", YQQ_ACCESS_DEVICE, 0, post_seen},
    {NULL},
};
