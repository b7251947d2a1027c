/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/long-list.h"

#include <glib/gi18n.h>

#include "app/wrap.h"

struct _YqqLongList {
  GtkWidget parent;

  char *label;
  GtkWidget *rows;
  GtkWidget *more;
  GListModel *model;
  GtkSliceListModel *shown;
};

G_DEFINE_FINAL_TYPE (YqqLongList, yqq_long_list, GTK_TYPE_WIDGET)

enum { PROP_LABEL = 1, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static void
update (YqqLongList *self)
{
  guint all = g_list_model_get_n_items (self->model);
  guint shown = gtk_slice_list_model_get_size (self->shown);
  guint left = all > shown ? all - shown : 0;
  g_autofree char *text = g_strdup_printf (
      ngettext ("Show more (%u row left)", "Show more (%u rows left)", left), left);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
  yqq_wrap_texts (self->more);
  gtk_widget_set_visible (self->more, left > 0);
  gtk_widget_set_visible (self->rows, all > 0);
}

static void
on_more_clicked (YqqLongList *self)
{
  gtk_slice_list_model_set_size (self->shown,
                                 gtk_slice_list_model_get_size (self->shown) + YQQ_LONG_LIST_STEP);
  update (self);
  if (!gtk_widget_get_visible (self->more))
    gtk_widget_child_focus (self->rows, GTK_DIR_TAB_BACKWARD);
}

static void
yqq_long_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, YQQ_LONG_LIST (object)->label);
}

static void
yqq_long_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  YqqLongList *self = YQQ_LONG_LIST (object);
  self->label = g_value_dup_string (value);
  if (self->label)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->label, -1);
}

static void
yqq_long_list_dispose (GObject *object)
{
  YqqLongList *self = YQQ_LONG_LIST (object);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (yqq_long_list_parent_class)->dispose (object);
}

static void
yqq_long_list_class_init (YqqLongListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->dispose = yqq_long_list_dispose;
  object_class->get_property = yqq_long_list_get_property;
  object_class->set_property = yqq_long_list_set_property;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
yqq_long_list_init (YqqLongList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  self->more = gtk_button_new ();
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->more, "pill");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_clicked), self);
}

void
yqq_long_list_bind (YqqLongList *self,
                    GListModel *model,
                    GtkListBoxCreateWidgetFunc create,
                    gpointer user_data)
{
  g_return_if_fail (self->model == NULL);
  self->model = g_object_ref (model);
  self->shown = gtk_slice_list_model_new (g_object_ref (model), 0, YQQ_LONG_LIST_STEP);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->rows), G_LIST_MODEL (self->shown), create, user_data,
                           NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
