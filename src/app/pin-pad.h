/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a six-digit PIN by on-screen keys or the number keys and shows it as dots only. */
#pragma once

#include <gtk/gtk.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

#define YQQ_PIN_PAD_DIGITS 6

/* The digits live in locked memory inside the widget: no entry, label, property or accessible text
 * ever holds them. Property: complete (read-only). Signals: changed, submitted (Enter was pressed
 * with all digits there). */
#define YQQ_TYPE_PIN_PAD (yqq_pin_pad_get_type ())
G_DECLARE_FINAL_TYPE (YqqPinPad, yqq_pin_pad, YQQ, PIN_PAD, GtkWidget)

/* Lets the number keys, keypad, Backspace and Enter work while the focus is anywhere in widget. */
void yqq_pin_pad_listen (YqqPinPad *self, GtkWidget *widget);

guint yqq_pin_pad_get_length (YqqPinPad *self);
gboolean yqq_pin_pad_get_complete (YqqPinPad *self);

/* Gives the six ASCII digits (owned) and empties the pad; NULL while digits are missing. */
YqqSecretBytes *yqq_pin_pad_take (YqqPinPad *self);

/* Wipes what was entered. */
void yqq_pin_pad_clear (YqqPinPad *self);

/* Shows that the PIN was refused: the dots turn red, and shake once unless animations are switched
 * off. */
void yqq_pin_pad_shake (YqqPinPad *self);

G_END_DECLS
