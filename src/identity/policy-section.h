/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One object of a policy file while it is read: its members, and what is wrong with them. */
#pragma once

#include <json-glib/json-glib.h>

#include "identity/policy-file.h"

G_BEGIN_DECLS

typedef struct {
  YqqIdentityPolicy *policy; /* being made */
  GPtrArray *faults;
  JsonObject *object;
  const char *path; /* "" for the file itself */
  gboolean with_oidc;
} YqqPolicySection;

/* Notes a fault. */
void yqq_policy_section_blame (YqqPolicySection *self, const char *path, const char *sentence);
/* The same for a word (NULL: no text at all) that is none of those known. */
void yqq_policy_section_blame_choice (YqqPolicySection *self,
                                      const char *path,
                                      const char *word,
                                      const char *const *known);

/* Notes every member that is not among those known. */
void yqq_policy_section_check_members (YqqPolicySection *self, const char *const *known);

/* A member that has to be an object; NULL where it is absent, or after a fault. Borrowed. */
JsonObject *yqq_policy_section_get_object (YqqPolicySection *self, const char *member);

/* The same as a section of its own, whose members are checked too; FALSE where it is not there. */
gboolean yqq_policy_section_open (YqqPolicySection *self,
                                  const char *member,
                                  const char *const *known,
                                  YqqPolicySection *section);

/* An optional whole number. */
void yqq_policy_section_read_number (YqqPolicySection *self,
                                     const char *member,
                                     int minimum,
                                     int maximum,
                                     guint *value);

/* The section "oidc", where it is there. */
void yqq_policy_section_read_oidc (YqqPolicySection *root);

G_END_DECLS
