/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the places on the router's way, in the stack that shows one of them. */
#pragma once

#include "app/page-factory.h"

G_BEGIN_DECLS

typedef struct _YqqOpenPages YqqOpenPages;

/* Both are borrowed, and outlive it: parts with what it points to. */
YqqOpenPages *yqq_open_pages_new (GtkStack *stack, const YqqPageParts *parts);
void yqq_open_pages_free (YqqOpenPages *self);

/* The page of a place and its subject, made when it is first asked for. Borrowed. */
YqqPage *yqq_open_pages_get (YqqOpenPages *self, YqqPlace place, GObject *subject);
/* Pages that the router has left go away, but for the present one, and not under a transition that
 * still shows them. */
void yqq_open_pages_close_left (YqqOpenPages *self, YqqPage *present);

G_END_DECLS
