/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/permission-rows.h"

#include <glib/gi18n.h>

#include "app/wrap.h"
#include "model/permission.h"
#include "protocol/enterprise-overview.h"

struct _YqqPermissionRows {
  AdwPreferencesGroup parent;

  GPtrArray *rows; /* the certificate's and the seals', each with its "permission" */
  GtkWidget *later;
  gboolean no_later;
  gboolean silent; /* a choice by the program, or one that follows from another */
};

G_DEFINE_FINAL_TYPE (YqqPermissionRows, yqq_permission_rows, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static GtkCheckButton *
get_check (GtkWidget *row)
{
  return GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static void
on_toggled (YqqPermissionRows *self, GtkCheckButton *check)
{
  gboolean later = check == get_check (self->later);
  if (self->silent)
    return;
  self->silent = TRUE;
  if (gtk_check_button_get_active (check) && !later)
    gtk_check_button_set_active (get_check (self->later), FALSE);
  for (guint i = 0; gtk_check_button_get_active (check) && later && i < self->rows->len; i++)
    gtk_check_button_set_active (get_check (self->rows->pdata[i]), FALSE);
  self->silent = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
add_row (YqqPermissionRows *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  yqq_wrap_texts (row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
add_permission (YqqPermissionRows *self, const char *permission, const char *title)
{
  GtkWidget *row = add_row (self, title, NULL);
  g_object_set_data_full (G_OBJECT (row), "permission", g_strdup (permission), g_free);
  g_ptr_array_add (self->rows, row);
}

static const char *
get_permission (gpointer row)
{
  return g_object_get_data (row, "permission");
}

static void
yqq_permission_rows_finalize (GObject *object)
{
  g_ptr_array_unref (YQQ_PERMISSION_ROWS (object)->rows);
  G_OBJECT_CLASS (yqq_permission_rows_parent_class)->finalize (object);
}

static void
yqq_permission_rows_class_init (YqqPermissionRowsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_permission_rows_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_PERMISSION_ROWS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_all (YqqPermissionRows *self, GPtrArray *seals)
{
  add_permission (self, YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, _ ("Enterprise certificate"));
  for (guint i = 0; seals && i < seals->len; i++) {
    const YqqSealView *seal = seals->pdata[i];
    g_autofree char *permission = g_strconcat (YQQ_PERMISSION_SEAL_PREFIX, seal->id, NULL);
    add_permission (self, permission, seal->name);
  }
  self->later = add_row (self, _ ("Can be set later"),
                         _ ("Until permissions are chosen the authorisation is suspended; it "
                            "takes its place in the quota all the same."));
  gtk_widget_set_visible (self->later, !self->no_later);
}

static void
yqq_permission_rows_init (YqqPermissionRows *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Permissions on the enterprise certificate and seals"));
  add_all (self, NULL);
}

/* Rows that are right stay: somebody may be at them. */
static gboolean
shows (YqqPermissionRows *self, GPtrArray *seals)
{
  guint count = seals ? seals->len : 0;
  if (self->rows->len != count + 1)
    return FALSE;
  for (guint i = 0; i < count; i++) {
    const YqqSealView *seal = seals->pdata[i];
    gpointer row = self->rows->pdata[i + 1];
    if (g_strcmp0 (yqq_permission_get_seal (get_permission (row)), seal->id) != 0 ||
        g_strcmp0 (adw_preferences_row_get_title (row), seal->name) != 0)
      return FALSE;
  }
  return TRUE;
}

static void
build_again (YqqPermissionRows *self, GPtrArray *seals)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->later);
  g_ptr_array_set_size (self->rows, 0);
  add_all (self, seals);
}

void
yqq_permission_rows_set_seals (YqqPermissionRows *self, GPtrArray *seals)
{
  g_auto (GStrv) chosen = yqq_permission_rows_dup (self);
  gboolean later = yqq_permission_rows_get_later (self);
  if (!shows (self, seals))
    build_again (self, seals);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      seals && seals->len > 0
          ? _ ("Choose the permissions on the enterprise certificate and seals")
          : _ ("The enterprise has no seal yet. Permissions on seals can be chosen here as soon as "
               "one was generated."));
  if (chosen[0])
    yqq_permission_rows_choose (self, (const char *const *)chosen);
  else if (later)
    yqq_permission_rows_choose_later (self);
}

void
yqq_permission_rows_omit_later (YqqPermissionRows *self)
{
  self->no_later = TRUE;
  gtk_widget_set_visible (self->later, FALSE);
}

void
yqq_permission_rows_choose (YqqPermissionRows *self, const char *const *permissions)
{
  self->silent = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_check_button_set_active (
        get_check (self->rows->pdata[i]),
        permissions &&
            yqq_permissions_contain (permissions, get_permission (self->rows->pdata[i])));
  gtk_check_button_set_active (get_check (self->later), !permissions || !permissions[0]);
  self->silent = FALSE;
}

void
yqq_permission_rows_choose_later (YqqPermissionRows *self)
{
  yqq_permission_rows_choose (self, NULL);
}

GStrv
yqq_permission_rows_dup (YqqPermissionRows *self)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (get_check (self->rows->pdata[i])))
      g_strv_builder_add (builder, get_permission (self->rows->pdata[i]));
  GStrv permissions = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return permissions;
}

gboolean
yqq_permission_rows_get_later (YqqPermissionRows *self)
{
  return gtk_check_button_get_active (get_check (self->later));
}
