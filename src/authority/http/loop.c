/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/loop.h"

#include <gio/gio.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct {
  GSourceOnceFunc func;
  gpointer data;
} Call;

typedef struct {
  GSourceOnceFunc func;
  gpointer data;
  struct event *event;
} Timer;

struct _YqqLoop {
  struct event_base *base;
  GThread *thread;
  GAsyncQueue *calls;
  GPtrArray *timers;
  int wake_fd;
  struct event *wake;
};

static void
on_woken (evutil_socket_t fd, short what, void *data)
{
  YqqLoop *self = data;
  eventfd_t ignored;
  if (eventfd_read (fd, &ignored) != 0)
    return;
  Call *call;
  while ((call = g_async_queue_try_pop (self->calls)) != NULL) {
    call->func (call->data);
    g_free (call);
  }
}

static void
on_timer (evutil_socket_t fd, short what, void *data)
{
  Timer *timer = data;
  timer->func (timer->data);
}

static void
free_timer (gpointer pointer)
{
  Timer *timer = pointer;
  event_free (timer->event);
  g_free (timer);
}

static gpointer
run (gpointer data)
{
  YqqLoop *self = data;
  event_base_loop (self->base, EVLOOP_NO_EXIT_ON_EMPTY);
  return NULL;
}

static void
leave (gpointer data)
{
  YqqLoop *self = data;
  /* Time for the last answers to leave. */
  static const struct timeval flush = {0, 100000};
  event_base_loopexit (self->base, &flush);
}

YqqLoop *
yqq_loop_new (GError **error)
{
  int fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct event_base *base = fd >= 0 ? event_base_new () : NULL;
  if (base == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no descriptors for an event loop");
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  YqqLoop *self = g_new0 (YqqLoop, 1);
  self->base = base;
  self->calls = g_async_queue_new ();
  self->timers = g_ptr_array_new_with_free_func (free_timer);
  self->wake_fd = fd;
  self->wake = event_new (base, fd, EV_READ | EV_PERSIST, on_woken, self);
  event_add (self->wake, NULL);
  return self;
}

struct event_base *
yqq_loop_get_base (YqqLoop *self)
{
  return self->base;
}

void
yqq_loop_post (YqqLoop *self, GSourceOnceFunc func, gpointer data)
{
  Call *call = g_new (Call, 1);
  call->func = func;
  call->data = data;
  g_async_queue_push (self->calls, call);
  eventfd_write (self->wake_fd, 1);
}

void
yqq_loop_add_timer (YqqLoop *self, guint interval_ms, GSourceOnceFunc func, gpointer data)
{
  Timer *timer = g_new0 (Timer, 1);
  timer->func = func;
  timer->data = data;
  timer->event = event_new (self->base, -1, EV_PERSIST, on_timer, timer);
  struct timeval interval = {interval_ms / 1000, (interval_ms % 1000) * 1000};
  event_add (timer->event, &interval);
  g_ptr_array_add (self->timers, timer);
}

void
yqq_loop_start (YqqLoop *self)
{
  self->thread = g_thread_new ("http", run, self);
}

void
yqq_loop_stop (YqqLoop *self)
{
  yqq_loop_post (self, leave, self);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
yqq_loop_free (YqqLoop *self)
{
  g_assert (self->thread == NULL);
  g_ptr_array_unref (self->timers);
  event_free (self->wake);
  close (self->wake_fd);
  event_base_free (self->base);
  g_async_queue_unref (self->calls);
  g_free (self);
}
