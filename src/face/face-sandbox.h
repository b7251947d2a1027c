/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the child gives up before it looks at anything: whatever a picture might make it do, it
 * can only compute, read its standard input and write its standard output. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Address space of the process: a hundred MiB more than it takes. */
#define YQQ_FACE_SANDBOX_MAX_MEMORY (256ull << 20)

/* First, while the process has one thread: no new privileges, no core dump, and a network namespace
 * of its own that has no network, where the system allows people to have one. Never fails: what
 * counts is the second step. */
void yqq_face_sandbox_prepare (void);

/* Second, when all files are read and all threads run: limits on memory, files and processes, and
 * a filter for every thread that only lets through what computing, reading and writing need; all
 * other system calls fail with EPERM. There is no way back. Fails where the kernel has no filters:
 * then nothing may be looked at. */
gboolean yqq_face_sandbox_enter (GError **error);

G_END_DECLS
