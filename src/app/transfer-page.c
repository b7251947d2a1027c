/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/transfer-page.h"

#include <glib/gi18n.h>

#include "app/fault-view.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/go-row.h"
#include "app/long-list.h"
#include "app/office-acts.h"
#include "app/transfer-look.h"
#include "app/wrap.h"

struct _YqqTransferPage {
  YqqPage parent;

  GtkStack *stack;
  YqqFaultView *fault;
  GtkLabel *enterprise;
  AdwPreferencesGroup *givers;
  AdwComboRow *giver;
  YqqLongList *users;
  GtkLabel *heading;
  GtkLabel *effects;
  GtkLabel *until;
  GtkWidget *accept;
  GtkWidget *refuse;
  GtkWidget *withdraw;
  GtkWidget *history;
  GtkListBox *past;
  GtkFilterListModel *shown;
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqAdministration *administration;
  YqqActFlow *act;
  const YqqEnterpriseOverview *told; /* whose offers of the past are listed */
};

G_DEFINE_FINAL_TYPE (YqqTransferPage, yqq_transfer_page, YQQ_TYPE_PAGE)

static gint64
get_now_ms (void)
{
  return g_get_real_time () / 1000;
}

static YqqOffice
get_office (YqqTransferPage *self)
{
  return (YqqOffice){self->workspace, self->administration, self->router};
}

/* Takes flow, which may be NULL. */
static void
keep (YqqTransferPage *self, YqqActFlow *flow)
{
  g_clear_object (&self->act);
  self->act = flow;
}

static const char *
choose_view (YqqTransferPage *self, YqqTransferLook look)
{
  switch (look) {
  case YQQ_TRANSFER_LOOK_UNKNOWN:
    return yqq_administration_get_trouble (self->administration) ? "fault" : "loading";
  case YQQ_TRANSFER_LOOK_NOTHING:
    return "nothing";
  case YQQ_TRANSFER_LOOK_NOBODY:
    return "nobody";
  case YQQ_TRANSFER_LOOK_CHOOSE:
    return "choose";
  case YQQ_TRANSFER_LOOK_OFFERED:
  case YQQ_TRANSFER_LOOK_ASKED:
    return "waiting";
  }
  g_return_val_if_reached ("loading");
}

static void
show_asked (YqqTransferPage *self, const YqqTransferView *waiting)
{
  g_autofree char *heading = g_strdup_printf (_ ("%s wants to hand you the administrator's office"),
                                              waiting->offered_by_name);
  g_autofree char *effects = g_strdup_printf (
      _ ("If you accept, you look after the users, the quota and the seals of this enterprise from "
         "that moment on, and you are given its certificate to install. %s loses the menus for it "
         "at the same moment. If you refuse, nothing changes."),
      waiting->from_name);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->effects, effects);
}

static void
show_offered (YqqTransferPage *self, const YqqTransferView *waiting)
{
  /* Translators: %s is a person */
  g_autofree char *heading = g_strdup_printf (_ ("Waits for %s to accept"), waiting->to_name);
  g_autofree char *effects = g_strdup_printf (
      _ ("Offered by %s. Nothing has changed yet; the menus change hands when it is accepted."),
      waiting->offered_by_name);
  gtk_label_set_label (self->heading, heading);
  gtk_label_set_label (self->effects, effects);
}

static void
show_waiting (YqqTransferPage *self, YqqTransferLook look, const YqqTransferView *waiting)
{
  gboolean asked = look == YQQ_TRANSFER_LOOK_ASKED;
  if (!waiting)
    return;
  g_autofree char *end = yqq_format_date_time (waiting->expires_at_ms);
  g_autofree char *until =
      g_strdup_printf (_ ("Until %s; after that the offer has timed out."), end);
  if (asked)
    show_asked (self, waiting);
  else
    show_offered (self, waiting);
  gtk_label_set_label (self->until, until);
  gtk_widget_set_visible (self->accept, asked);
  gtk_widget_set_visible (self->refuse, asked);
  gtk_widget_set_visible (self->withdraw, waiting->by_me);
}

