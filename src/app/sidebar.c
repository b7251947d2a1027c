/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sidebar.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/certificate-text.h"
#include "app/error-text.h"
#include "app/membership.h"
#include "model/phone.h"

struct _YqqSidebar {
  AdwBin parent;

  AdwHeaderBar *header;
  GtkWidget *switcher;
  GtkLabel *enterprise;
  GtkLabel *role;
  GtkWidget *demonstration;
  GtkWidget *arrow;
  GtkPopover *popover;
  GtkBox *choices;
  GtkToggleButton *certificates;
  GtkToggleButton *users;
  GtkToggleButton *service_desk;
  GtkToggleButton *history;
  GtkToggleButton *notices;
  GtkLabel *unseen;
  GtkLabel *authority;
  AdwAvatar *avatar;
  GtkLabel *person;
  GtkLabel *number;
  YqqWorkspace *workspace;
  const YqqMe *shown; /* whose memberships the choices are */
};

G_DEFINE_FINAL_TYPE (YqqSidebar, yqq_sidebar, ADW_TYPE_BIN)

static void
on_choice_clicked (GtkButton *button, YqqSidebar *self)
{
  gtk_popover_popdown (self->popover);
  yqq_workspace_choose_enterprise (self->workspace,
                                   g_object_get_data (G_OBJECT (button), "enterprise"));
}

static void
add_choice (YqqSidebar *self, const char *name, const char *detail, const char *enterprise_id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *subtitle = gtk_label_new (detail);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  yqq_accessible_name_button (button, name);
  g_object_set_data_full (G_OBJECT (button), "enterprise", g_strdup (enterprise_id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_choice_clicked), self);
  gtk_box_append (self->choices, button);
}

static char *
format_membership (const YqqMembership *membership)
{
  g_autofree char *roles = yqq_roles_format (membership->roles);
  if (!yqq_enterprise_get_demonstration (membership->enterprise))
    return g_steal_pointer (&roles);
  return g_strdup_printf ("%s · %s", roles, _ ("Demonstration"));
}

static void
fill_choices (YqqSidebar *self, const YqqMe *me)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))))
    gtk_box_remove (self->choices, child);
  if (!me)
    return;
  add_choice (self, _ ("All enterprises"), _ ("Every certificate that you may use"), NULL);
  for (guint i = 0; i < me->memberships->len; i++) {
    const YqqMembership *membership = me->memberships->pdata[i];
    g_autofree char *detail = format_membership (membership);
    add_choice (self, yqq_enterprise_get_name (membership->enterprise), detail,
                yqq_enterprise_get_id (membership->enterprise));
  }
}

static const YqqMembership *
find_shown (const YqqMe *me, const char *enterprise_id)
{
  if (!me || me->memberships->len == 0)
    return NULL;
  if (!enterprise_id)
    return me->memberships->len == 1 ? me->memberships->pdata[0] : NULL;
  for (guint i = 0; i < me->memberships->len; i++) {
    const YqqMembership *each = me->memberships->pdata[i];
    if (g_str_equal (yqq_enterprise_get_id (each->enterprise), enterprise_id))
      return each;
  }
  return NULL;
}

static void
show_enterprise (YqqSidebar *self, const YqqMe *me)
{
  const YqqMembership *shown = find_shown (me, yqq_workspace_get_enterprise_id (self->workspace));
  g_autofree char *roles = shown ? yqq_roles_format (shown->roles) : NULL;
  gboolean demonstration = shown ? yqq_enterprise_get_demonstration (shown->enterprise)
                                 : yqq_workspace_get_demonstration (self->workspace);
  gboolean several = me && me->memberships->len > 1;
  gtk_label_set_label (self->enterprise,
                       shown ? yqq_enterprise_get_name (shown->enterprise) : _ ("All enterprises"));
  gtk_label_set_label (self->role, roles ? roles : "");
  gtk_widget_set_visible (GTK_WIDGET (self->role), roles != NULL);
  gtk_widget_set_visible (self->demonstration, demonstration);
  gtk_widget_set_visible (self->arrow, several);
  gtk_widget_set_can_target (self->switcher, several);
  gtk_widget_set_focusable (self->switcher, several);
}

