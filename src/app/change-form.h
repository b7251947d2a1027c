/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changes for an authorised user: permissions chosen again, or the authorisation cancelled. */
#pragma once

#include "app/administration.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_CHANGE_NOTHING,
  YQQ_CHANGE_PERMISSIONS,
  YQQ_CHANGE_SUSPENDS,
  YQQ_CHANGE_RESUMES,
  YQQ_CHANGE_RENEWS,  /* what has expired */
  YQQ_CHANGE_EXTENDS, /* what would expire soon; permissions may change with it */
} YqqChangeEffect;

/* An expired authorisation is not changed, but renewed for so many years. */
gboolean yqq_change_wants_years (const YqqAuthorisedUser *user);
/* One that ends soon can be renewed as well, for so many years more than it has. */
gboolean yqq_change_takes_years (const YqqAuthorisedUser *user, gint64 now_ms);
/* Why it cannot be renewed for so many, or NULL. Static. */
const char *yqq_change_check_years (YqqAdministration *administration,
                                    const YqqAuthorisedUser *user,
                                    gint64 years,
                                    gint64 now_ms);

/* What choosing these permissions and years (0: none) would do to user. */
YqqChangeEffect
yqq_change_get_effect (const YqqAuthorisedUser *user, const char *const *permissions, gint64 years);
/* How the authorisation stands then. */
YqqGrantState yqq_change_get_state_after (const YqqAuthorisedUser *user,
                                          YqqChangeEffect effect,
                                          const char *const *permissions);
/* What happens then, in a sentence. Static. */
const char *yqq_change_effect_get_text (YqqChangeEffect effect);
/* The button's: "Suspend", "Resume", "Change authorisation", or that nothing changes. Static. */
const char *yqq_change_effect_get_button (YqqChangeEffect effect);

/* The acts, and what the PIN page says of them. Owned. */
YqqEnterpriseAct *yqq_change_create_act (YqqAdministration *administration,
                                         const YqqAuthorisedUser *user,
                                         const char *const *permissions,
                                         gint64 years);
char *yqq_change_format_sentence (const YqqAuthorisedUser *user, YqqChangeEffect effect);

/* What is filled in to cancel an authorisation. */
typedef struct {
  int reason; /* YqqCancelReason, −1: not chosen yet */
  char *note; /* without spaces around; "" for none */
  char *name; /* typed, to be the person's own */
} YqqCancelForm;

YqqCancelForm *yqq_cancel_form_new (void);
void yqq_cancel_form_free (YqqCancelForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCancelForm, yqq_cancel_form_free)
void yqq_cancel_form_set (YqqCancelForm *self, int reason, const char *note, const char *name);

/* What is wrong with each; NULL for nothing. Static. */
const char *yqq_cancel_form_check_reason (YqqCancelForm *self);
const char *yqq_cancel_form_check_note (YqqCancelForm *self);
const char *yqq_cancel_form_check_name (YqqCancelForm *self, const YqqAuthorisedUser *user);
gboolean yqq_cancel_form_is_complete (YqqCancelForm *self, const YqqAuthorisedUser *user);
/* "Cancel authorisation", or what it still waits for. Owned. */
char *yqq_cancel_form_format_button (YqqCancelForm *self, const YqqAuthorisedUser *user);
YqqEnterpriseAct *yqq_cancel_form_create_act (YqqCancelForm *self,
                                              YqqAdministration *administration,
                                              const YqqAuthorisedUser *user);

/* Why a line of an act was not done, for people: an error of the problem's code. Owned. */
GError *yqq_change_error_of_line (const YqqActResult *result);

G_END_DECLS