static GtkWidget *
create_past_row (const YqqTransferView *transfer, YqqTransferState state)
{
  g_autofree char *title = g_strdup_printf ("%s → %s", transfer->from_name, transfer->to_name);
  g_autofree char *from = yqq_format_date_time (transfer->offered_at_ms);
  g_autofree char *end =
      transfer->ended_at_ms > 0 ? yqq_format_date_time (transfer->ended_at_ms) : NULL;
  g_autofree char *about = end ? g_strdup_printf (_ ("Offered %s, ended %s"), from, end)
                               : g_strdup_printf (_ ("Offered %s"), from);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", about, "subtitle-lines", 0, NULL);
  YqqStatusPill *pill = yqq_status_pill_new ();
  yqq_status_pill_show (pill, yqq_transfer_state_get_tone (state),
                        yqq_transfer_state_get_icon (state), yqq_transfer_state_get_word (state));
  gtk_widget_set_valign (GTK_WIDGET (pill), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (pill));
  return row;
}

static void
show_past (YqqTransferPage *self, const YqqEnterpriseOverview *overview)
{
  GtkWidget *child;
  if (self->told == overview)
    return;
  self->told = overview;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->past))))
    gtk_list_box_remove (self->past, child);
  for (guint i = 0; overview && i < overview->transfers->len; i++) {
    const YqqTransferView *each = overview->transfers->pdata[i];
    YqqTransferState state =
        yqq_transfer_state_at (each->state, each->expires_at_ms, get_now_ms ());
    gtk_list_box_append (self->past, create_past_row (each, state));
  }
  gtk_widget_set_visible (self->history, overview && overview->transfers->len > 0);
}

static void
show_givers (YqqTransferPage *self, const YqqEnterpriseOverview *overview)
{
  gboolean several = yqq_transfer_needs_giver (self->administration);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->givers), several);
  if (!several || adw_combo_row_get_model (self->giver))
    return;
  for (guint i = 0; i < overview->administrators->len; i++)
    gtk_string_list_append (names,
                            ((YqqAdministratorView *)overview->administrators->pdata[i])->name);
  adw_combo_row_set_model (self->giver, G_LIST_MODEL (names));
}

