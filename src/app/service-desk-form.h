/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reviewer reads off the document of whoever stands before them, and what it is for. */
#pragma once

#include "protocol/enterprise-act.h"
#include "protocol/service-desk.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_DESK_NAME,
  YQQ_DESK_ID_NUMBER,
  YQQ_DESK_SEEN,
} YqqDeskField;
#define YQQ_DESK_FIELD_COUNT 3

/* What the person wants: a code for one of the purposes of identity/policy.h, or a key taken out.
 */
#define YQQ_DESK_MATTER_COUNT 8
const char *yqq_desk_matter_get_name (guint matter);
/* NULL for the last one, which makes no code. */
const char *yqq_desk_matter_get_purpose (guint matter);
/* What somebody wants who needs a code for the purpose; NULL for an unknown one. */
const char *yqq_desk_matter_find_name (const char *purpose);

typedef struct {
  char *name;
  YqqIdType id_type;
  char *id_number;
  guint matter;
  gboolean seen; /* "I have the person and the original document before me" */
} YqqServiceDeskForm;

YqqServiceDeskForm *yqq_service_desk_form_new (void);
void yqq_service_desk_form_free (YqqServiceDeskForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqServiceDeskForm, yqq_service_desk_form_free)

/* Texts as they will be sent: without spaces around, the number without any and in upper case. */
void yqq_service_desk_form_set (YqqServiceDeskForm *self,
                                const char *name,
                                YqqIdType id_type,
                                const char *id_number,
                                guint matter,
                                gboolean seen);
/* What is wrong with a field and how to put it right; NULL if nothing is. Static. */
const char *yqq_service_desk_form_check (const YqqServiceDeskForm *self, YqqDeskField field);

/* The act about somebody who was found; key: id of theirs where one is to be taken out, else NULL.
 * Owned. */
YqqEnterpriseAct *yqq_service_desk_form_create_act (const YqqServiceDeskForm *self,
                                                    const char *enterprise,
                                                    const YqqFoundPerson *person,
                                                    const char *key);
/* For the PIN page: what is about to happen, to whom. Owned. */
char *yqq_service_desk_form_format_sentence (const YqqServiceDeskForm *self);
/* What the person takes along: the code, what it is for and until when. Owned. */
char *yqq_service_desk_form_format_slip (const YqqServiceDeskForm *self,
                                         const char *code,
                                         gint64 until_ms);

G_END_DECLS
