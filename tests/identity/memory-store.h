/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of staff codes in memory, for tests. */
#pragma once

#include "identity/staff-code-store.h"

G_BEGIN_DECLS

typedef struct {
  YqqStaffCodeRecord *record;
  char *person_id;
  gboolean used;
} MemoryRow;

typedef struct {
  GObject parent_instance;

  GPtrArray *rows; /* MemoryRow */
  GHashTable *wrong_tries;
  gboolean broken; /* every write fails */
} MemoryStore;

typedef GObjectClass MemoryStoreClass;

GType memory_store_get_type (void);
MemoryStore *memory_store_new (void);

G_END_DECLS
