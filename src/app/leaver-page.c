/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/leaver-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/file-choice.h"
#include "app/flow.h"
#include "app/go-row.h"
#include "app/leaver-flow.h"
#include "app/long-list.h"
#include "app/user-text.h"
#include "app/wrap.h"

struct _YqqLeaverPage {
  YqqPage parent;

  GtkStack *stack;
  GtkSearchEntry *search;
  YqqLongList *users;
  GtkLabel *name;
  GtkLabel *about;
  GtkBox *steps;
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkButton *go_on;
  GtkLabel *receipt;
  GtkWidget *save;
  GtkFilterListModel *shown;
  char *words; /* case folded */
  YqqLeaverFlow *flow;
  YqqRouter *router;
};

G_DEFINE_FINAL_TYPE (YqqLeaverPage, yqq_leaver_page, YQQ_TYPE_PAGE)

typedef struct {
  const char *name; /* in the list of steps */
  const char *heading;
  const char *sentence;
  const char *button;
} Step;

static const Step steps[YQQ_LEAVER_STEP_COUNT] = {
    [YQQ_LEAVER_CHOOSE] = {N_ ("Choose who leaves"), "", "", ""},
    [YQQ_LEAVER_SUSPEND] = {N_ ("Suspend at once"), N_ ("Suspend the grant now"),
                            N_ ("From this moment on nothing can be signed with it, and sessions "
                                "that are open end within a second. This can be undone."),
                            N_ ("Suspend")},
    [YQQ_LEAVER_SEALS] = {N_ ("Hand over seals"), N_ ("No seal is theirs to hand over"),
                          N_ ("Permissions on seals come with the enterprise's seals, and this "
                              "person holds none."),
                          N_ ("Go on")},
    [YQQ_LEAVER_CANCEL] = {N_ ("Cancel the grant"), N_ ("Cancel the grant for ever"),
                           N_ ("This person can never use this certificate again, and the quota "
                               "does not come back. What was signed stays valid. The PIN is asked "
                               "for."),
                           N_ ("Cancel the grant")},
    [YQQ_LEAVER_RECEIPT] = {N_ ("Receipt"), N_ ("Done"), "", ""},
};

static void
show_step (GtkWidget *row, guint index, guint present)
{
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *label = gtk_widget_get_next_sibling (icon);
  gboolean done = index < present || present == YQQ_LEAVER_RECEIPT;
  g_autofree char *text = done ? g_strdup_printf (_ ("%u. %s (done)"), index, _ (steps[index].name))
                               : g_strdup_printf ("%u. %s", index, _ (steps[index].name));
  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                done ? "emblem-ok-symbolic" : "content-loading-symbolic");
  gtk_label_set_label (GTK_LABEL (label), text);
  if (index == present)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
show_steps (YqqLeaverPage *self, guint present)
{
  guint index = YQQ_LEAVER_SUSPEND;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); row;
       row = gtk_widget_get_next_sibling (row))
    show_step (row, index++, present);
}

static void
show_person (YqqLeaverPage *self)
{
  YqqAuthorisedUserEntry *entry = yqq_leaver_flow_get_user (self->flow);
  if (!entry)
    return;
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (entry);
  g_autofree char *about =
      g_strdup_printf ("%s · %s", user->id_number_masked, yqq_grant_state_get_word (user->state));
  gtk_label_set_label (self->name, user->name);
  gtk_label_set_label (self->about, about);
}

static void
show_receipt (YqqLeaverPage *self, gboolean there)
{
  g_autofree char *text = there ? yqq_leaver_flow_dup_receipt (self->flow) : NULL;
  gtk_label_set_label (self->receipt, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->receipt), there);
  gtk_widget_set_visible (self->save, there);
}

static void
update (YqqLeaverPage *self)
{
  YqqLeaverStep step = yqq_leaver_flow_get_step (self->flow);
  gboolean last = step == YQQ_LEAVER_RECEIPT;
  const char *heading = last && yqq_leaver_flow_get_proposed (self->flow)
                            ? _ ("Proposed: a second person has to approve it")
                            : _ (steps[step].heading);
  show_person (self);
  show_steps (self, step);
  gtk_label_set_label (self->heading, *steps[step].heading ? heading : "");
  gtk_label_set_label (self->sentence, *steps[step].sentence ? _ (steps[step].sentence) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), !last);
  gtk_widget_set_visible (GTK_WIDGET (self->go_on), !last);
  gtk_button_set_label (self->go_on, *steps[step].button ? _ (steps[step].button) : "");
  yqq_wrap_texts (GTK_WIDGET (self->go_on));
  gtk_widget_remove_css_class (GTK_WIDGET (self->go_on), "suggested-action");
  gtk_widget_remove_css_class (GTK_WIDGET (self->go_on), "destructive-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->go_on),
                            step == YQQ_LEAVER_CANCEL ? "destructive-action" : "suggested-action");
  show_receipt (self, last);
  gtk_stack_set_visible_child_name (self->stack, step == YQQ_LEAVER_CHOOSE ? "choose" : "steps");
}

