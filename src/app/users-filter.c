/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/users-filter.h"

#include <string.h>

/* What fills a screen; what is there before anybody scrolls; and by how many it grows at a time. */
#define FIRST 7
#define UNSCROLLED 24
#define STEP 4
/* A list view makes no more widgets than this, so that all may come at once. */
#define ALL_WIDGETS 208

struct _YqqUsersFilter {
  GObject parent;

  char **words; /* case folded */
  YqqUsersChoice choice;
  YqqUsersOrder order;
  GtkCustomFilter *filter;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  GtkSliceListModel *shown;
  gboolean scrolled; /* more than UNSCROLLED are wanted */
  guint growing;     /* source */
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqUsersFilter,
                               yqq_users_filter,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_FOUND = 1, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static GType
get_item_type (GListModel *model)
{
  return YQQ_TYPE_AUTHORISED_USER_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (YQQ_USERS_FILTER (model)->shown));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (YQQ_USERS_FILTER (model)->shown), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static gboolean
has_state (const YqqAuthorisedUser *user, YqqUsersChoice choice)
{
  switch (choice) {
  case YQQ_USERS_ALL:
    return TRUE;
  case YQQ_USERS_IN_USE:
    return user->state == YQQ_GRANT_STATE_ACTIVE || user->state == YQQ_GRANT_STATE_EXPIRING ||
           user->state == YQQ_GRANT_STATE_REINSTALL_REQUIRED;
  case YQQ_USERS_PENDING:
    return user->state == YQQ_GRANT_STATE_PENDING_INSTALL;
  case YQQ_USERS_SUSPENDED:
    return user->state == YQQ_GRANT_STATE_SUSPENDED;
  case YQQ_USERS_EXPIRING:
    return user->state == YQQ_GRANT_STATE_EXPIRING;
  case YQQ_USERS_EXPIRED:
    return user->state == YQQ_GRANT_STATE_EXPIRED;
  case YQQ_USERS_CANCELLED:
    return user->state == YQQ_GRANT_STATE_CANCELLED;
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
is_wanted (gpointer entry, gpointer user_data)
{
  YqqUsersFilter *self = user_data;
  for (guint i = 0; self->words[i]; i++)
    if (!strstr (yqq_authorised_user_entry_get_key (entry), self->words[i]))
      return FALSE;
  return has_state (yqq_authorised_user_entry_get_user (entry), self->choice);
}

static int
compare_times (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (yqq_authorised_user_entry_get_order ((gpointer)a),
                 yqq_authorised_user_entry_get_order ((gpointer)b));
}

static int
compare_ends (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_times (yqq_authorised_user_entry_get_user ((gpointer)a)->not_after_ms,
                        yqq_authorised_user_entry_get_user ((gpointer)b)->not_after_ms);
}

/* What needs somebody's attention first. */
static guint
get_rank (YqqGrantState state)
{
  static const guint ranks[YQQ_GRANT_STATE_COUNT] = {
      [YQQ_GRANT_STATE_EXPIRING] = 0,        [YQQ_GRANT_STATE_REINSTALL_REQUIRED] = 1,
      [YQQ_GRANT_STATE_PENDING_INSTALL] = 2, [YQQ_GRANT_STATE_SUSPENDED] = 3,
      [YQQ_GRANT_STATE_ACTIVE] = 4,          [YQQ_GRANT_STATE_EXPIRED] = 5,
      [YQQ_GRANT_STATE_CANCELLED] = 6,
  };
  return ranks[state];
}

static int
compare_states (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int)get_rank (yqq_authorised_user_entry_get_user ((gpointer)a)->state) -
         (int)get_rank (yqq_authorised_user_entry_get_user ((gpointer)b)->state);
}

static gboolean
is_short (YqqUsersFilter *self)
{
  guint size = gtk_slice_list_model_get_size (self->shown);
  return size < yqq_users_filter_get_found (self) && (self->scrolled || size < UNSCROLLED);
}

static gboolean
grow (gpointer user_data)
{
  YqqUsersFilter *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->shown);
  if (is_short (self))
    gtk_slice_list_model_set_size (self->shown, size < ALL_WIDGETS ? size + STEP : G_MAXUINT);
  if (is_short (self))
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  return G_SOURCE_REMOVE;
}

static void
grow_in_time (YqqUsersFilter *self)
{
  if (self->growing == 0 && is_short (self))
    self->growing = g_idle_add_full (G_PRIORITY_LOW, grow, self, NULL);
}

/* Before what changes everything: few rows now, the others when there is time. */
static void
begin_small (YqqUsersFilter *self)
{
  self->scrolled = FALSE;
  gtk_slice_list_model_set_size (self->shown, FIRST);
}

static void
on_found_changed (YqqUsersFilter *self)
{
  grow_in_time (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOUND]);
}

