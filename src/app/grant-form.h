/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filled in to authorise somebody, what is wrong with it and what is still missing. */
#pragma once

#include "app/administration.h"

G_BEGIN_DECLS

/* Signal: changed, when the authority has said something about it. Texts are kept as they will be
 * sent: without spaces around, numbers without any and in upper case. */
#define YQQ_TYPE_GRANT_FORM (yqq_grant_form_get_type ())
G_DECLARE_FINAL_TYPE (YqqGrantForm, yqq_grant_form, YQQ, GRANT_FORM, GObject)

YqqGrantForm *yqq_grant_form_new (YqqAdministration *administration);

YqqAdministration *yqq_grant_form_get_administration (YqqGrantForm *self);
const YqqGrantDraft *yqq_grant_form_get_draft (YqqGrantForm *self);

void yqq_grant_form_set_name (YqqGrantForm *self, const char *name);
/* type −1: not chosen yet. */
void yqq_grant_form_set_id (YqqGrantForm *self, int type, const char *number);
void yqq_grant_form_set_phone (YqqGrantForm *self, const char *phone);
/* 0: not chosen yet. */
void yqq_grant_form_set_years (YqqGrantForm *self, guint years);
/* The last day instead of years, as it was typed: 2027-03-31, 2027/3/31, 2027年3月31日. */
void yqq_grant_form_set_until (YqqGrantForm *self, const char *day);
/* later: 可稍后设置; without it none is a fault. */
void
yqq_grant_form_set_permissions (YqqGrantForm *self, const char *const *permissions, gboolean later);

gboolean yqq_grant_form_is_empty (YqqGrantForm *self, YqqGrantField field);
/* What is wrong with a field and how to put it right; NULL if nothing is. Static. */
const char *yqq_grant_form_check (YqqGrantForm *self, YqqGrantField field);
/* The first field that is empty or wrong; FALSE if none is. */
gboolean yqq_grant_form_find_missing (YqqGrantForm *self, YqqGrantField *field);
/* What the button says: "Add authorisation", or what it still waits for. Owned. */
char *yqq_grant_form_format_button (YqqGrantForm *self);
/* What it will do to the quota; "" while that is not known. Owned. */
char *yqq_grant_form_format_effect (YqqGrantForm *self);
/* FALSE: the quota does not suffice. */
gboolean yqq_grant_form_fits_quota (YqqGrantForm *self);
/* When it would end; "" while that is not chosen. Owned. */
char *yqq_grant_form_format_end (YqqGrantForm *self);

/* Asks the authority what it thinks of it, in the background; nothing while somebody is missing. */
void yqq_grant_form_ask (YqqGrantForm *self);
/* What the authority has found: kept until the field changes. line may be NULL. */
void yqq_grant_form_take_faults (YqqGrantForm *self, const YqqActLine *line);

/* The act of giving it. Owned. */
YqqEnterpriseAct *yqq_grant_form_create_act (YqqGrantForm *self);
/* "Authorise %s to use …", for the PIN page. Owned. */
char *yqq_grant_form_format_sentence (YqqGrantForm *self);
/* It was given: line tells which. */
void yqq_grant_form_take_grant (YqqGrantForm *self, const YqqActLine *line);
/* NULL before. */
const char *yqq_grant_form_get_code (YqqGrantForm *self);
/* What to tell the employee, to be copied or printed. Owned. */
char *yqq_grant_form_format_letter (YqqGrantForm *self);

G_END_DECLS
