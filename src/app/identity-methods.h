/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that this application has a panel for, with the words people read of them. */
#pragma once

#include "app/identity-flow.h"
#include "app/identity-panel.h"
#include "app/page-factory.h"

G_BEGIN_DECLS

/* Makes the panel, floating. */
typedef YqqIdentityPanel *(*YqqIdentityPanelMaker) (const YqqPageParts *parts,
                                                    YqqIdentityFlow *flow);

typedef struct {
  const char *nick; /* on the wire */
  const char *icon;
  const char *name;                    /* to be translated */
  const char *what_it_takes;           /* to be translated: what a person needs for it */
  YqqIdentityPanelMaker make;          /* NULL: nothing to be done by the person */
  const char *(*find_obstacle) (void); /* why this computer cannot do it; NULL: it always can */
} YqqIdentityMethod;

/* NULL for a method that this version does not know. Static. */
const YqqIdentityMethod *yqq_identity_method_find (const char *nick);

/* FALSE where a method of the way is not known here. */
gboolean yqq_identity_way_is_known (const char *const *way);
/* Why this computer cannot go the way, with the method that it is about; NULL where it can. */
const char *yqq_identity_way_find_obstacle (const char *const *way, const char **method);
/* "Staff code", "This computer and face". Owned. */
char *yqq_identity_way_format_name (const char *const *way);
/* What a person needs for it. Owned. */
char *yqq_identity_way_format_needs (const char *const *way);
/* Of the first method that asks something of the person. */
const char *yqq_identity_way_get_icon (const char *const *way);
/* Why a method cannot be used now and what to do about it, by the authority's nick. Static. */
const char *yqq_identity_unavailable_get_text (const char *reason);

G_END_DECLS
