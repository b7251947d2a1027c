/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/way.h"

GPtrArray *
yqq_identity_ways_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
}

void
yqq_identity_ways_add (GPtrArray *ways, const char *const *methods)
{
  g_ptr_array_add (ways, g_strdupv ((GStrv)methods));
}

static const char *const *
get_way (GPtrArray *ways, guint index)
{
  return g_ptr_array_index (ways, index);
}

static GStrv
subtract (const char *const *way, const char *const *proven)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  for (guint i = 0; way[i] != NULL; i++)
    if (!g_strv_contains (proven, way[i]))
      g_strv_builder_add (left, way[i]);
  return g_strv_builder_end (left);
}

static gboolean
needs_any (const char *const *way, const char *const *methods)
{
  for (guint i = 0; way[i] != NULL; i++)
    if (g_strv_contains (methods, way[i]))
      return TRUE;
  return FALSE;
}

gboolean
yqq_identity_ways_are_satisfied (GPtrArray *ways, const char *const *proven)
{
  for (guint i = 0; i < ways->len; i++) {
    g_auto (GStrv) missing = subtract (get_way (ways, i), proven);
    if (missing[0] == NULL)
      return TRUE;
  }
  return FALSE;
}

/* Before the first longer one, so that equals keep their order. */
static void
insert_by_length (GPtrArray *ways, GStrv way)
{
  guint place = 0, length = g_strv_length (way);
  while (place < ways->len && g_strv_length (g_ptr_array_index (ways, place)) <= length)
    place++;
  g_ptr_array_insert (ways, (gint)place, way);
}

GPtrArray *
yqq_identity_ways_list_missing (GPtrArray *ways, const char *const *proven)
{
  GPtrArray *missing = yqq_identity_ways_new ();
  if (!yqq_identity_ways_are_satisfied (ways, proven))
    for (guint i = 0; i < ways->len; i++)
      insert_by_length (missing, subtract (get_way (ways, i), proven));
  return missing;
}

GStrv
yqq_identity_ways_list_methods (GPtrArray *ways)
{
  g_autoptr (GPtrArray) methods = g_ptr_array_new ();
  for (guint i = 0; i < ways->len; i++)
    for (const char *const *method = get_way (ways, i); *method != NULL; method++)
      if (!g_ptr_array_find_with_equal_func (methods, *method, g_str_equal, NULL))
        g_ptr_array_add (methods, (gpointer)*method);
  g_ptr_array_add (methods, NULL);
  return g_strdupv ((GStrv)methods->pdata);
}

GPtrArray *
yqq_identity_ways_with (GPtrArray *ways, const char *const *methods)
{
  GPtrArray *longer = yqq_identity_ways_new ();
  for (guint i = 0; i < ways->len; i++) {
    const char *const *way = get_way (ways, i);
    g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
    g_strv_builder_addv (builder, (const char **)way);
    for (guint m = 0; methods[m] != NULL; m++)
      if (!g_strv_contains (way, methods[m]))
        g_strv_builder_add (builder, methods[m]);
    g_ptr_array_add (longer, g_strv_builder_end (builder));
  }
  return longer;
}

GPtrArray *
yqq_identity_ways_beyond (GPtrArray *ways, const char *const *methods)
{
  GPtrArray *fewer = yqq_identity_ways_new ();
  for (guint i = 0; i < ways->len; i++) {
    const char *const *way = get_way (ways, i);
    gboolean beyond = way[0] == NULL;
    for (guint method = 0; way[method] != NULL; method++)
      beyond |= !g_strv_contains (methods, way[method]);
    if (beyond)
      yqq_identity_ways_add (fewer, way);
  }
  return fewer;
}

GPtrArray *
yqq_identity_ways_without (GPtrArray *ways, const char *const *methods)
{
  GPtrArray *fewer = yqq_identity_ways_new ();
  for (guint i = 0; i < ways->len; i++)
    if (!needs_any (get_way (ways, i), methods))
      yqq_identity_ways_add (fewer, get_way (ways, i));
  return fewer;
}
