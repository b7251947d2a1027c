/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-row.h"

struct _YqqTextRow {
  AdwPreferencesRow parent;

  GtkWidget *name;
  GtkWidget *text;
};

static void editable_init (GtkEditableInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqTextRow,
                               yqq_text_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE, editable_init))

enum { PROP_PLACEHOLDER = 1, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static GtkEditable *
get_delegate (GtkEditable *editable)
{
  return GTK_EDITABLE (YQQ_TEXT_ROW (editable)->text);
}

static void
editable_init (GtkEditableInterface *interface)
{
  interface->get_delegate = get_delegate;
}

static void
yqq_text_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqTextRow *self = YQQ_TEXT_ROW (object);
  if (gtk_editable_delegate_get_property (object, id, value, spec))
    return;
  if (id == PROP_PLACEHOLDER)
    g_value_set_string (value, gtk_text_get_placeholder_text (GTK_TEXT (self->text)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
yqq_text_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  YqqTextRow *self = YQQ_TEXT_ROW (object);
  if (gtk_editable_delegate_set_property (object, id, value, spec))
    return;
  if (id == PROP_PLACEHOLDER)
    gtk_text_set_placeholder_text (GTK_TEXT (self->text), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
on_pressed (YqqTextRow *self)
{
  gtk_widget_grab_focus (self->text);
}

static void
show_name (YqqTextRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  gtk_label_set_label (GTK_LABEL (self->name), title);
  /* The row is the field to a screen reader: a GtkText by itself is nothing to it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static gboolean
yqq_text_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (YQQ_TEXT_ROW (widget)->text);
}

static void
yqq_text_row_dispose (GObject *object)
{
  YqqTextRow *self = YQQ_TEXT_ROW (object);
  if (self->text)
    gtk_editable_finish_delegate (GTK_EDITABLE (self));
  self->text = NULL;
  G_OBJECT_CLASS (yqq_text_row_parent_class)->dispose (object);
}

static void
yqq_text_row_class_init (YqqTextRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_text_row_get_property;
  object_class->set_property = yqq_text_row_set_property;
  object_class->dispose = yqq_text_row_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = yqq_text_row_grab_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES, properties);
  gtk_editable_install_properties (object_class, PROPERTIES);
}

static void
yqq_text_row_init (YqqTextRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkGesture *press = gtk_gesture_click_new ();
  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->text = gtk_text_new ();
  gtk_widget_add_css_class (self->name, "title");
  gtk_widget_add_css_class (self->name, "caption");
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->text);
  gtk_widget_add_css_class (box, "text-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_editable_init_delegate (GTK_EDITABLE (self));
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  g_signal_connect (self, "notify::title", G_CALLBACK (show_name), NULL);
}
