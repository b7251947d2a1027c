/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a secret without echo on the terminal, or reads it from a file descriptor. */
#pragma once

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Asks with prompt on /dev/tty, or where fd >= 0 reads one line from it without asking. At most 64
 * bytes; the line's end is not part of it. NULL, after having said why on stderr, if there is no
 * terminal, nothing to read, or too much. */
YqqSecretBytes *yqq_secret_prompt (const char *prompt, int fd);

/* A new PIN: from the terminal twice; from fd once. NULL
 * as above, and where the two differ. */
YqqSecretBytes *yqq_secret_prompt_new_pin (int fd);

G_END_DECLS
