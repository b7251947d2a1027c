/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/alerts.h"

#include "app/accessible.h"

#define KEY "yqq-alert"

typedef struct {
  GtkWidget *label;     /* that owns this */
  GtkWidget *described; /* weak; by the label, and NULL while it is not there */
} Alert;

/* What has changed is told together, when the focus has come to where it stays. */
static GPtrArray *changed; /* Alert, borrowed */
static guint soon;

static void
alert_free (gpointer data)
{
  Alert *alert = data;
  g_ptr_array_remove (changed, alert);
  g_clear_weak_pointer (&alert->described);
  g_free (alert);
}

static void
withdraw (Alert *alert)
{
  if (alert->described) {
    yqq_accessible_put (alert->described, alert->label, NULL);
    yqq_accessible_say (alert->described);
  }
  g_clear_weak_pointer (&alert->described);
}

static gboolean
takes_keys (GtkWidget *focus)
{
  return focus && gtk_widget_get_mapped (focus) && gtk_widget_is_sensitive (focus);
}

/* Goes outwards until something takes the focus. */
static void
lead_focus (GtkWidget *label)
{
  for (GtkWidget *around = gtk_widget_get_parent (label); around && !GTK_IS_ROOT (around);
       around = gtk_widget_get_parent (around))
    if (gtk_widget_child_focus (around, GTK_DIR_TAB_FORWARD))
      return;
}

/* Of an entry all of it is described: which part a screen reader speaks is the entry's matter. */
static GtkWidget *
find_outside (GtkWidget *focus)
{
  if (!focus || !GTK_IS_TEXT (focus))
    return focus;
  GtkWidget *outside = gtk_widget_get_ancestor (gtk_widget_get_parent (focus), GTK_TYPE_EDITABLE);
  return outside ? outside : focus;
}

static GtkWidget *
find_focus (GtkWidget *label)
{
  GtkRoot *root = gtk_widget_get_root (label);
  if (!root)
    return NULL;
  if (!takes_keys (gtk_root_get_focus (root)))
    lead_focus (label);
  return find_outside (gtk_root_get_focus (root));
}

static void
put (Alert *alert)
{
  const char *text = gtk_label_get_text (GTK_LABEL (alert->label));
  gboolean there = gtk_widget_get_mapped (alert->label) && *text;
  GtkWidget *focus = there ? find_focus (alert->label) : NULL;
  if (focus != alert->described)
    withdraw (alert);
  if (!focus)
    return;
  g_set_weak_pointer (&alert->described, focus);
  yqq_accessible_put (focus, alert->label, text);
}

static gboolean
on_soon (gpointer data)
{
  soon = 0;
  for (guint i = 0; i < changed->len; i++)
    put (changed->pdata[i]);
  for (guint i = 0; i < changed->len; i++) {
    Alert *alert = changed->pdata[i];
    if (alert->described)
      yqq_accessible_say (alert->described);
  }
  g_ptr_array_set_size (changed, 0);
  return G_SOURCE_REMOVE;
}

static void
on_changed (Alert *alert)
{
  g_ptr_array_remove (changed, alert); /* what changes again comes last */
  g_ptr_array_add (changed, alert);
  if (soon == 0)
    soon = g_idle_add_full (G_PRIORITY_LOW, on_soon, NULL, NULL);
}

static void
watch (GtkWidget *label)
{
  Alert *alert = g_new0 (Alert, 1);
  alert->label = label;
  g_object_set_data_full (G_OBJECT (label), KEY, alert, alert_free);
  g_signal_connect_swapped (label, "notify::label", G_CALLBACK (on_changed), alert);
  g_signal_connect_swapped (label, "unmap", G_CALLBACK (withdraw), alert);
}

static gboolean
is_alert (GtkWidget *widget)
{
  if (!GTK_IS_LABEL (widget))
    return FALSE;
  /* Not by gtk_accessible_get_accessible_role, which makes an AT context for every label there is.
   */
  GtkAccessibleRole role;
  g_object_get (widget, "accessible-role", &role, NULL);
  return role == GTK_ACCESSIBLE_ROLE_ALERT || role == GTK_ACCESSIBLE_ROLE_STATUS;
}

static gboolean
on_mapped (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (values);
  if (is_alert (widget)) {
    if (!g_object_get_data (G_OBJECT (widget), KEY))
      watch (widget);
    on_changed (g_object_get_data (G_OBJECT (widget), KEY));
  }
  return G_SOURCE_CONTINUE;
}

void
yqq_alerts_speak (void)
{
  if (changed)
    return;
  changed = g_ptr_array_new ();
  g_autoptr (GTypeClass) widgets = g_type_class_ref (GTK_TYPE_WIDGET); /* so that it has signals */
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_mapped, NULL, NULL);
}
