/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/certificate-text.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/user-text.h"
#include "model/grant.h"

#define SPACING 12
/* What the texts need at least before the buttons get room of their own. */
#define TEXT_WIDTH 260
/* More permissions than this are counted instead of named. */
#define CHIPS 3
/* The least that a line holds of a text that has one to itself. Without it every row is laid out
 * with one character a line first, only to find out how narrow it could be. */
#define LINE_CHARACTERS 6

struct _YqqUserRow {
  GtkWidget parent;

  GtkWidget *avatar;
  GtkWidget *body;
  GtkLabel *name;
  YqqStatusPill *pill;
  GtkLabel *role;
  GtkLabel *numbers;
  GtkLabel *chips[CHIPS + 1];
  GtkLabel *until;
  GtkWidget *buttons; /* where there is room; the menu has them too */
  GtkWidget *menu;
  YqqAuthorisedUserEntry *entry;
  gboolean revealed;
};

G_DEFINE_FINAL_TYPE (YqqUserRow, yqq_user_row, GTK_TYPE_WIDGET)

static int
measure_natural (GtkWidget *child)
{
  int natural;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static gboolean
has_room_for_buttons (YqqUserRow *self, int width)
{
  return width >= measure_natural (self->avatar) + measure_natural (self->buttons) +
                      measure_natural (self->menu) + TEXT_WIDTH + 3 * SPACING;
}

static int
get_body_width (YqqUserRow *self, int width)
{
  int taken = measure_natural (self->avatar) + measure_natural (self->menu) + 2 * SPACING;
  if (has_room_for_buttons (self, width))
    taken += measure_natural (self->buttons) + SPACING;
  return MAX (0, width - taken);
}

static void
yqq_user_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  YqqUserRow *self = YQQ_USER_ROW (widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    int taken = measure_natural (self->avatar) + measure_natural (self->menu) + 2 * SPACING;
    gtk_widget_measure (self->body, orientation, -1, minimum, natural, NULL, NULL);
    *minimum += taken;
    *natural += taken + measure_natural (self->buttons) + SPACING;
    return;
  }
  int least;
  int width = for_size < 0 ? -1 : get_body_width (self, for_size);
  gtk_widget_measure (self->body, orientation, width, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->avatar, orientation, -1, &least, NULL, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, least);
}

static void
place (GtkWidget *child, int *x, int width, int total, int height)
{
  int own = height;
  gboolean mirrored = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;
  if (gtk_widget_get_valign (child) != GTK_ALIGN_FILL)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &own, NULL, NULL);
  GtkAllocation allocation = {mirrored ? total - *x - width : *x, MAX (0, (height - own) / 2),
                              width, MIN (own, height)};
  gtk_widget_size_allocate (child, &allocation, -1);
  *x += width + SPACING;
}

static void
yqq_user_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  YqqUserRow *self = YQQ_USER_ROW (widget);
  gboolean buttons = has_room_for_buttons (self, width);
  int x = 0;
  gtk_widget_set_child_visible (self->buttons, buttons);
  place (self->avatar, &x, measure_natural (self->avatar), width, height);
  place (self->body, &x, get_body_width (self, width), width, height);
  if (buttons)
    place (self->buttons, &x, measure_natural (self->buttons), width, height);
  place (self->menu, &x, measure_natural (self->menu), width, height);
}

static GtkSizeRequestMode
yqq_user_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static const char *
get_grant (YqqUserRow *self)
{
  return yqq_authorised_user_entry_get_user (self->entry)->grant;
}

static void
append_act (GMenu *menu, YqqUserRow *self, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, action, "s", get_grant (self));
  g_menu_append_item (menu, item);
}

static const char *
get_refusal (YqqUserRow *self, YqqActKind kind)
{
  return yqq_user_get_refusal (yqq_authorised_user_entry_get_user (self->entry), kind);
}

