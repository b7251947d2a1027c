/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The enrolment of a face on the device that asks. */
#include "authority/face-desk.h"
#include "authority/http/router.h"

static void
put_face (YqqAuthority *authority, YqqHttpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = yqq_http_request_dup_json (request, &error);
  g_autoptr (YqqFaceEnrolment) message =
      body != NULL ? yqq_face_enrolment_from_json (body, &error) : NULL;
  if (message == NULL)
    yqq_http_request_fail (request, error);
  else
    yqq_face_desk_enrol (authority->faces, yqq_http_request_get_device (request), message,
                         yqq_router_reply, yqq_http_request_ref (request));
}

static void
delete_face (YqqAuthority *authority, YqqHttpRequest *request)
{
  yqq_face_desk_remove (authority->faces, yqq_http_request_get_device (request), yqq_router_reply,
                        yqq_http_request_ref (request));
}

const YqqRoute yqq_face_routes[] = {
    {"PUT", "/v1/me/face", YQQ_ACCESS_DEVICE, 0, put_face},
    {"DELETE", "/v1/me/face", YQQ_ACCESS_DEVICE, 0, delete_face},
    {NULL},
};
