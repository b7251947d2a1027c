/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pin-pad.h"

#include <glib/gi18n.h>

struct _YqqPinPad {
  GtkWidget parent;

  GtkWidget *dots;
  YqqSecretBytes *digits;
  guint length;
};

G_DEFINE_FINAL_TYPE (YqqPinPad, yqq_pin_pad, GTK_TYPE_WIDGET)

enum { PROP_COMPLETE = 1 };
enum { CHANGED, SUBMITTED, SIGNALS };

static GParamSpec *complete_property;
static guint signals[SIGNALS];

static void
show_dots (YqqPinPad *self)
{
  guint i = 0;
  for (GtkWidget *dot = gtk_widget_get_first_child (self->dots); dot;
       dot = gtk_widget_get_next_sibling (dot), i++) {
    if (i < self->length)
      gtk_widget_add_css_class (dot, "filled");
    else
      gtk_widget_remove_css_class (dot, "filled");
  }
}

/* What a screen reader says: how many, never which. */
static void
tell_progress (YqqPinPad *self)
{
  g_autofree char *progress = g_strdup_printf (
      /* Translators: spoken while a PIN is entered: how many of how many digits are there */
      _ ("Entered %u of %u digits"), self->length, YQQ_PIN_PAD_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, progress,
                                  -1);
}

static void
set_length (YqqPinPad *self, guint length)
{
  gboolean was_complete = yqq_pin_pad_get_complete (self);
  self->length = length;
  gtk_widget_remove_css_class (self->dots, "refused");
  gtk_widget_remove_css_class (self->dots, "shake");
  show_dots (self);
  tell_progress (self);
  if (was_complete != yqq_pin_pad_get_complete (self))
    g_object_notify_by_pspec (G_OBJECT (self), complete_property);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
press_digit (YqqPinPad *self, guint digit)
{
  if (self->length == YQQ_PIN_PAD_DIGITS)
    return;
  yqq_secret_bytes_get_data (self->digits)[self->length] = (guint8)('0' + digit);
  set_length (self, self->length + 1);
}

static void
press_backspace (YqqPinPad *self)
{
  if (self->length == 0)
    return;
  yqq_secret_bytes_get_data (self->digits)[self->length - 1] = 0;
  set_length (self, self->length - 1);
}

static gboolean
press_enter (YqqPinPad *self)
{
  if (!yqq_pin_pad_get_complete (self))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SUBMITTED], 0);
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed (YqqPinPad *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self)) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  if (keyval >= GDK_KEY_0 && keyval <= GDK_KEY_9)
    press_digit (self, keyval - GDK_KEY_0);
  else if (keyval >= GDK_KEY_KP_0 && keyval <= GDK_KEY_KP_9)
    press_digit (self, keyval - GDK_KEY_KP_0);
  else if (keyval == GDK_KEY_BackSpace)
    press_backspace (self);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    yqq_pin_pad_clear (self);
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return press_enter (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_digit_activated (GtkWidget *widget, const char *action, GVariant *digit)
{
  press_digit (YQQ_PIN_PAD (widget), (guint)g_variant_get_int32 (digit));
}

static void
on_backspace_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  press_backspace (YQQ_PIN_PAD (widget));
}

static void
on_clear_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_pin_pad_clear (YQQ_PIN_PAD (widget));
}

/* What was entered is worth nothing once the page is left. */
static void
yqq_pin_pad_unmap (GtkWidget *widget)
{
  yqq_pin_pad_clear (YQQ_PIN_PAD (widget));
  GTK_WIDGET_CLASS (yqq_pin_pad_parent_class)->unmap (widget);
}

static void
yqq_pin_pad_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_COMPLETE)
    g_value_set_boolean (value, yqq_pin_pad_get_complete (YQQ_PIN_PAD (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
yqq_pin_pad_dispose (GObject *object)
{
  YqqPinPad *self = YQQ_PIN_PAD (object);
  GtkWidget *child;
  g_clear_pointer (&self->digits, yqq_secret_bytes_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (yqq_pin_pad_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "pin.digit", "i", on_digit_activated);
  gtk_widget_class_install_action (class, "pin.backspace", NULL, on_backspace_activated);
  gtk_widget_class_install_action (class, "pin.clear", NULL, on_clear_activated);
}

static void
yqq_pin_pad_class_init (YqqPinPadClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  object_class->get_property = yqq_pin_pad_get_property;
  object_class->dispose = yqq_pin_pad_dispose;
  widget_class->unmap = yqq_pin_pad_unmap;
  complete_property = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_COMPLETE, complete_property);
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_PIN_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[SUBMITTED] = g_signal_new ("submitted", YQQ_TYPE_PIN_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/yueqiqian/desktop/ui/pin-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqPinPad, dots);
  gtk_widget_class_set_css_name (widget_class, "pinpad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  install_actions (widget_class);
}

static void
yqq_pin_pad_init (YqqPinPad *self)
{
  self->digits = yqq_secret_bytes_new (YQQ_PIN_PAD_DIGITS);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  tell_progress (self);
}

void
yqq_pin_pad_listen (YqqPinPad *self, GtkWidget *widget)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
}

guint
yqq_pin_pad_get_length (YqqPinPad *self)
{
  return self->length;
}

gboolean
yqq_pin_pad_get_complete (YqqPinPad *self)
{
  return self->length == YQQ_PIN_PAD_DIGITS;
}

YqqSecretBytes *
yqq_pin_pad_take (YqqPinPad *self)
{
  if (!yqq_pin_pad_get_complete (self))
    return NULL;
  YqqSecretBytes *taken = self->digits;
  self->digits = yqq_secret_bytes_new (YQQ_PIN_PAD_DIGITS);
  set_length (self, 0);
  return taken;
}

void
yqq_pin_pad_clear (YqqPinPad *self)
{
  if (self->digits)
    yqq_secret_bytes_wipe (self->digits);
  if (self->length > 0)
    set_length (self, 0);
}

void
yqq_pin_pad_shake (YqqPinPad *self)
{
  gboolean animated = FALSE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animated,
                NULL);
  gtk_widget_add_css_class (self->dots, "refused");
  gtk_widget_remove_css_class (self->dots, "shake");
  if (animated)
    gtk_widget_add_css_class (self->dots, "shake");
}