/* Made when it is opened: a list makes hundreds of rows and few of these. */
static void
create_menu (GtkMenuButton *button, gpointer user_data)
{
  YqqUserRow *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) looks = g_menu_new ();
  if (!get_refusal (self, YQQ_ACT_GRANT_MODIFY))
    append_act (menu, self, _ ("Change authorisation…"), "users.modify");
  if (!get_refusal (self, YQQ_ACT_GRANT_CANCEL)) {
    append_act (menu, self, _ ("Cancel authorisation…"), "users.cancel");
    append_act (menu, self, _ ("Leaves the enterprise…"), "users.leaver");
  }
  if (self->revealed)
    append_act (looks, self, _ ("Hide the full numbers"), "users.hide");
  else
    append_act (looks, self, _ ("Show the full numbers…"), "users.reveal");
  append_act (looks, self, _ ("Copy the certificate code"), "users.copy-code");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (looks));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
on_modify_clicked (YqqUserRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "users.modify", "s", get_grant (self));
}

static void
on_cancel_clicked (YqqUserRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "users.cancel", "s", get_grant (self));
}

static void
yqq_user_row_dispose (GObject *object)
{
  YqqUserRow *self = YQQ_USER_ROW (object);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  g_clear_object (&self->entry);
  G_OBJECT_CLASS (yqq_user_row_parent_class)->dispose (object);
}

static void
yqq_user_row_class_init (YqqUserRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_user_row_dispose;
  widget_class->measure = yqq_user_row_measure;
  widget_class->size_allocate = yqq_user_row_size_allocate;
  widget_class->get_request_mode = yqq_user_row_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "userrow");
}

static GtkLabel *
create_label (GtkWidget *box, const char *first_class, const char *second_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);
  gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  if (YQQ_IS_FLOW (box))
    gtk_widget_set_parent (label, box);
  else
    gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
build_body (YqqUserRow *self)
{
  GtkWidget *first = g_object_new (YQQ_TYPE_FLOW, NULL);
  GtkWidget *last = g_object_new (YQQ_TYPE_FLOW, NULL);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_valign (self->body, GTK_ALIGN_CENTER);
  self->name = create_label (first, "heading", NULL);
  self->pill = yqq_status_pill_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->pill), first);
  self->role = create_label (first, "chip", "accented");
  gtk_box_append (GTK_BOX (self->body), first);
  self->numbers = create_label (self->body, "dim-label", "tabular");
  gtk_label_set_width_chars (self->numbers, LINE_CHARACTERS);
  for (guint i = 0; i <= CHIPS; i++)
    self->chips[i] = create_label (last, "chip", NULL);
  self->until = create_label (last, "caption", "dim-label");
  gtk_label_set_width_chars (self->until, LINE_CHARACTERS);
  gtk_box_append (GTK_BOX (self->body), last);
}

