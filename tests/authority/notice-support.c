/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notice-support.h"

static YqqNotices *
fetch (TestDevice *device, TestAuthority *authority)
{
  g_autoptr (GError) error = NULL;
  test_device_follow_clock (device, authority);
  g_autoptr (TestAnswer) answer =
      test_device_request (device, authority, "GET", "/v1/me/notices", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  YqqNotices *notices = yqq_notices_from_json (answer->json, &error);
  g_assert_no_error (error);
  return notices;
}

/* Borrowed; NULL for none. */
static const YqqNotice *
find_newest (YqqNotices *notices, YqqNoticeKind kind)
{
  for (guint i = notices->notices->len; i > 0; i--) {
    const YqqNotice *notice = g_ptr_array_index (notices->notices, i - 1);
    if (notice->kind == kind)
      return notice;
  }
  return NULL;
}

guint
test_count_told (TestDevice *device, TestAuthority *authority, YqqNoticeKind kind)
{
  g_autoptr (YqqNotices) notices = fetch (device, authority);
  guint count = 0;
  for (guint i = 0; i < notices->notices->len; i++)
    count += ((YqqNotice *)g_ptr_array_index (notices->notices, i))->kind == kind;
  return count;
}

void
test_assert_told (TestDevice *device,
                  TestAuthority *authority,
                  YqqNoticeKind kind,
                  const char *enterprise,
                  const char *subject,
                  const char *person,
                  const char *detail)
{
  g_autoptr (YqqNotices) notices = fetch (device, authority);
  const YqqNotice *notice = find_newest (notices, kind);
  g_assert_nonnull (notice);
  g_assert_cmpstr (notice->enterprise, ==, enterprise);
  g_assert_cmpstr (notice->subject, ==, subject);
  g_assert_cmpstr (notice->person, ==, person);
  g_assert_cmpstr (notice->detail, ==, detail);
}
