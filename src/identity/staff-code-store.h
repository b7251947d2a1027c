/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where staff codes and wrong tries are kept, as the staff code's provider needs it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A code that has been given out and not been used: never the code itself. */
typedef struct {
  char *id;
  GBytes *salt;
  GBytes *digest;
  char *purpose;      /* what it was given for; NULL: whatever it is asked for */
  char *confirmed_by; /* the member of staff who saw the person; may be NULL */
  gint64 expires_at_ms;
  gboolean voided; /* a newer one for the same purpose has taken its place */
} YqqStaffCodeRecord;

void yqq_staff_code_record_free (YqqStaffCodeRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqStaffCodeRecord, yqq_staff_code_record_free)

#define YQQ_TYPE_STAFF_CODE_STORE (yqq_staff_code_store_get_type ())
G_DECLARE_INTERFACE (YqqStaffCodeStore, yqq_staff_code_store, YQQ, STAFF_CODE_STORE, GObject)

/* All of it within the caller's transaction; FALSE or NULL with the store's own error. */
struct _YqqStaffCodeStoreInterface {
  GTypeInterface parent;
  /* Keeps a new code, voids the person's unused ones for the same purpose (none for a code for
   * whatever it is asked for), and forgets their wrong tries. */
  gboolean (*add) (YqqStaffCodeStore *self,
                   const char *person_id,
                   const YqqStaffCodeRecord *record,
                   GError **error);
  /* The person's unused codes (YqqStaffCodeRecord), expired and voided ones too for as long as they
   * are kept; owned. */
  GPtrArray *(*list_unused) (YqqStaffCodeStore *self, const char *person_id, GError **error);
  gboolean (*get_wrong_tries) (YqqStaffCodeStore *self,
                               const char *person_id,
                               guint *wrong_tries,
                               GError **error);
  /* Counts one more wrong try and says how many there are now. */
  gboolean (*count_wrong_try) (YqqStaffCodeStore *self,
                               const char *person_id,
                               guint *wrong_tries,
                               GError **error);
  /* Uses the code up and forgets the person's wrong tries. */
  gboolean (*consume) (YqqStaffCodeStore *self,
                       const char *person_id,
                       const char *record_id,
                       gint64 at_ms,
                       GError **error);
};

G_END_DECLS
