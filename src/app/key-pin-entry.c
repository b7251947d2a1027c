/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key-pin-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#define DOT "●"

struct _YqqKeyPinEntry {
  AdwBin parent;

  GtkLabel *dots;
  YqqSecretBytes *typed;
  gsize size; /* in bytes */
  guint characters;
};

G_DEFINE_FINAL_TYPE (YqqKeyPinEntry, yqq_key_pin_entry, ADW_TYPE_BIN)

enum { CHANGED, SUBMITTED, SIGNALS };

static guint signals[SIGNALS];

/* What a screen reader says: how many, never which. */
static void
tell_progress (YqqKeyPinEntry *self)
{
  g_autofree char *progress = g_strdup_printf (
      /* Translators: spoken while the PIN of a security key is typed */
      g_dngettext (GETTEXT_PACKAGE, "PIN of the security key, %u character entered",
                   "PIN of the security key, %u characters entered", self->characters),
      self->characters);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, progress,
                                  -1);
}

static void
show (YqqKeyPinEntry *self)
{
  g_autoptr (GString) dots = g_string_new (NULL);
  for (guint i = 0; i < self->characters; i++)
    g_string_append (dots, DOT);
  gtk_label_set_label (self->dots, dots->str);
  tell_progress (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
press_character (YqqKeyPinEntry *self, gunichar character)
{
  char bytes[6];
  if (character == 0 || !g_unichar_isprint (character))
    return GDK_EVENT_PROPAGATE;
  gsize size = (gsize)g_unichar_to_utf8 (character, bytes);
  if (self->size + size <= YQQ_KEY_PIN_MAX_BYTES) {
    memcpy (yqq_secret_bytes_get_data (self->typed) + self->size, bytes, size);
    self->size += size;
    self->characters++;
    show (self);
  }
  yqq_wipe (bytes, sizeof bytes);
  return GDK_EVENT_STOP;
}

/* A character of UTF-8 begins with a byte that is not 10xxxxxx. */
static void
press_backspace (YqqKeyPinEntry *self)
{
  guint8 *data = yqq_secret_bytes_get_data (self->typed);
  if (self->size == 0)
    return;
  do
    self->size--;
  while (self->size > 0 && (data[self->size] & 0xc0) == 0x80);
  memset (data + self->size, 0, YQQ_KEY_PIN_MAX_BYTES - self->size);
  self->characters--;
  show (self);
}

static gboolean
on_key_pressed (YqqKeyPinEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_BackSpace)
    press_backspace (self);
  else if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    yqq_key_pin_entry_clear (self);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) &&
           yqq_key_pin_entry_get_complete (self))
    g_signal_emit (self, signals[SUBMITTED], 0);
  else
    return press_character (self, gdk_keyval_to_unicode (keyval));
  return GDK_EVENT_STOP;
}

/* What was typed is worth nothing once the page is left. */
static void
yqq_key_pin_entry_unmap (GtkWidget *widget)
{
  yqq_key_pin_entry_clear (YQQ_KEY_PIN_ENTRY (widget));
  GTK_WIDGET_CLASS (yqq_key_pin_entry_parent_class)->unmap (widget);
}

static void
yqq_key_pin_entry_finalize (GObject *object)
{
  yqq_secret_bytes_unref (YQQ_KEY_PIN_ENTRY (object)->typed);
  G_OBJECT_CLASS (yqq_key_pin_entry_parent_class)->finalize (object);
}

static void
yqq_key_pin_entry_class_init (YqqKeyPinEntryClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = yqq_key_pin_entry_finalize;
  widget_class->unmap = yqq_key_pin_entry_unmap;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_KEY_PIN_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SUBMITTED] = g_signal_new ("submitted", YQQ_TYPE_KEY_PIN_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "keypin");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
yqq_key_pin_entry_init (YqqKeyPinEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  self->typed = yqq_secret_bytes_new (YQQ_KEY_PIN_MAX_BYTES);
  self->dots = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->dots, PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->dots), "title-2");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->dots));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self), 240, 46);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  tell_progress (self);
}

gboolean
yqq_key_pin_entry_get_complete (YqqKeyPinEntry *self)
{
  return self->characters >= YQQ_KEY_PIN_MIN_CHARACTERS;
}

YqqSecretBytes *
yqq_key_pin_entry_take (YqqKeyPinEntry *self)
{
  if (!yqq_key_pin_entry_get_complete (self))
    return NULL;
  YqqSecretBytes *taken =
      yqq_secret_bytes_new_copy (yqq_secret_bytes_get_data (self->typed), self->size);
  yqq_key_pin_entry_clear (self);
  return taken;
}

void
yqq_key_pin_entry_clear (YqqKeyPinEntry *self)
{
  yqq_secret_bytes_wipe (self->typed);
  if (self->characters == 0)
    return;
  self->size = 0;
  self->characters = 0;
  show (self);
}
