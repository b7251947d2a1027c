/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The processes that serve one data directory: each has a name and a lock, which lives as long. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _YqqProcessRegister YqqProcessRegister;

/* Enters this process. Unless shared is TRUE it wants the directory for itself; with it, only
 * others that share are let in. Waits while another one is starting, since that makes keys and
 * tables; settled lets the next one start. Fails with G_FILE_ERROR, EXIST where another process is
 * in the way. */
YqqProcessRegister *
yqq_process_register_new (const char *directory, gboolean shared, GError **error);
void yqq_process_register_settle (YqqProcessRegister *self);
/* Takes this process out. */
void yqq_process_register_free (YqqProcessRegister *self);

const char *yqq_process_register_get_name (YqqProcessRegister *self);

/* Whether the process of that name still lives; this one does. NULL does not. */
gboolean yqq_process_register_is_alive (YqqProcessRegister *self, const char *name);

G_END_DECLS
