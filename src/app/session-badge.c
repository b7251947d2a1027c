/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-badge.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/countdown.h"

struct _YqqSessionBadge {
  GtkWidget parent;

  GtkWidget *button;
  GtkWidget *icon;
  GtkWidget *word;
  GtkWidget *party;
  YqqCountdown *left;
};

G_DEFINE_FINAL_TYPE (YqqSessionBadge, yqq_session_badge, GTK_TYPE_WIDGET)

static void
yqq_session_badge_dispose (GObject *object)
{
  YqqSessionBadge *self = YQQ_SESSION_BADGE (object);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (yqq_session_badge_parent_class)->dispose (object);
}

static void
yqq_session_badge_class_init (YqqSessionBadgeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_session_badge_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
yqq_session_badge_init (YqqSessionBadge *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->icon = gtk_image_new ();
  self->button = gtk_button_new ();
  self->word = gtk_label_new (NULL);
  self->party = gtk_label_new (NULL);
  self->left = g_object_new (YQQ_TYPE_COUNTDOWN, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->party), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->party), 40);
  gtk_label_set_width_chars (GTK_LABEL (self->party), 4);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->word);
  gtk_box_append (GTK_BOX (box), self->party);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->left));
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  yqq_accessible_name_button (self->button, "");
  gtk_widget_add_css_class (self->button, "session-badge");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.session");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static gint64
get_end (const YqqSessionView *view)
{
  if (view->idle_at > 0 && view->absolute_at > 0)
    return MIN (view->idle_at, view->absolute_at);
  return MAX (view->idle_at, view->absolute_at);
}

static void
show_view (YqqSessionBadge *self, const YqqSessionView *view)
{
  gboolean suspended = view->state == YQQ_SESSION_STATE_SUSPENDED || !view->online;
  const char *word = suspended ? _ ("Reconnecting") : _ ("Connected");
  const char *party = view->relying_party ? yqq_relying_party_get_name (view->relying_party) : "";
  g_autofree char *name = g_strdup_printf ("%s · %s", word, party);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                suspended ? "content-loading-symbolic" : "emblem-ok-symbolic");
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_label_set_label (GTK_LABEL (self->party), party);
  yqq_countdown_set (self->left, get_end (view), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_tooltip_text (self->button, name);
  if (suspended)
    gtk_widget_add_css_class (self->button, "suspended");
  else
    gtk_widget_remove_css_class (self->button, "suspended");
}

void
yqq_session_badge_show (YqqSessionBadge *self, YqqScanSession *session)
{
  gboolean open = session && yqq_scan_session_get_connected (session);
  gtk_widget_set_visible (GTK_WIDGET (self), open);
  if (!open)
    return;
  YqqSessionView view;
  yqq_scan_session_view (session, &view);
  show_view (self, &view);
}

void
yqq_session_badge_set_narrow (YqqSessionBadge *self, gboolean narrow)
{
  gtk_widget_set_visible (self->party, !narrow);
  gtk_widget_set_visible (self->word, !narrow);
}
