/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small logind on a bus of the test's own: locks the session, sleeps, hands out delays. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  GTestDBus *bus;
  GDBusConnection *connection; /* the small logind's */
  GDBusConnection *client;     /* for what is tested */
  guint registration;
  int delay; /* our end of the last delay given, -1: none */
} FakeLogind;

void fake_logind_start (FakeLogind *self);
void fake_logind_stop (FakeLogind *self);

void fake_logind_lock (FakeLogind *self);
void fake_logind_prepare_for_sleep (FakeLogind *self, gboolean begins);
/* A desktop's screen saver on the same bus. */
void fake_logind_save_screen (FakeLogind *self, const char *interface, gboolean active);

/* TRUE while somebody holds back the sleep. */
gboolean fake_logind_is_delayed (FakeLogind *self);

G_END_DECLS
