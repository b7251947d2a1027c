/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of security keys in memory, for tests. */
#pragma once

#include "identity/authenticator-store.h"

G_BEGIN_DECLS

typedef struct {
  char *person_id;
  YqqAuthenticator *authenticator;
} MemoryAuthenticator;

typedef struct {
  GObject parent_instance;

  GPtrArray *rows; /* MemoryAuthenticator */
  gboolean broken; /* every write fails */
} MemoryAuthenticators;

typedef GObjectClass MemoryAuthenticatorsClass;

GType memory_authenticators_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MemoryAuthenticators, g_object_unref)
MemoryAuthenticators *memory_authenticators_new (void);

G_END_DECLS
