/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/file-choice.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *widget; /* keeps the chooser, and the chooser us */
  YqqFileChosen chosen;
  YqqRouter *router;
  GBytes *bytes;
} Choice;

#define KEY "yqq-file-choice"

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;
  g_clear_object (&self->router);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqRouter) router = user_data;
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL))
    yqq_router_tell (router, _ ("Saved"));
  else
    yqq_router_tell (router, _ ("It could not be saved there. Choose another place."));
}

static void
on_response (GtkFileChooserNative *chooser, int response, gpointer user_data)
{
  Choice *self = user_data;
  GtkWidget *widget = self->widget;
  g_autoptr (GtkFileChooserNative) kept = g_object_ref (chooser);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;
  if (file && self->bytes)
    g_file_replace_contents_bytes_async (file, self->bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         on_saved, g_object_ref (self->router));
  else if (file)
    self->chosen (widget, file);
  if (g_object_get_data (G_OBJECT (widget), KEY) == chooser)
    g_object_set_data (G_OBJECT (widget), KEY, NULL);
}

/* Takes choice. */
static void
ask (Choice *choice,
     const char *title,
     GtkFileChooserAction action,
     const char *name,
     const char *pattern)
{
  GtkRoot *root = gtk_widget_get_root (choice->widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, NULL, NULL);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  if (pattern) {
    g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
    gtk_file_filter_add_pattern (filter, pattern);
    gtk_file_filter_set_name (filter, pattern);
    gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_response), choice, choice_free, 0);
  g_object_set_data_full (G_OBJECT (choice->widget), KEY, chooser, g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static Choice *
create_choice (GtkWidget *widget, YqqFileChosen chosen)
{
  Choice *self = g_new0 (Choice, 1);
  self->widget = widget;
  self->chosen = chosen;
  return self;
}

void
yqq_file_choice_open (GtkWidget *widget,
                      const char *title,
                      const char *pattern,
                      YqqFileChosen chosen)
{
  ask (create_choice (widget, chosen), title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, pattern);
}

void
yqq_file_choice_save (GtkWidget *widget, const char *title, const char *name, YqqFileChosen chosen)
{
  ask (create_choice (widget, chosen), title, GTK_FILE_CHOOSER_ACTION_SAVE, name, NULL);
}

void
yqq_file_choice_save_bytes (GtkWidget *widget,
                            YqqRouter *router,
                            const char *title,
                            const char *name,
                            GBytes *bytes)
{
  Choice *choice = create_choice (widget, NULL);
  choice->router = g_object_ref (router);
  choice->bytes = g_bytes_ref (bytes);
  ask (choice, title, GTK_FILE_CHOOSER_ACTION_SAVE, name, NULL);
}

char *
yqq_file_choice_dup_name (const char *beginning, const char *ending)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  return g_strdup_printf ("%s-%s.%s", beginning, date, ending);
}
