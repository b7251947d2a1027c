/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-rows.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/error-text.h"
#include "app/user-reveal.h"
#include "app/user-row.h"

struct _YqqUserRows {
  GObject parent;

  YqqAdministration *administration;
  YqqRouter *router;
  YqqUserReveal *reveal;
  GtkListItemFactory *factory;
  GHashTable *bound; /* set of GtkListItem that show somebody now */
};

G_DEFINE_FINAL_TYPE (YqqUserRows, yqq_user_rows, G_TYPE_OBJECT)

static void
show_row (YqqUserRows *self, GtkListItem *item)
{
  YqqAuthorisedUserEntry *entry = gtk_list_item_get_item (item);
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  yqq_user_row_show (
      YQQ_USER_ROW (gtk_list_item_get_child (item)), entry, overview ? overview->seals : NULL,
      yqq_user_reveal_get (self->reveal, yqq_authorised_user_entry_get_user (entry)->grant));
}

static void
on_row_setup (YqqUserRows *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, GTK_WIDGET (yqq_user_row_new ()));
}

static void
on_row_bound (YqqUserRows *self, GtkListItem *item)
{
  g_hash_table_add (self->bound, item);
  show_row (self, item);
}

static void
on_row_unbound (YqqUserRows *self, GtkListItem *item)
{
  g_hash_table_remove (self->bound, item);
}

static void
on_reveal_changed (YqqUserRows *self)
{
  const GError *error = yqq_user_reveal_get_error (self->reveal);
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_row (self, item);
  if (error)
    yqq_router_tell (self->router, yqq_error_text_get (error).title);
}

static void
on_reveal_answered (YqqUserRows *self, const char *response, AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "show"))
    yqq_user_reveal_ask (self->reveal, g_object_get_data (G_OBJECT (dialog), "grant"),
                         g_object_get_data (G_OBJECT (dialog), "name"));
}

static void
yqq_user_rows_dispose (GObject *object)
{
  YqqUserRows *self = YQQ_USER_ROWS (object);
  g_clear_object (&self->factory);
  g_clear_object (&self->reveal);
  g_clear_object (&self->administration);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_user_rows_parent_class)->dispose (object);
}

static void
yqq_user_rows_finalize (GObject *object)
{
  g_hash_table_unref (YQQ_USER_ROWS (object)->bound);
  G_OBJECT_CLASS (yqq_user_rows_parent_class)->finalize (object);
}

static void
yqq_user_rows_class_init (YqqUserRowsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_user_rows_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_user_rows_finalize;
}

static void
yqq_user_rows_init (YqqUserRows *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (self->factory, "setup", G_CALLBACK (on_row_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->factory, "bind", G_CALLBACK (on_row_bound), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->factory, "unbind", G_CALLBACK (on_row_unbound), self,
                           G_CONNECT_SWAPPED);
}

YqqUserRows *
yqq_user_rows_new (YqqAdministration *administration, YqqRouter *router)
{
  YqqUserRows *self = g_object_new (YQQ_TYPE_USER_ROWS, NULL);
  self->administration = g_object_ref (administration);
  self->router = g_object_ref (router);
  self->reveal = yqq_user_reveal_new (administration, router);
  g_signal_connect_object (self->reveal, "changed", G_CALLBACK (on_reveal_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GtkListItemFactory *
yqq_user_rows_get_factory (YqqUserRows *self)
{
  return self->factory;
}

void
yqq_user_rows_reveal (YqqUserRows *self, GtkWindow *window, const char *grant_id)
{
  YqqAuthorisedUserEntry *entry = yqq_administration_find_user (self->administration, grant_id);
  if (!entry)
    return;
  GtkWidget *dialog = adw_message_dialog_new (window, NULL, NULL);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _ ("Show the numbers of %s?"),
                                     yqq_authorised_user_entry_get_user (entry)->name);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _ ("The audit record keeps that you looked at them. They are "
                                  "hidden again after a minute."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "show",
                                    _ ("Show"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "show");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "grant", g_strdup (grant_id), g_free);
  g_object_set_data_full (G_OBJECT (dialog), "name",
                          g_strdup (yqq_authorised_user_entry_get_user (entry)->name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_reveal_answered), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
yqq_user_rows_hide (YqqUserRows *self)
{
  yqq_user_reveal_hide (self->reveal);
}
