/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/router.h"

typedef struct {
  YqqPlace place;
  GObject *subject;
} Step;

struct _YqqRouter {
  GObject parent;

  GArray *steps;
};

G_DEFINE_FINAL_TYPE (YqqRouter, yqq_router, G_TYPE_OBJECT)

enum { MOVED, TOLD, SIGNALS };

static guint signals[SIGNALS];

static void
clear_step (gpointer step)
{
  g_clear_object (&((Step *)step)->subject);
}

static Step *
get_step (YqqRouter *self)
{
  return &g_array_index (self->steps, Step, self->steps->len - 1);
}

static void
append (YqqRouter *self, YqqPlace place, GObject *subject)
{
  Step step = {place, subject ? g_object_ref (subject) : NULL};
  g_array_append_val (self->steps, step);
}

static void
yqq_router_finalize (GObject *object)
{
  g_array_unref (YQQ_ROUTER (object)->steps);
  G_OBJECT_CLASS (yqq_router_parent_class)->finalize (object);
}

static void
yqq_router_class_init (YqqRouterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_router_finalize;
  signals[MOVED] = g_signal_new ("moved", YQQ_TYPE_ROUTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[TOLD] = g_signal_new ("told", YQQ_TYPE_ROUTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
yqq_router_init (YqqRouter *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  append (self, YQQ_PLACE_STARTING, NULL);
}

YqqRouter *
yqq_router_new (void)
{
  return g_object_new (YQQ_TYPE_ROUTER, NULL);
}

YqqPlace
yqq_router_get_place (YqqRouter *self)
{
  return get_step (self)->place;
}

GObject *
yqq_router_get_subject (YqqRouter *self)
{
  return get_step (self)->subject;
}

guint
yqq_router_get_depth (YqqRouter *self)
{
  return self->steps->len;
}

YqqPlace
yqq_router_get_place_before (YqqRouter *self, guint steps)
{
  g_return_val_if_fail (steps < self->steps->len, YQQ_PLACE_STARTING);
  return g_array_index (self->steps, Step, self->steps->len - 1 - steps).place;
}

gboolean
yqq_router_holds (YqqRouter *self, YqqPlace place)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (g_array_index (self->steps, Step, i).place == place)
      return TRUE;
  return FALSE;
}

gboolean
yqq_router_holds_subject (YqqRouter *self, YqqPlace place, GObject *subject)
{
  for (guint i = 0; i < self->steps->len; i++) {
    Step *step = &g_array_index (self->steps, Step, i);
    if (step->place == place && step->subject == subject)
      return TRUE;
  }
  return FALSE;
}

void
yqq_router_push (YqqRouter *self, YqqPlace place, GObject *subject)
{
  if (get_step (self)->place == place && get_step (self)->subject == subject)
    return;
  append (self, place, subject);
  g_signal_emit (self, signals[MOVED], 0, TRUE);
}

void
yqq_router_replace (YqqRouter *self, YqqPlace place, GObject *subject)
{
  yqq_router_replace_last (self, 1, place, subject);
}

void
yqq_router_replace_last (YqqRouter *self, guint count, YqqPlace place, GObject *subject)
{
  g_return_if_fail (count <= self->steps->len);
  append (self, place, subject);
  if (count > 0)
    g_array_remove_range (self->steps, self->steps->len - 1 - count, count);
  g_signal_emit (self, signals[MOVED], 0, TRUE);
}

void
yqq_router_reset (YqqRouter *self, YqqPlace place, GObject *subject)
{
  if (self->steps->len == 1 && get_step (self)->place == place &&
      get_step (self)->subject == subject)
    return;
  append (self, place, subject);
  g_array_remove_range (self->steps, 0, self->steps->len - 1);
  g_signal_emit (self, signals[MOVED], 0, TRUE);
}

gboolean
yqq_router_back (YqqRouter *self)
{
  if (self->steps->len == 1)
    return FALSE;
  g_array_set_size (self->steps, self->steps->len - 1);
  g_signal_emit (self, signals[MOVED], 0, FALSE);
  return TRUE;
}

gboolean
yqq_router_back_to (YqqRouter *self, YqqPlace place)
{
  if (!yqq_router_holds (self, place))
    return FALSE;
  if (get_step (self)->place == place)
    return TRUE;
  while (get_step (self)->place != place)
    g_array_set_size (self->steps, self->steps->len - 1);
  g_signal_emit (self, signals[MOVED], 0, FALSE);
  return TRUE;
}

void
yqq_router_tell (YqqRouter *self, const char *text)
{
  g_signal_emit (self, signals[TOLD], 0, text);
}

gboolean
yqq_place_offers_scan (YqqPlace place)
{
  return place == YQQ_PLACE_HOME || place == YQQ_PLACE_CERTIFICATE || place == YQQ_PLACE_SUMMARY;
}

gboolean
yqq_place_is_of_administration (YqqPlace place)
{
  return place >= YQQ_PLACE_USERS && place <= YQQ_PLACE_PROPOSALS;
}

gboolean
yqq_place_is_of_session (YqqPlace place)
{
  return place == YQQ_PLACE_CONFIRM || place == YQQ_PLACE_CONNECTED || place == YQQ_PLACE_SUMMARY ||
         place == YQQ_PLACE_DOCUMENT;
}
