/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every engine behind YqqDatabase must do; each engine's test runs all of it. */
#pragma once

#include "authority/store/database.h"

/* Opens a connection to the engine's one test database, the same for every call until clear, which
 * empties it. */
typedef struct {
  const char *name;
  YqqDatabase *(*open) (void);
  void (*clear) (void);
} StoreEngine;

void store_suite_add (const StoreEngine *engine);
void store_notices_suite_add (const StoreEngine *engine);
void store_authenticators_suite_add (const StoreEngine *engine);
void store_devices_suite_add (const StoreEngine *engine);
void store_history_suite_add (const StoreEngine *engine);
