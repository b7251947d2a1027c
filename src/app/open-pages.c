/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/open-pages.h"

typedef struct {
  YqqPlace place;
  GObject *subject; /* kept by the router; only compared here */
  YqqPage *page;
} OpenPage;

struct _YqqOpenPages {
  GtkStack *stack;
  YqqPageParts parts;
  GPtrArray *open;
};

YqqOpenPages *
yqq_open_pages_new (GtkStack *stack, const YqqPageParts *parts)
{
  YqqOpenPages *self = g_new (YqqOpenPages, 1);
  *self = (YqqOpenPages){stack, *parts, g_ptr_array_new_with_free_func (g_free)};
  return self;
}

void
yqq_open_pages_free (YqqOpenPages *self)
{
  g_ptr_array_unref (self->open);
  g_free (self);
}

YqqPage *
yqq_open_pages_get (YqqOpenPages *self, YqqPlace place, GObject *subject)
{
  for (guint i = 0; i < self->open->len; i++) {
    OpenPage *each = self->open->pdata[i];
    if (each->place == place && each->subject == subject)
      return each->page;
  }
  OpenPage *opened = g_new (OpenPage, 1);
  *opened = (OpenPage){place, subject, yqq_page_factory_create (&self->parts, place, subject)};
  gtk_stack_add_child (self->stack, GTK_WIDGET (opened->page));
  g_ptr_array_add (self->open, opened);
  return opened->page;
}

void
yqq_open_pages_close_left (YqqOpenPages *self, YqqPage *present)
{
  if (gtk_stack_get_transition_running (self->stack))
    return;
  for (guint i = self->open->len; i-- > 0;) {
    OpenPage *each = self->open->pdata[i];
    if (each->page == present ||
        yqq_router_holds_subject (self->parts.router, each->place, each->subject))
      continue;
    gtk_stack_remove (self->stack, GTK_WIDGET (each->page));
    g_ptr_array_remove_index (self->open, i);
  }
}
