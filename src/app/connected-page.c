/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/connected-page.h"

#include <glib/gi18n.h>

#include "app/countdown.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/signature-row.h"

struct _YqqConnectedPage {
  YqqPage parent;

  GtkWidget *header;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *state;
  GtkLabel *party;
  GtkLabel *purpose;
  GtkLabel *since;
  YqqCountdown *idle;
  YqqCountdown *absolute;
  YqqCountdown *waiting;
  GtkLabel *count;
  GtkLabel *advice;
  GtkListBox *signatures;
  GtkWidget *no_signatures;
  GtkButton *disconnect;
  YqqRouter *router;
  YqqScanSession *session;
  GtkSorter *sorter;
};

G_DEFINE_FINAL_TYPE (YqqConnectedPage, yqq_connected_page, YQQ_TYPE_PAGE)

/* The session in one of the three ways in which it can be open. */
typedef struct {
  const char *state;
  const char *advice;
  const char *button;
  gboolean open; /* there is something to disconnect */
  gboolean connected;
} Look;

static Look
choose_look (const YqqSessionView *view)
{
  if (view->state == YQQ_SESSION_STATE_CONFIRMED)
    return (Look){_ ("Connecting"), _ ("The PC is being told that you have confirmed."),
                  _ ("Cancel"), FALSE, FALSE};
  if (!view->online)
    return (Look){_ ("Reconnecting"),
                  _ ("The authority cannot be reached at the moment. Nothing is lost; this goes "
                     "on by itself."),
                  _ ("Disconnect"), TRUE, FALSE};
  if (view->state == YQQ_SESSION_STATE_SUSPENDED || !view->peer_present)
    return (Look){
        _ ("Reconnecting"),
        _ ("The PC's page is away. Keep it open; this goes on by itself when it is back."),
        _ ("Disconnect"), TRUE, FALSE};
  return (Look){_ ("Connected"), _ ("Choose the certificate on the PC and sign there."),
                _ ("Disconnect"), TRUE, TRUE};
}

static void
show_look (YqqConnectedPage *self, const Look *look)
{
  gtk_label_set_label (self->state, look->state);
  gtk_label_set_label (self->advice, look->advice);
  gtk_button_set_label (self->disconnect, look->button);
  if (look->open)
    gtk_widget_add_css_class (GTK_WIDGET (self->disconnect), "destructive-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->disconnect), "destructive-action");
  gtk_widget_set_visible (GTK_WIDGET (self->icon), look->connected);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !look->connected);
  gtk_spinner_set_spinning (self->spinner, !look->connected);
  if (look->connected)
    gtk_widget_remove_css_class (self->header, "suspended");
  else
    gtk_widget_add_css_class (self->header, "suspended");
}

static guint
count_waiting (GListModel *records)
{
  guint count = 0;
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    count += yqq_signature_record_get_state (record) == YQQ_SIGNATURE_WAITING;
  }
  return count;
}

/* A document that asks is the next thing to do, whatever else there is. */
static void
show_waiting (YqqConnectedPage *self)
{
  guint waiting = count_waiting (yqq_scan_session_get_signatures (self->session));
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u document waits for you: look at it, then sign or refuse",
                "%u documents wait for you: look at them, then sign or refuse", waiting),
      waiting);
  if (waiting > 0)
    gtk_label_set_label (self->advice, text);
}

static void
show_limits (YqqConnectedPage *self, const YqqSessionView *view)
{
  g_autofree char *time = view->connected_at > 0 ? yqq_format_time (view->connected_at) : NULL;
  g_autofree char *since = time ? g_strdup_printf (_ ("since %s"), time) : g_strdup ("");
  g_autofree char *count = g_strdup_printf (
      /* Translators: how many signatures were made of how many that one session takes */
      _ ("%u of %u signatures"), view->signature_count, view->signature_limit);
  gtk_label_set_label (self->since, since);
  gtk_widget_set_visible (GTK_WIDGET (self->since), time != NULL);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), time != NULL);
  /* Translators: each %s is a time like 4:59 */
  yqq_countdown_set (self->idle, view->idle_at, _ ("ends without use in %s"));
  yqq_countdown_set (self->absolute, view->absolute_at, _ ("at the latest in %s"));
  yqq_countdown_set (self->waiting, time ? 0 : view->expires_at, _ ("%s left"));
}