static void
on_shown_changed (YqqUsersFilter *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
yqq_users_filter_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_FOUND)
    g_value_set_uint (value, yqq_users_filter_get_found (YQQ_USERS_FILTER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
yqq_users_filter_dispose (GObject *object)
{
  YqqUsersFilter *self = YQQ_USERS_FILTER (object);
  g_clear_handle_id (&self->growing, g_source_remove);
  G_OBJECT_CLASS (yqq_users_filter_parent_class)->dispose (object);
}

static void
yqq_users_filter_finalize (GObject *object)
{
  YqqUsersFilter *self = YQQ_USERS_FILTER (object);
  gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_strfreev (self->words);
  G_OBJECT_CLASS (yqq_users_filter_parent_class)->finalize (object);
}

static void
yqq_users_filter_class_init (YqqUsersFilterClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_users_filter_get_property;
  object_class->dispose = yqq_users_filter_dispose;
  object_class->finalize = yqq_users_filter_finalize;
  properties[PROP_FOUND] = g_param_spec_uint ("found", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES, properties);
}

static void
yqq_users_filter_init (YqqUsersFilter *self)
{
  self->words = g_new0 (char *, 1);
}

YqqUsersFilter *
yqq_users_filter_new (GListModel *users)
{
  YqqUsersFilter *self = g_object_new (YQQ_TYPE_USERS_FILTER, NULL);
  self->filter = gtk_custom_filter_new (is_wanted, self, NULL);
  /* Sorted before it is filtered, so that typing sorts nothing. */
  self->sorted = gtk_sort_list_model_new (g_object_ref (users), NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)),
                                              g_object_ref (GTK_FILTER (self->filter)));
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), 0, FIRST);
  gtk_sort_list_model_set_incremental (self->sorted, TRUE);
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (on_found_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (on_shown_changed), self,
                           G_CONNECT_SWAPPED);
  grow_in_time (self);
  return self;
}

/* The change that tells least: what is typed on narrows what was found, what is taken back widens
 * it. */
static GtkFilterChange
find_change (const char *before, const char *after)
{
  if (g_str_has_prefix (after, before))
    return GTK_FILTER_CHANGE_MORE_STRICT;
  if (g_str_has_prefix (before, after))
    return GTK_FILTER_CHANGE_LESS_STRICT;
  return GTK_FILTER_CHANGE_DIFFERENT;
}

static char **
split_words (const char *folded)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      g_strv_builder_add (builder, parts[i]);
  char **words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}

void
yqq_users_filter_set_search (YqqUsersFilter *self, const char *search)
{
  g_autofree char *folded = g_utf8_casefold (search, -1);
  g_autofree char *before = g_strjoinv (" ", self->words);
  char **words = split_words (folded);
  g_autofree char *after = g_strjoinv (" ", words);
  g_strfreev (self->words);
  self->words = words;
  if (g_str_equal (before, after))
    return;
  begin_small (self);
  gtk_filter_changed (GTK_FILTER (self->filter), find_change (before, after));
  grow_in_time (self);
}

void
yqq_users_filter_set_choice (YqqUsersFilter *self, YqqUsersChoice choice)
{
  if (self->choice == choice)
    return;
  self->choice = choice;
  begin_small (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  grow_in_time (self);
}

void
yqq_users_filter_set_order (YqqUsersFilter *self, YqqUsersOrder order)
{
  static const GCompareDataFunc functions[YQQ_USERS_ORDER_COUNT] = {
      [YQQ_USERS_BY_NAME] = compare_names,
      [YQQ_USERS_BY_END] = compare_ends,
      [YQQ_USERS_BY_STATE] = compare_states,
  };
  if (self->order == order)
    return;
  self->order = order;
  g_autoptr (GtkSorter) sorter =
      functions[order] ? GTK_SORTER (gtk_custom_sorter_new (functions[order], NULL, NULL)) : NULL;
  begin_small (self);
  gtk_sort_list_model_set_sorter (self->sorted, sorter);
  grow_in_time (self);
}

void
yqq_users_filter_show_more (YqqUsersFilter *self)
{
  self->scrolled = TRUE;
  grow_in_time (self);
}

guint
yqq_users_filter_get_found (YqqUsersFilter *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}
