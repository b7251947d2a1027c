/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets texts break that would be wider than a narrow window, or one with large letters. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every label in the tree under widget, those of buttons too, which GtkButton never asks for, and
 * the headings of groups. A label that is shortened instead stays as it is. */
void yqq_wrap_texts (GtkWidget *widget);

G_END_DECLS
