/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/users-list.h"

#include <string.h>

struct _YqqUsersList {
  GObject parent;

  GPtrArray *entries;
  GHashTable *by_grant; /* grant id (the entry's) → entry, borrowed */
  guint cursor;         /* where the next page belongs */
  gboolean complete;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqUsersList,
                               yqq_users_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return YQQ_TYPE_AUTHORISED_USER_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return YQQ_USERS_LIST (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  YqqUsersList *self = YQQ_USERS_LIST (model);
  return position < self->entries->len ? g_object_ref (self->entries->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
yqq_users_list_finalize (GObject *object)
{
  YqqUsersList *self = YQQ_USERS_LIST (object);
  g_hash_table_unref (self->by_grant);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (yqq_users_list_parent_class)->finalize (object);
}

static void
yqq_users_list_class_init (YqqUsersListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_users_list_finalize;
}

static void
yqq_users_list_init (YqqUsersList *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_grant = g_hash_table_new (g_str_hash, g_str_equal);
}

YqqUsersList *
yqq_users_list_new (void)
{
  return g_object_new (YQQ_TYPE_USERS_LIST, NULL);
}

static const char *
get_grant (gpointer entry)
{
  return yqq_authorised_user_entry_get_user (entry)->grant;
}

/* The page as entries: those that are there already and still right, new ones for the others. */
static GPtrArray *
create_entries (YqqUsersList *self, GPtrArray *users)
{
  GPtrArray *entries = g_ptr_array_new_full (users->len, g_object_unref);
  for (guint i = 0; i < users->len; i++) {
    const YqqAuthorisedUser *user = users->pdata[i];
    YqqAuthorisedUserEntry *known = g_hash_table_lookup (self->by_grant, user->grant);
    gboolean same = known && yqq_authorised_user_entry_shows (known, user);
    g_ptr_array_add (entries, same ? g_object_ref (known) : yqq_authorised_user_entry_new (user));
  }
  return entries;
}

/* The end of what the page replaces: behind the last row that is about one of its users. Nobody
 * leaves the list in the middle (cancelled users stay in it), so it is never far. */
static guint
find_end (YqqUsersList *self, GPtrArray *users)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < users->len; i++) {
    char *grant = ((const YqqAuthorisedUser *)users->pdata[i])->grant;
    if (g_hash_table_contains (self->by_grant, grant))
      g_hash_table_add (wanted, grant);
  }
  guint end = self->cursor;
  for (guint i = self->cursor; i < self->entries->len && g_hash_table_size (wanted) > 0; i++)
    if (g_hash_table_remove (wanted, get_grant (self->entries->pdata[i])))
      end = i + 1;
  return end;
}

/* Replaces removed rows at position; the rows' new entries are those of page from index on. */
static void
splice (YqqUsersList *self, guint position, guint removed, GPtrArray *page, guint from, guint added)
{
  if (removed == 0 && added == 0)
    return;
  for (guint i = 0; i < removed; i++) {
    gpointer entry = self->entries->pdata[position + i];
    if (g_hash_table_lookup (self->by_grant, get_grant (entry)) == entry)
      g_hash_table_remove (self->by_grant, get_grant (entry));
  }
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
  guint behind = self->entries->len - position;
  g_ptr_array_set_size (self->entries, (gint)(self->entries->len + added));
  memmove (self->entries->pdata + position + added, self->entries->pdata + position,
           behind * sizeof (gpointer));
  for (guint i = 0; i < added; i++) {
    gpointer entry = g_object_ref (page->pdata[from + i]);
    self->entries->pdata[position + i] = entry;
    g_hash_table_replace (self->by_grant, (gpointer)get_grant (entry), entry);
  }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

void
yqq_users_list_add (YqqUsersList *self, GPtrArray *users, gboolean first, gboolean last)
{
  g_autoptr (GPtrArray) page = create_entries (self, users);
  if (first)
    self->cursor = 0;
  guint removed = find_end (self, users) - self->cursor;
  guint added = page->len;
  guint same = 0;
  gpointer *old = self->entries->pdata + self->cursor;
  while (same < removed && same < added && old[same] == page->pdata[same])
    same++;
  while (removed > same && added > same && old[removed - 1] == page->pdata[added - 1]) {
    removed--;
    added--;
  }
  splice (self, self->cursor + same, removed - same, page, same, added - same);
  self->cursor += page->len;
  if (last) {
    splice (self, self->cursor, self->entries->len - self->cursor, page, 0, 0);
    self->complete = TRUE;
  }
}

gboolean
yqq_users_list_get_complete (YqqUsersList *self)
{
  return self->complete;
}

YqqAuthorisedUserEntry *
yqq_users_list_find (YqqUsersList *self, const char *grant_id)
{
  return g_hash_table_lookup (self->by_grant, grant_id);
}