static void
update (YqqConnectedPage *self)
{
  YqqSessionView view;
  yqq_scan_session_view (self->session, &view);
  guint count = g_list_model_get_n_items (yqq_scan_session_get_signatures (self->session));
  Look look = choose_look (&view);
  show_look (self, &look);
  if (look.connected)
    show_waiting (self);
  show_limits (self, &view);
  gtk_label_set_label (self->party,
                       view.relying_party ? yqq_relying_party_get_name (view.relying_party) : "");
  gtk_label_set_label (self->purpose, view.purpose ? view.purpose : "");
  gtk_widget_set_visible (GTK_WIDGET (self->signatures), count > 0);
  gtk_widget_set_visible (self->no_signatures, count == 0);
}

static void
on_record_changed (YqqConnectedPage *self)
{
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  update (self);
}

/* What waits for the person stands first, then the newest. */
static int
compare_records (gconstpointer a, gconstpointer b, gpointer user_data)
{
  YqqSignatureRecord *first = (gpointer)a;
  YqqSignatureRecord *second = (gpointer)b;
  gboolean first_waits = yqq_signature_record_get_state (first) == YQQ_SIGNATURE_WAITING;
  gboolean second_waits = yqq_signature_record_get_state (second) == YQQ_SIGNATURE_WAITING;
  if (first_waits != second_waits)
    return first_waits ? -1 : 1;
  gint64 later = yqq_signature_record_get_time (second) - yqq_signature_record_get_time (first);
  return later > 0 ? 1 : later < 0 ? -1 : 0;
}

static GtkWidget *
create_row (gpointer record, gpointer user_data)
{
  YqqConnectedPage *self = user_data;
  g_signal_connect_object (record, "notify::state", G_CALLBACK (on_record_changed), self,
                           G_CONNECT_SWAPPED);
  return yqq_signature_row_new (self->session, record, self->router);
}

static void
on_disconnect_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  YqqConnectedPage *self = YQQ_CONNECTED_PAGE (widget);
  yqq_scan_session_disconnect_async (self->session, "user", NULL, NULL, NULL);
}

/* Who comes back from a signature's document goes on there, where GtkStack has led: one key more
 * must not disconnect. */
static void
yqq_connected_page_arrive (YqqPage *page)
{
  YqqConnectedPage *self = YQQ_CONNECTED_PAGE (page);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  if (!focus || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->signatures)))
    gtk_widget_grab_focus (GTK_WIDGET (self->disconnect));
}

static void
yqq_connected_page_dispose (GObject *object)
{
  YqqConnectedPage *self = YQQ_CONNECTED_PAGE (object);
  g_clear_object (&self->router);
  g_clear_object (&self->session);
  g_clear_object (&self->sorter);
  G_OBJECT_CLASS (yqq_connected_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/connected-page.ui");
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, header);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, icon);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, spinner);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, state);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, party);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, purpose);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, since);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, idle);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, absolute);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, waiting);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, count);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, advice);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, signatures);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, no_signatures);
  gtk_widget_class_bind_template_child (class, YqqConnectedPage, disconnect);
}

static void
yqq_connected_page_class_init (YqqConnectedPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_connected_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_connected_page_arrive;
  g_type_ensure (YQQ_TYPE_COUNTDOWN);
  g_type_ensure (YQQ_TYPE_FLOW);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "session.disconnect", NULL,
                                   on_disconnect_activated);
}

static void
yqq_connected_page_init (YqqConnectedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_connected_page_new (YqqRouter *router, YqqScanSession *session)
{
  YqqConnectedPage *self = g_object_new (YQQ_TYPE_CONNECTED_PAGE, NULL);
  GListModel *signatures = yqq_scan_session_get_signatures (session);
  self->router = g_object_ref (router);
  self->session = g_object_ref (session);
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_records, NULL, NULL));
  g_autoptr (GtkSortListModel) sorted =
      gtk_sort_list_model_new (g_object_ref (signatures), g_object_ref (self->sorter));
  gtk_list_box_bind_model (self->signatures, G_LIST_MODEL (sorted), create_row, self, NULL);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (signatures, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