static void
add_button (YqqUserRow *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_widget_add_css_class (button, "flat");
  yqq_accessible_name_button (button, label); /* until somebody is shown */
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
yqq_user_row_init (YqqUserRow *self)
{
  self->avatar = adw_avatar_new (40, NULL, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
  build_body (self);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  add_button (self, C_ ("authorised user", "Change"), G_CALLBACK (on_modify_clicked));
  add_button (self, C_ ("authorised user", "Cancel grant"), G_CALLBACK (on_cancel_clicked));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu, self, NULL);
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_parent (self->avatar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->body, GTK_WIDGET (self));
  gtk_widget_set_parent (self->buttons, GTK_WIDGET (self));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

YqqUserRow *
yqq_user_row_new (void)
{
  return g_object_new (YQQ_TYPE_USER_ROW, NULL);
}

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  if (text)
    gtk_label_set_label (label, text);
}

static void
show_permissions (YqqUserRow *self, const YqqAuthorisedUser *user, GPtrArray *seals)
{
  guint count = user->permissions ? g_strv_length (user->permissions) : 0;
  guint named = count > CHIPS + 1 ? CHIPS : count;
  for (guint i = 0; i <= CHIPS; i++)
    show_label (self->chips[i],
                i < named ? yqq_permission_get_name (user->permissions[i], seals) : NULL);
  if (count == 0)
    show_label (self->chips[0], _ ("To be set later"));
  if (count > named) {
    g_autofree char *more =
        g_strdup_printf (ngettext ("%u more", "%u more", count - named), count - named);
    show_label (self->chips[CHIPS], more);
  }
}

static void
show_end (YqqUserRow *self, const YqqAuthorisedUser *user)
{
  gboolean cancelled = user->state == YQQ_GRANT_STATE_CANCELLED && user->cancelled_at_ms > 0;
  g_autofree char *date = yqq_format_date (cancelled ? user->cancelled_at_ms : user->not_after_ms);
  g_autofree char *text =
      /* Translators: %s is a date */
      g_strdup_printf (cancelled ? _ ("cancelled on %s") : _ ("valid until %s"), date);
  gtk_label_set_label (self->until, text);
}

static void
show_numbers (YqqUserRow *self, const YqqAuthorisedUser *user, const YqqRevealedUser *revealed)
{
  const char *number = revealed ? revealed->id_number : user->id_number_masked;
  const char *phone = revealed ? revealed->phone : user->phone_masked;
  g_autofree char *text =
      phone && *phone ? g_strdup_printf ("%s · %s", number, phone) : g_strdup (number);
  gtk_label_set_label (self->numbers, text);
  gtk_label_set_selectable (self->numbers, revealed != NULL);
}

/* What cannot be done says why not. */
static void
permit (GtkWidget *button, const char *refusal)
{
  gtk_widget_set_sensitive (button, refusal == NULL);
  gtk_widget_set_tooltip_text (button, refusal);
  yqq_accessible_describe (button, refusal);
}

static void
permit_acts (YqqUserRow *self)
{
  GtkWidget *modify = gtk_widget_get_first_child (self->buttons);
  permit (modify, get_refusal (self, YQQ_ACT_GRANT_MODIFY));
  permit (gtk_widget_get_next_sibling (modify), get_refusal (self, YQQ_ACT_GRANT_CANCEL));
}

static void
name_for_readers (GtkWidget *button, const char *format, const char *name)
{
  g_autofree char *text = g_strdup_printf (format, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
name_buttons (YqqUserRow *self, const char *name)
{
  GtkWidget *modify = gtk_widget_get_first_child (self->buttons);
  /* Translators: %s is a person's name, in these three */
  name_for_readers (modify, _ ("Change authorisation: %s"), name);
  name_for_readers (gtk_widget_get_next_sibling (modify), _ ("Cancel authorisation: %s"), name);
  name_for_readers (self->menu, _ ("Acts on %s"), name);
}

void
yqq_user_row_show (YqqUserRow *self,
                   YqqAuthorisedUserEntry *entry,
                   GPtrArray *seals,
                   const YqqRevealedUser *revealed)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (entry);
  guint office = user->roles & (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE);
  g_autofree char *role = office ? yqq_roles_format (office) : NULL;
  g_set_object (&self->entry, entry);
  self->revealed = revealed != NULL;
  adw_avatar_set_text (ADW_AVATAR (self->avatar), user->name);
  gtk_label_set_label (self->name, user->name);
  yqq_status_pill_show (self->pill, yqq_grant_state_get_tone (user->state),
                        yqq_grant_state_get_icon (user->state),
                        yqq_grant_state_get_word (user->state));
  show_label (self->role, role);
  show_numbers (self, user, revealed);
  show_permissions (self, user, seals);
  show_end (self, user);
  name_buttons (self, user->name);
  permit_acts (self);
}

void
yqq_user_row_clear (YqqUserRow *self)
{
  g_clear_object (&self->entry);
}
