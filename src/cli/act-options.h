/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that the commands about an enterprise share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_ACT_OPTION_ENTERPRISE = 1 << 0,
  YQQ_ACT_OPTION_JSON = 1 << 1,
  YQQ_ACT_OPTION_PIN = 1 << 2,
  YQQ_ACT_OPTION_YES = 1 << 3,
} YqqActOption;
#define YQQ_ACT_OPTIONS_QUESTION (YQQ_ACT_OPTION_ENTERPRISE | YQQ_ACT_OPTION_JSON)
#define YQQ_ACT_OPTIONS_ACT (YQQ_ACT_OPTIONS_QUESTION | YQQ_ACT_OPTION_PIN | YQQ_ACT_OPTION_YES)

typedef struct {
  char *enterprise; /* name, credit code or id; NULL where none was named */
  gboolean as_json;
  int pin_fd; /* -1: ask on the terminal */
  gboolean yes;
} YqqActOptions;

/* As yqq_command_parse, with the options of the set beside entries (may be NULL); more arguments
 * than usage has words are refused, unless it ends with "…". */
gboolean yqq_act_options_parse (guint set,
                                const char *usage,
                                const char *summary,
                                const GOptionEntry *entries,
                                int *argc,
                                char ***argv);

/* What was given. Borrowed. */
const YqqActOptions *yqq_act_options_get (void);

G_END_DECLS