/* Whose log in has expired has to show again who they are: until then they are not named. */
static char *
dup_shown_name (YqqSidebar *self, const char *name)
{
  const GError *trouble = yqq_workspace_get_trouble (self->workspace);
  return trouble && yqq_error_text_needs_log_in (trouble) ? yqq_name_mask (name) : g_strdup (name);
}

static void
update (YqqSidebar *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  const char *name = yqq_workspace_get_person_name (self->workspace);
  const char *authority = yqq_workspace_get_authority_name (self->workspace);
  if (self->shown != me)
    fill_choices (self, me);
  self->shown = me;
  show_enterprise (self, me);
  g_autofree char *shown = dup_shown_name (self, name ? name : "");
  adw_avatar_set_text (self->avatar, shown);
  gtk_label_set_label (self->person, shown);
  gtk_label_set_label (self->number, me ? yqq_person_get_id_number_masked (me->person) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number), me != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->users),
                          yqq_workspace_get_administration (self->workspace) != NULL);
  gtk_widget_set_visible (
      GTK_WIDGET (self->service_desk),
      yqq_membership_find_desk (me, yqq_workspace_get_enterprise_id (self->workspace)) != NULL);
  gtk_label_set_label (self->authority, authority ? authority : "");
}

static void
yqq_sidebar_dispose (GObject *object)
{
  YqqSidebar *self = YQQ_SIDEBAR (object);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (yqq_sidebar_parent_class)->dispose (object);
}

static void
yqq_sidebar_class_init (YqqSidebarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_sidebar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/yueqiqian/desktop/ui/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, enterprise);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, role);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, demonstration);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, arrow);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, popover);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, choices);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, certificates);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, users);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, service_desk);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, history);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, notices);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, unseen);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, authority);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, person);
  gtk_widget_class_bind_template_child (widget_class, YqqSidebar, number);
}

static void
yqq_sidebar_init (YqqSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GtkMenuButton centres what it is given. */
  for (GtkWidget *each = GTK_WIDGET (self->arrow); each != self->switcher;
       each = gtk_widget_get_parent (each))
    if (GTK_IS_BOX (each))
      gtk_widget_set_halign (each, GTK_ALIGN_FILL);
}

void
yqq_sidebar_set_workspace (YqqSidebar *self, YqqWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
yqq_sidebar_set_alone (YqqSidebar *self, gboolean alone)
{
  adw_header_bar_set_show_end_title_buttons (self->header, alone);
}

static void
show_unseen (YqqSidebar *self, YqqNoticeWatch *watch)
{
  gint64 count = yqq_notice_watch_get_unseen (watch);
  g_autofree char *digits = g_strdup_printf ("%ld", (long)count);
  g_autofree char *name =
      count > 0 ? g_strdup_printf (ngettext ("Notices, %ld new", "Notices, %ld new", (gulong)count),
                                   (long)count)
                : g_strdup (_ ("Notices"));
  gtk_label_set_label (self->unseen, digits);
  gtk_widget_set_visible (GTK_WIDGET (self->unseen), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
on_notices_changed (YqqNoticeWatch *watch, YqqSidebar *self)
{
  show_unseen (self, watch);
}

void
yqq_sidebar_set_notices (YqqSidebar *self, YqqNoticeWatch *notices)
{
  gtk_widget_set_visible (GTK_WIDGET (self->history), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), TRUE);
  g_signal_connect_object (notices, "changed", G_CALLBACK (on_notices_changed), self, 0);
  show_unseen (self, notices);
}

void
yqq_sidebar_show_entry (YqqSidebar *self, YqqPlace place)
{
  GtkToggleButton *entry = place == YQQ_PLACE_USERS          ? self->users
                           : place == YQQ_PLACE_SERVICE_DESK ? self->service_desk
                           : place == YQQ_PLACE_HISTORY      ? self->history
                           : place == YQQ_PLACE_NOTICES      ? self->notices
                                                             : self->certificates;
  gtk_toggle_button_set_active (entry, TRUE);
}
