/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/keys-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/fido2-panel.h"
#include "app/format.h"
#include "app/keys-flow.h"
#include "identity/fido2-usb-bus.h"

struct _YqqKeysPage {
  YqqPage parent;

  AdwPreferencesGroup *list;
  GtkWidget *none;
  GtkWidget *adding;
  GtkEditable *label;
  GtkWidget *add;
  AdwBin *place; /* of the panel */
  GtkWidget *stop;
  YqqFaultView *fault;
  GtkWidget *spinner;
  YqqKeysFlow *flow;
  YqqFido2Bus *bus;
  YqqIdentityPanel *panel;
  GPtrArray *rows; /* borrowed from the list */
};

G_DEFINE_FINAL_TYPE (YqqKeysPage, yqq_keys_page, YQQ_TYPE_PAGE)

static const YqqAuthenticatorView *
get_key (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "key");
}

static void
on_rename (GtkWidget *row, YqqKeysPage *self)
{
  const char *label = gtk_editable_get_text (GTK_EDITABLE (row));
  if (yqq_keys_flow_is_label (label))
    yqq_keys_flow_rename (self->flow, get_key (row)->id, label);
  else
    gtk_editable_set_text (GTK_EDITABLE (row), get_key (row)->label);
}

static void
on_remove (GtkWidget *button, YqqKeysPage *self)
{
  yqq_keys_flow_begin_remove (self->flow, get_key (button)->id);
}

static char *
describe (const YqqAuthenticatorView *key)
{
  g_autofree char *added = yqq_format_date (key->added_at_ms);
  g_autofree char *used = key->used_at_ms != 0 ? yqq_format_date (key->used_at_ms) : NULL;
  if (!used)
    /* Translators: of a security key; the place is a date */
    return g_strdup_printf (_ ("Registered %s, not used yet"), added);
  /* Translators: of a security key; both places are dates */
  return g_strdup_printf (_ ("Registered %s, last used %s"), added, used);
}

static GtkWidget *
make_row (YqqKeysPage *self, const YqqAuthenticatorView *key)
{
  g_autofree char *title = describe (key);
  g_autofree char *name = g_strdup_printf (
      /* Translators: takes a security key out; the place is its name */
      _ ("Take out %s"), key->label);
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), key->label);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
  g_object_set_data (G_OBJECT (row), "key", (gpointer)key);
  g_object_set_data (G_OBJECT (remove), "key", (gpointer)key);
  g_signal_connect (row, "apply", G_CALLBACK (on_rename), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove), self);
  return row;
}

static void
list_keys (YqqKeysPage *self)
{
  GPtrArray *keys = yqq_keys_flow_get_keys (self->flow);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < keys->len; i++) {
    GtkWidget *row = make_row (self, g_ptr_array_index (keys, i));
    adw_preferences_group_add (self->list, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (self->none, keys->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), keys->len > 0);
}

static void
drop_panel (YqqKeysPage *self)
{
  if (!self->panel)
    return;
  yqq_identity_panel_stop (self->panel);
  self->panel = NULL;
  adw_bin_set_child (self->place, NULL);
}

static void
on_registration (YqqKeysPage *self, JsonObject *registration)
{
  yqq_keys_flow_give (self->flow, registration);
}

static void
show_panel (YqqKeysPage *self)
{
  g_autoptr (GPtrArray) known = yqq_keys_flow_dup_credentials (self->flow);
  if (self->panel)
    return;
  self->panel = yqq_fido2_panel_new_for_bus (self->bus);
  g_signal_connect_object (self->panel, "evidence", G_CALLBACK (on_registration), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->place, GTK_WIDGET (self->panel));
  yqq_fido2_panel_begin_registration (YQQ_FIDO2_PANEL (self->panel),
                                      yqq_keys_flow_get_task (self->flow), known);
}

static void
update (YqqKeysPage *self)
{
  YqqKeysState state = yqq_keys_flow_get_state (self->flow);
  gboolean busy = state == YQQ_KEYS_LOADING || state == YQQ_KEYS_WORKING;
  if (state == YQQ_KEYS_LISTED)
    list_keys (self);
  if (state == YQQ_KEYS_TOUCHING)
    show_panel (self);
  else
    drop_panel (self);
  gtk_widget_set_visible (self->stop, state == YQQ_KEYS_TOUCHING);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), state == YQQ_KEYS_LISTED);
  gtk_widget_set_visible (self->adding, state == YQQ_KEYS_LISTED || state == YQQ_KEYS_VERIFYING);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), state == YQQ_KEYS_FAILED);
  if (state == YQQ_KEYS_FAILED)
    yqq_fault_view_show (self->fault, yqq_keys_flow_get_error (self->flow), _ ("Try again"),
                         "keys.retry");
}

static void
on_label_changed (YqqKeysPage *self)
{
  gtk_widget_set_sensitive (self->add,
                            yqq_keys_flow_is_label (gtk_editable_get_text (self->label)));
}

static void
on_add (YqqKeysPage *self)
{
  g_autofree char *label = g_strdup (gtk_editable_get_text (self->label));
  if (!yqq_keys_flow_is_label (label))
    return;
  gtk_editable_set_text (self->label, "");
  yqq_keys_flow_begin_add (self->flow, label);
}

static void
on_stop (YqqKeysPage *self)
{
  yqq_keys_flow_give_up (self->flow);
}

static void
on_retry_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_keys_flow_load (YQQ_KEYS_PAGE (widget)->flow);
}

/* Keys may have been used or changed elsewhere meanwhile. */
static void
yqq_keys_page_arrive (YqqPage *page)
{
  YqqKeysPage *self = YQQ_KEYS_PAGE (page);
  if (yqq_keys_flow_get_state (self->flow) == YQQ_KEYS_LISTED)
    yqq_keys_flow_load (self->flow);
  YQQ_PAGE_CLASS (yqq_keys_page_parent_class)->arrive (page);
}

static void
yqq_keys_page_dispose (GObject *object)
{
  YqqKeysPage *self = YQQ_KEYS_PAGE (object);
  if (self->flow) {
    g_signal_handlers_disconnect_by_data (self->flow, self);
    yqq_keys_flow_stop (self->flow);
    drop_panel (self);
  }
  g_clear_object (&self->flow);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (yqq_keys_page_parent_class)->dispose (object);
}

static void
yqq_keys_page_class_init (YqqKeysPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_keys_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_keys_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/keys-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, list);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, none);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, adding);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, label);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, add);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, place);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, stop);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, fault);
  gtk_widget_class_bind_template_child (widget_class, YqqKeysPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_label_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_install_action (widget_class, "keys.retry", NULL, on_retry_activated);
}

static void
yqq_keys_page_init (YqqKeysPage *self)
{
  self->rows = g_ptr_array_new ();
  self->bus = yqq_fido2_usb_bus_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_keys_page_new (const YqqPageParts *parts)
{
  YqqKeysPage *self = g_object_new (YQQ_TYPE_KEYS_PAGE, NULL);
  self->flow =
      yqq_keys_flow_new (yqq_workspace_get_key_office (parts->workspace),
                         yqq_workspace_get_identity_office (parts->workspace), parts->router);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  yqq_keys_flow_load (self->flow);
  return YQQ_PAGE (self);
}

void
yqq_keys_page_set_bus (YqqKeysPage *self, YqqFido2Bus *bus)
{
  g_set_object (&self->bus, bus);
}
