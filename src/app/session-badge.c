/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-badge.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/countdown.h"

/* From the fullest: state, with whom and for how long; without the state; only for how long. Their
 * smallest sizes are what the window is measured by, so that a badge never folds the window. */
#define FACES 3

typedef struct {
  GtkWidget *icon;
  GtkWidget *word;  /* the first only */
  GtkWidget *party; /* not the last */
  YqqCountdown *left;
} Face;

struct _YqqSessionBadge {
  GtkWidget parent;

  GtkWidget *button;
  AdwSqueezer *faces; /* the fullest that there is room for */
  Face face[FACES];
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

/* Ellipsized only where not even the smallest face with a name has room for all of it. */
static GtkWidget *
create_party (guint width_chars)
{
  GtkWidget *party = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (party), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (party), (int)width_chars);
  gtk_label_set_max_width_chars (GTK_LABEL (party), 40);
  return party;
}

static void
create_face (YqqSessionBadge *self, guint number)
{
  static const guint width_chars[FACES] = {10, 4, 0};
  Face *face = &self->face[number];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  face->icon = gtk_image_new ();
  gtk_box_append (GTK_BOX (box), face->icon);
  if (number == 0) {
    face->word = gtk_label_new (NULL);
    gtk_box_append (GTK_BOX (box), face->word);
  }
  if (number < FACES - 1) {
    face->party = create_party (width_chars[number]);
    gtk_box_append (GTK_BOX (box), face->party);
  }
  face->left = g_object_new (YQQ_TYPE_COUNTDOWN, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (face->left));
  adw_squeezer_add (self->faces, box);
}

static void
yqq_session_badge_init (YqqSessionBadge *self)
{
  self->button = gtk_button_new ();
  self->faces = ADW_SQUEEZER (adw_squeezer_new ());
  adw_squeezer_set_switch_threshold_policy (self->faces, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  for (guint i = 0; i < FACES; i++)
    create_face (self, i);
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->faces));
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
show_face (const Face *face, gboolean suspended, const char *word, const char *party, gint64 end)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (face->icon),
                                suspended ? "content-loading-symbolic" : "emblem-ok-symbolic");
  if (face->word)
    gtk_label_set_label (GTK_LABEL (face->word), word);
  if (face->party)
    gtk_label_set_label (GTK_LABEL (face->party), party);
  yqq_countdown_set (face->left, end, NULL);
}

static void
show_view (YqqSessionBadge *self, const YqqSessionView *view)
{
  gboolean suspended = view->state == YQQ_SESSION_STATE_SUSPENDED || !view->online;
  const char *word = suspended ? _ ("Reconnecting") : _ ("Connected");
  const char *party = view->relying_party ? yqq_relying_party_get_name (view->relying_party) : "";
  g_autofree char *name = g_strdup_printf ("%s · %s", word, party);
  for (guint i = 0; i < FACES; i++)
    show_face (&self->face[i], suspended, word, party, get_end (view));
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
  for (guint i = 0; i < FACES - 1; i++) {
    GtkWidget *box = gtk_widget_get_parent (self->face[i].icon);
    adw_squeezer_page_set_enabled (adw_squeezer_get_page (self->faces, box), !narrow);
  }
}