static void
on_step_changed (YqqLeaverPage *self)
{
  update (self);
  yqq_page_keep_focus (YQQ_PAGE (self));
}

static void
on_user_clicked (GtkButton *button, YqqLeaverPage *self)
{
  yqq_leaver_flow_choose (self->flow, yqq_go_row_get_item (button));
  yqq_page_arrive (YQQ_PAGE (self));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  const YqqAuthorisedUser *user = yqq_authorised_user_entry_get_user (item);
  g_autofree char *about =
      g_strdup_printf ("%s · %s", user->id_number_masked, yqq_grant_state_get_word (user->state));
  g_autofree char *name = g_strdup_printf (_ ("%s leaves"), user->name);
  return yqq_go_row_new (user->name, about, name, item, G_CALLBACK (on_user_clicked), user_data);
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  YqqLeaverPage *self = user_data;
  return yqq_leaver_flow_can_leave (item) &&
         (!self->words || strstr (yqq_authorised_user_entry_get_key (item), self->words));
}

static void
on_search_changed (YqqLeaverPage *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_go_on_clicked (YqqLeaverPage *self)
{
  yqq_leaver_flow_go_on (self->flow);
}

static void
on_save_clicked (YqqLeaverPage *self)
{
  char *text = yqq_leaver_flow_dup_receipt (self->flow);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  /* Translators: the beginning of a file's name */
  g_autofree char *name = yqq_file_choice_dup_name (_ ("leaving-receipt"), "txt");
  yqq_file_choice_save_bytes (GTK_WIDGET (self), self->router, _ ("Save the receipt"), name, bytes);
}

static void
yqq_leaver_page_arrive (YqqPage *page)
{
  YqqLeaverPage *self = YQQ_LEAVER_PAGE (page);
  switch (yqq_leaver_flow_get_step (self->flow)) {
  case YQQ_LEAVER_CHOOSE:
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
    break;
  case YQQ_LEAVER_RECEIPT:
    gtk_widget_grab_focus (self->save);
    break;
  default:
    gtk_widget_grab_focus (GTK_WIDGET (self->go_on));
  }
}

static void
yqq_leaver_page_dispose (GObject *object)
{
  YqqLeaverPage *self = YQQ_LEAVER_PAGE (object);
  g_clear_object (&self->flow);
  g_clear_object (&self->router);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (yqq_leaver_page_parent_class)->dispose (object);
}

static void
yqq_leaver_page_class_init (YqqLeaverPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = yqq_leaver_page_dispose;
  YQQ_PAGE_CLASS (class)->arrive = yqq_leaver_page_arrive;
  g_type_ensure (YQQ_TYPE_FLOW);
  g_type_ensure (YQQ_TYPE_LONG_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/yueqiqian/desktop/ui/leaver-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, stack);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, search);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, users);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, name);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, about);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, steps);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, heading);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, go_on);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, receipt);
  gtk_widget_class_bind_template_child (widget_class, YqqLeaverPage, save);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
add_step (YqqLeaverPage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->steps, row);
}

static void
yqq_leaver_page_init (YqqLeaverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = YQQ_LEAVER_SUSPEND; i < YQQ_LEAVER_STEP_COUNT; i++)
    add_step (self);
}

YqqPage *
yqq_leaver_page_new (YqqWorkspace *workspace,
                     YqqRouter *router,
                     YqqAdministration *administration,
                     YqqAuthorisedUserEntry *user)
{
  YqqLeaverPage *self = g_object_new (YQQ_TYPE_LEAVER_PAGE, NULL);
  self->router = g_object_ref (router);
  self->flow = yqq_leaver_flow_new (workspace, administration, router, user);
  self->shown =
      gtk_filter_list_model_new (g_object_ref (yqq_administration_get_users (administration)),
                                 GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL)));
  yqq_long_list_bind (self->users, G_LIST_MODEL (self->shown), create_row, self);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (on_step_changed), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return YQQ_PAGE (self);
}
