/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/act-options.h"

#include <glib/gi18n.h>

#include "cli/command.h"

static YqqActOptions options = {.pin_fd = -1};

static const struct {
  YqqActOption option;
  GOptionEntry entry;
} shared[] = {
    {YQQ_ACT_OPTION_ENTERPRISE,
     {"enterprise", 'e', 0, G_OPTION_ARG_STRING, &options.enterprise,
      N_ ("The enterprise's name or credit code, where you belong to several"), "NAME"}},
    {YQQ_ACT_OPTION_JSON,
     {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_ ("Print JSON, one object a line"),
      NULL}},
    {YQQ_ACT_OPTION_PIN,
     {"pin-fd", 0, 0, G_OPTION_ARG_INT, &options.pin_fd,
      N_ ("Read the PIN from this file descriptor instead of asking"), "FD"}},
    {YQQ_ACT_OPTION_YES,
     {"yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, N_ ("Do not ask whether to go on"), NULL}},
};

/* As many as usage has words, unless it says that there may be more. */
static gboolean
are_too_many (const char *usage, int arguments)
{
  g_auto (GStrv) words = g_strsplit (usage, " ", -1);
  int expected = *usage != '\0' ? (int)g_strv_length (words) : 0;
  return !g_str_has_suffix (usage, "…") && arguments > expected;
}

gboolean
yqq_act_options_parse (guint set,
                       const char *usage,
                       const char *summary,
                       const GOptionEntry *entries,
                       int *argc,
                       char ***argv)
{
  static const GOptionEntry end = {NULL};
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));
  for (; entries != NULL && entries->long_name != NULL; entries++)
    g_array_append_val (all, *entries);
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    if ((set & shared[i].option) != 0)
      g_array_append_val (all, shared[i].entry);
  g_array_append_val (all, end);
  if (!yqq_command_parse (usage, summary, (const GOptionEntry *)all->data, argc, argv))
    return FALSE;
  if (!are_too_many (usage, *argc - 1))
    return TRUE;
  g_printerr (_ ("yqq: “%s” is too much\n"), (*argv)[*argc - 1]);
  g_printerr (_ ("Try “%s --help”.\n"), g_get_prgname ());
  return FALSE;
}

const YqqActOptions *
yqq_act_options_get (void)
{
  return &options;
}
