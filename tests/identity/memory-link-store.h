/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store of accounts at providers in memory, for tests. */
#pragma once

#include "identity/oidc-link-store.h"

G_BEGIN_DECLS

typedef struct {
  GObject parent_instance;
  GHashTable *owners;    /* issuer, line feed, account → person */
  GHashTable *vouchers;  /* challenge → who vouched for its person */
  GHashTable *documents; /* person → number */
  char *last_confirmed_by;
  guint n_links;
  gboolean broken; /* nothing can be read or written */
} MemoryLinkStore;

typedef struct {
  GObjectClass parent_class;
} MemoryLinkStoreClass;

GType memory_link_store_get_type (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MemoryLinkStore, g_object_unref)

MemoryLinkStore *memory_link_store_new (void);

G_END_DECLS
