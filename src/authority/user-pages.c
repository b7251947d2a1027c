/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise's users as an administrator's list has them, page by page. */
#include <string.h>

#include "authority/administration.h"
#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/grant-pages.h"
#include "model/phone.h"

/* A page is ended early rather than over the wire's limit; all but the permissions of a row fit
 * in this. */
#define ROW_BYTES 1024
#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

YqqUsersPage *
yqq_users_page_new (const char *after, guint limit)
{
  YqqUsersPage *self = g_new0 (YqqUsersPage, 1);
  self->after = g_strdup (after);
  self->limit = limit;
  return self;
}

void
yqq_users_page_free (YqqUsersPage *self)
{
  g_free (self->after);
  g_free (self);
}

/* The same order in which a device's own card judges: the worst news wins. */
static YqqGrantState
show_state (const YqqGrantListing *listing, gint64 now_ms)
{
  YqqGrantState state = yqq_effective_grant_state (listing->grant, now_ms);
  if (state != YQQ_GRANT_STATE_ACTIVE)
    return state;
  if (!listing->has_certificate)
    return YQQ_GRANT_STATE_PENDING_INSTALL;
  return listing->grant->not_after_ms - now_ms < YQQ_CERTIFICATE_EXPIRING_DAYS * DAY_MS
             ? YQQ_GRANT_STATE_EXPIRING
             : YQQ_GRANT_STATE_ACTIVE;
}

static YqqAuthorisedUser *
show_user (const YqqGrantListing *listing, const char *person_id, gint64 now_ms)
{
  const YqqGrantRecord *grant = listing->grant;
  const YqqPersonRecord *person = listing->person;
  YqqAuthorisedUser *user = g_new0 (YqqAuthorisedUser, 1);
  user->grant = g_strdup (grant->id);
  user->code = g_strdup (grant->code);
  user->name = g_strdup (person->name);
  user->id_type = person->id_type;
  user->id_number_masked = yqq_id_number_mask (person->id_number);
  user->phone_masked = yqq_phone_mask (person->phone);
  user->kind = grant->kind;
  user->roles = listing->roles;
  user->state = show_state (listing, now_ms);
  user->permissions = g_strdupv (grant->permissions);
  user->created_at_ms = grant->created_at_ms;
  user->not_after_ms = grant->not_after_ms;
  user->cancelled_at_ms = grant->cancelled_at_ms;
  user->me = strcmp (person->id, person_id) == 0;
  return user;
}

/* <milliseconds>.<id> */
static gboolean
read_cursor (const char *cursor, gint64 *after_ms, const char **after_id, GError **error)
{
  *after_ms = G_MAXINT64;
  *after_id = "";
  if (cursor == NULL)
    return TRUE;
  g_auto (GStrv) parts = g_strsplit (cursor, ".", 2);
  if (g_strv_length (parts) == 2 &&
      g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, after_ms, NULL)) {
    *after_id = strchr (cursor, '.') + 1;
    return TRUE;
  }
  yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not a cursor of ours")->member =
      g_strdup ("after");
  return FALSE;
}

static gsize
measure (const YqqAuthorisedUser *user)
{
  gsize size = ROW_BYTES;
  for (guint i = 0; user->permissions[i] != NULL; i++)
    size += strlen (user->permissions[i]) + 3;
  return size;
}

/* One listing more than the page may have was asked for: it tells whether there is a next page. */
static JsonObject *
show_page (const GPtrArray *listings, guint limit, const char *person_id, gint64 now_ms)
{
  YqqAuthorisedUsers page = {
      .users = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authorised_user_free)};
  gsize size = 0;
  guint i;
  for (i = 0; i < MIN (listings->len, limit); i++) {
    YqqAuthorisedUser *user = show_user (g_ptr_array_index (listings, i), person_id, now_ms);
    g_ptr_array_add (page.users, user);
    size += measure (user);
    if (size > YQQ_USERS_MAX_BYTES - 2 * (ROW_BYTES + YQQ_PERMISSIONS_MAX_COUNT * 256)) {
      i++;
      break;
    }
  }
  if (i > 0 && i < listings->len) {
    const YqqGrantRecord *last = ((YqqGrantListing *)g_ptr_array_index (listings, i - 1))->grant;
    page.next = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", last->created_at_ms, last->id);
  }
  JsonObject *object = yqq_authorised_users_to_json (&page);
  g_ptr_array_unref (page.users);
  g_free (page.next);
  return object;
}

JsonObject *
yqq_administration_list_users (YqqDatabase *database,
                               const YqqDevice *device,
                               const char *enterprise_id,
                               gpointer data,
                               gint64 now_ms,
                               GError **error)
{
  const YqqUsersPage *page = data;
  guint roles;
  gint64 after_ms;
  const char *after_id;
  if (!yqq_memberships_read (database, enterprise_id, device->person_id, &roles, error) ||
      !yqq_authorise_administration (roles, error) ||
      !read_cursor (page->after, &after_ms, &after_id, error))
    return NULL;
  g_autoptr (GPtrArray) listings =
      yqq_grants_list_page (database, enterprise_id, after_ms, after_id, page->limit + 1, error);
  return listings != NULL ? show_page (listings, page->limit, device->person_id, now_ms) : NULL;
}
