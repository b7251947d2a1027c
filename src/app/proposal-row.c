/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/proposal-row.h"

#include <glib/gi18n.h>

#include "app/accessible.h"
#include "app/flow.h"
#include "app/format.h"
#include "app/proposal-text.h"
#include "app/transfer-look.h"
#include "app/wrap.h"

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
format_by (const YqqProposalView *proposal, YqqProposalState state)
{
  g_autofree char *at = yqq_format_date_time (proposal->proposed_at_ms);
  g_autofree char *end = yqq_format_date_time (proposal->ended_at_ms > 0 ? proposal->ended_at_ms
                                                                         : proposal->expires_at_ms);
  if (state == YQQ_TRANSFER_STATE_WAITING)
    /* Translators: a person, two moments */
    return g_strdup_printf (_ ("Proposed by %s on %s; waits until %s"), proposal->by_name, at, end);
  return g_strdup_printf (_ ("Proposed by %s on %s; ended %s"), proposal->by_name, at, end);
}

static void
add_button (GtkWidget *flow,
            const char *label,
            const char *action,
            const char *title,
            const YqqProposalView *proposal)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, title);
  yqq_wrap_texts (button);
  yqq_accessible_name_button (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", proposal->id);
  gtk_widget_set_parent (button, flow);
}

/* One's own can only be withdrawn: nobody approves what they have proposed. */
static void
add_buttons (GtkWidget *box,
             const char *title,
             const YqqProposalView *proposal,
             const YqqEnterpriseAct *act)
{
  GtkWidget *flow = g_object_new (YQQ_TYPE_FLOW, NULL);
  if (proposal->by_me) {
    add_button (flow, _ ("Withdraw"), "proposals.withdraw", title, proposal);
  } else {
    if (act)
      add_button (flow, _ ("Approve"), "proposals.approve", title, proposal);
    add_button (flow, _ ("Refuse"), "proposals.refuse", title, proposal);
  }
  gtk_box_append (GTK_BOX (box), flow);
}

GtkWidget *
yqq_proposal_row_new (const YqqProposalView *proposal, gint64 now_ms)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  YqqStatusPill *pill = yqq_status_pill_new ();
  g_autoptr (YqqEnterpriseAct) act = yqq_proposal_read (proposal);
  YqqProposalState state = yqq_transfer_state_at (proposal->state, proposal->expires_at_ms, now_ms);
  g_autofree char *title = yqq_proposal_format_title (proposal, act);
  g_autofree char *detail = yqq_proposal_format_detail (act);
  g_autofree char *by = format_by (proposal, state);
  gtk_widget_add_css_class (box, "proposal");
  add_label (box, title, "heading");
  if (detail)
    add_label (box, detail, "body");
  add_label (box, by, "dim-label");
  yqq_status_pill_show (pill, yqq_transfer_state_get_tone (state),
                        yqq_transfer_state_get_icon (state), yqq_proposal_state_get_word (state));
  gtk_widget_set_halign (GTK_WIDGET (pill), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (pill));
  if (state == YQQ_TRANSFER_STATE_WAITING)
    add_buttons (box, title, proposal, act);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}
