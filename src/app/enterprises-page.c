/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/enterprises-page.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/certificate-text.h"

struct _YqqEnterprisesPage {
  YqqPage parent;

  GtkBox *choices;
  YqqWorkspace *workspace;
  YqqRouter *router;
  const YqqMe *listed; /* whose memberships the choices are; only compared */
};

G_DEFINE_FINAL_TYPE (YqqEnterprisesPage, yqq_enterprises_page, YQQ_TYPE_PAGE)

static void
on_choice_clicked (GtkButton *button, YqqEnterprisesPage *self)
{
  g_autoptr (YqqRouter) router = g_object_ref (self->router);
  yqq_workspace_choose_enterprise (self->workspace,
                                   g_object_get_data (G_OBJECT (button), "enterprise"));
  yqq_router_back (router);
}

static GtkWidget *
create_line (const char *text, const char *css_class)
{
  GtkWidget *line = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (line, css_class);
  return line;
}

/* The enterprise is the largest text; below it what the person is there. */
static GtkWidget *
create_texts (const char *name, const char *detail, gboolean demonstration)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), create_line (name, "title-2"));
  gtk_box_append (GTK_BOX (box), create_line (detail, "dim-label"));
  if (demonstration) {
    GtkWidget *mark = create_line (_ ("Demonstration"), "demonstration");
    gtk_widget_set_halign (mark, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (box), mark);
  }
  return box;
}

static gboolean
is_chosen (YqqEnterprisesPage *self, const char *enterprise_id)
{
  return g_strcmp0 (yqq_workspace_get_enterprise_id (self->workspace), enterprise_id) == 0;
}

static void
add_choice (YqqEnterprisesPage *self,
            const char *name,
            const char *detail,
            const char *enterprise_id,
            gboolean demonstration)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *spoken = g_strdup_printf ("%s · %s", name, detail);
  gtk_box_append (GTK_BOX (box), create_texts (name, detail, demonstration));
  if (is_chosen (self, enterprise_id))
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "enterprise-choice");
  yqq_accessible_name_button (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "enterprise", g_strdup (enterprise_id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_choice_clicked), self);
  gtk_box_append (self->choices, button);
}

static void
update (YqqEnterprisesPage *self)
{
  const YqqMe *me = yqq_workspace_get_me (self->workspace);
  GtkWidget *child;
  if (me == self->listed)
    return;
  self->listed = me;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))))
    gtk_box_remove (self->choices, child);
  for (guint i = 0; me && i < me->memberships->len; i++) {
    const YqqMembership *each = me->memberships->pdata[i];
    g_autofree char *roles = yqq_roles_format (each->roles);
    add_choice (self, yqq_enterprise_get_name (each->enterprise), roles,
                yqq_enterprise_get_id (each->enterprise),
                yqq_enterprise_get_demonstration (each->enterprise));
  }
  add_choice (self, _ ("All enterprises"), _ ("Every certificate that you may use"), NULL, FALSE);
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
yqq_enterprises_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (page));
}

static void
yqq_enterprises_page_dispose (GObject *object)
{
  YqqEnterprisesPage *self = YQQ_ENTERPRISES_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  G_OBJECT_CLASS (yqq_enterprises_page_parent_class)->dispose (object);
}

static void
yqq_enterprises_page_class_init (YqqEnterprisesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_enterprises_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_enterprises_page_arrive;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/enterprises-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqEnterprisesPage, choices);
}

static void
yqq_enterprises_page_init (YqqEnterprisesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_enterprises_page_new (YqqWorkspace *workspace, YqqRouter *router)
{
  YqqEnterprisesPage *self = g_object_new (YQQ_TYPE_ENTERPRISES_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