static void
update (YqqTransferPage *self)
{
  const YqqTransferView *waiting;
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  const GError *trouble = yqq_administration_get_trouble (self->administration);
  YqqTransferLook look = yqq_transfer_look_get (self->administration, get_now_ms (), &waiting);
  gtk_label_set_label (self->enterprise,
                       yqq_administration_get_enterprise_name (self->administration));
  show_waiting (self, look, waiting);
  show_givers (self, overview);
  show_past (self, overview);
  if (trouble)
    yqq_fault_view_show (self->fault, trouble, _ ("Try again"), "transfer.refresh");
  gtk_stack_set_visible_child_name (self->stack, choose_view (self, look));
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_users_changed (YqqTransferPage *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static const char *
get_giver (YqqTransferPage *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  guint chosen = adw_combo_row_get_selected (self->giver);
  if (!yqq_transfer_needs_giver (self->administration) || chosen >= overview->administrators->len)
    return NULL;
  return ((YqqAdministratorView *)overview->administrators->pdata[chosen])->grant;
}

static void
on_confirmed (AdwMessageDialog *dialog, const char *response, YqqTransferPage *self)
{
  YqqOffice office = get_office (self);
  if (g_str_equal (response, "hand-over"))
    keep (self, yqq_office_offer (&office, g_object_get_data (G_OBJECT (dialog), "user"),
                                  get_giver (self)));
}

static char *
format_effects (YqqTransferPage *self, YqqAuthorisedUserEntry *user)
{
  if (yqq_transfer_is_take_over (self->administration, user))
    return g_strdup (
        _ ("You become the administrator at once. Whoever is it now loses the menus "
           "and the enterprise's certificate at that moment, and their sessions end."));
  return g_strdup_printf (
      _ ("%s has 72 hours to accept; until then nothing changes and you can withdraw it. Once it "
         "is accepted, the present administrator loses the menus and the enterprise's certificate "
         "at that moment, and their sessions end."),
      yqq_authorised_user_entry_get_user (user)->name);
}

static void
on_user_clicked (GtkButton *button, YqqTransferPage *self)
{
  YqqAuthorisedUserEntry *user = yqq_go_row_get_item (button);
  gboolean take_over = yqq_transfer_is_take_over (self->administration, user);
  g_autofree char *effects = format_effects (self, user);
  g_autofree char *heading =
      take_over ? g_strdup (_ ("Take over the administrator's office?"))
                : g_strdup_printf (_ ("Hand the administrator's office to %s?"),
                                   yqq_authorised_user_entry_get_user (user)->name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              heading, effects);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Back"), "hand-over",
                                    take_over ? _ ("Take over") : _ ("Transfer administrator"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "hand-over",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_object_set_data_full (G_OBJECT (dialog), "user", g_object_ref (user), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_confirmed), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  YqqTransferPage *self = user_data;
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (item);
  gboolean take_over = yqq_transfer_is_take_over (self->administration, item);
  g_autofree char *name =
      take_over ? g_strdup (_ ("Take over the administrator's office"))
                : g_strdup_printf (_ ("Hand the administrator's office to %s"), user->name);
  return yqq_go_row_new (user->name,
                         take_over ? _ ("You: take over at once") : user->id_number_masked, name,
                         item, G_CALLBACK (on_user_clicked), self);
}

static gboolean
can_receive (gpointer item, gpointer user_data)
{
  return yqq_transfer_can_receive (YQQ_TRANSFER_PAGE (user_data)->administration, item);
}

typedef YqqActFlow *(*OfficeAct) (const YqqOffice *office, const YqqTransferView *transfer);

static void
answer (YqqTransferPage *self, OfficeAct act)
{
  const YqqTransferView *waiting;
  YqqOffice office = get_office (self);
  yqq_transfer_look_get (self->administration, get_now_ms (), &waiting);
  if (waiting)
    keep (self, act (&office, waiting));
}

static void
on_accept_clicked (YqqTransferPage *self)
{
  answer (self, yqq_office_accept);
}

static void
on_refuse_clicked (YqqTransferPage *self)
{
  answer (self, yqq_office_refuse);
}

static void
on_withdraw_clicked (YqqTransferPage *self)
{
  answer (self, yqq_office_withdraw);
}

static void
on_add_clicked (YqqTransferPage *self)
{
  yqq_router_push (self->router, YQQ_PLACE_USER_ADD, G_OBJECT (self->administration));
}

static void
on_refresh_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  yqq_administration_refresh (YQQ_TRANSFER_PAGE (widget)->administration);
}

static void
yqq_transfer_page_arrive (YqqPage *page)
{
  yqq_page_enter (GTK_WIDGET (YQQ_TRANSFER_PAGE (page)->stack));
}

static void
yqq_transfer_page_dispose (GObject *object)
{
  YqqTransferPage *self = YQQ_TRANSFER_PAGE (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->router);
  g_clear_object (&self->administration);
  g_clear_object (&self->shown);
  g_clear_object (&self->act);
  G_OBJECT_CLASS (yqq_transfer_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/cn/yueqiqian/desktop/ui/transfer-page.ui");
  gtk_widget_class_bind_template_child (class, YqqTransferPage, stack);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, fault);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, enterprise);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, givers);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, giver);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, users);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, heading);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, effects);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, until);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, accept);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, refuse);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, withdraw);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, history);
  gtk_widget_class_bind_template_child (class, YqqTransferPage, past);
  gtk_widget_class_bind_template_callback (class, on_accept_clicked);
  gtk_widget_class_bind_template_callback (class, on_refuse_clicked);
  gtk_widget_class_bind_template_callback (class, on_withdraw_clicked);
  gtk_widget_class_bind_template_callback (class, on_add_clicked);
}

static void
yqq_transfer_page_class_init (YqqTransferPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_transfer_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_transfer_page_arrive;
  g_type_ensure (YQQ_TYPE_FAULT_VIEW);
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  bind_template (GTK_WIDGET_CLASS (class));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "transfer.refresh", NULL,
                                   on_refresh_activated);
}

static void
yqq_transfer_page_init (YqqTransferPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

YqqPage *
yqq_transfer_page_new (YqqWorkspace *workspace,
                       YqqRouter *router,
                       YqqAdministration *administration)
{
  YqqTransferPage *self = g_object_new (YQQ_TYPE_TRANSFER_PAGE, NULL);
  self->workspace = g_object_ref (workspace);
  self->router = g_object_ref (router);
  self->administration = g_object_ref (administration);
  self->shown =
      gtk_filter_list_model_new (g_object_ref (yqq_administration_get_users (administration)),
                                 GTK_FILTER (gtk_custom_filter_new (can_receive, self, NULL)));
  yqq_long_list_bind (self->users, G_LIST_MODEL (self->shown), create_row, self);
  g_signal_connect_object (administration, "changed", G_CALLBACK (on_users_changed), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
