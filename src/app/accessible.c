/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/accessible.h"

#include <string.h>

#define SAYINGS "yqq-sayings"
#define SAID "yqq-said"

static void
silence (GtkWidget *widget)
{
  g_object_set (widget, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    silence (child);
}

void
yqq_accessible_name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (button); child;
       child = gtk_widget_get_next_sibling (child))
    silence (child);
}

void
yqq_accessible_hide (GtkWidget *widget)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

typedef struct {
  gpointer source; /* NULL: its own */
  char *text;
} Saying;

static void
saying_free (gpointer data)
{
  Saying *saying = data;
  g_free (saying->text);
  g_free (saying);
}

static void
append_sentence (GString *description, const char *text)
{
  if (description->len == 0) {
    g_string_append (description, text);
    return;
  }
  const char *last = g_utf8_prev_char (description->str + description->len);
  g_string_append_printf (description, g_unichar_ispunct (g_utf8_get_char (last)) ? " %s" : ". %s",
                          text);
}

static GPtrArray *
get_sayings (GtkWidget *widget)
{
  GPtrArray *sayings = g_object_get_data (G_OBJECT (widget), SAYINGS);
  if (!sayings) {
    sayings = g_ptr_array_new_with_free_func (saying_free);
    g_object_set_data_full (G_OBJECT (widget), SAYINGS, sayings, (GDestroyNotify)g_ptr_array_unref);
  }
  return sayings;
}

static void
take_back (GPtrArray *sayings, gpointer source)
{
  for (guint i = 0; i < sayings->len; i++)
    if (((Saying *)sayings->pdata[i])->source == source) {
      g_ptr_array_remove_index (sayings, i);
      return;
    }
}

/* Its own stands first. */
void
yqq_accessible_put (GtkWidget *widget, gpointer source, const char *text)
{
  GPtrArray *sayings = get_sayings (widget);
  take_back (sayings, source);
  if (!text)
    return;
  Saying *saying = g_new0 (Saying, 1);
  saying->source = source;
  saying->text = g_strdup (text);
  g_ptr_array_insert (sayings, source ? -1 : 0, saying);
}

void
yqq_accessible_say (GtkWidget *widget)
{
  GPtrArray *sayings = get_sayings (widget);
  const char *said = g_object_get_data (G_OBJECT (widget), SAID);
  g_autoptr (GString) description = g_string_new (NULL);
  for (guint i = 0; i < sayings->len; i++) {
    const char *text = ((Saying *)sayings->pdata[i])->text;
    if (!strstr (description->str, text))
      append_sentence (description, text);
  }
  if (g_str_equal (description->str, said ? said : ""))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description->str, -1);
  /* Of a field it is the text inside that has the focus. */
  GtkEditable *inside =
      GTK_IS_EDITABLE (widget) ? gtk_editable_get_delegate (GTK_EDITABLE (widget)) : NULL;
  if (inside)
    gtk_accessible_update_property (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description->str, -1);
  g_object_set_data_full (G_OBJECT (widget), SAID, g_strdup (description->str), g_free);
}

void
yqq_accessible_describe (GtkWidget *widget, const char *text)
{
  yqq_accessible_put (widget, NULL, text);
  yqq_accessible_say (widget);
}

static void
describe_row (AdwActionRow *row)
{
  const char *subtitle = adw_action_row_get_subtitle (row);
  yqq_accessible_describe (GTK_WIDGET (row), subtitle);
}

void
yqq_accessible_describe_rows (GtkWidget *widget)
{
  if (ADW_IS_ACTION_ROW (widget)) {
    g_signal_connect (widget, "notify::subtitle", G_CALLBACK (describe_row), NULL);
    describe_row (ADW_ACTION_ROW (widget));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    yqq_accessible_describe_rows (child);
}

static void
show_field_name (AdwPreferencesRow *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (row), -1);
}

static void
name_field (GtkWidget *row)
{
  g_object_set (gtk_editable_get_delegate (GTK_EDITABLE (row)), "accessible-role",
                GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  g_signal_connect (row, "notify::title", G_CALLBACK (show_field_name), NULL);
  show_field_name (ADW_PREFERENCES_ROW (row));
}

static void
name_drop_down (GtkWidget *drop_down)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_first_child (drop_down)),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, drop_down, NULL, -1);
}

void
yqq_accessible_name_fields (GtkWidget *widget)
{
  if (GTK_IS_DROP_DOWN (widget))
    name_drop_down (widget);
  if (ADW_IS_PREFERENCES_ROW (widget) && GTK_IS_EDITABLE (widget))
    name_field (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    yqq_accessible_name_fields (child);
}

/* A button's label names it by its text, and again as what its mnemonic leads to; the heading is
 * the name of the dialog as well. */
static void
say_once (AdwMessageDialog *dialog, GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  else if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)),
                                               adw_message_dialog_get_heading (dialog)) == 0)
    yqq_accessible_hide (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    say_once (dialog, child);
}

/* The row of buttons and the column of them: what fits is shown. */
static void
hide_what_is_not_shown (AdwSqueezer *squeezer)
{
  GtkWidget *shown = adw_squeezer_get_visible_child (squeezer);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (squeezer)); child;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != shown, -1);
}

static GtkWidget *
find_squeezer (GtkWidget *widget)
{
  if (ADW_IS_SQUEEZER (widget))
    return widget;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_squeezer (child);
  return found;
}

void
yqq_accessible_present_dialog (AdwMessageDialog *dialog)
{
  GtkWidget *squeezer = find_squeezer (GTK_WIDGET (dialog));
  say_once (dialog, GTK_WIDGET (dialog));
  if (squeezer) {
    g_signal_connect (squeezer, "notify::visible-child", G_CALLBACK (hide_what_is_not_shown), NULL);
    hide_what_is_not_shown (ADW_SQUEEZER (squeezer));
  }
  gtk_window_present (GTK_WINDOW (dialog));
}
