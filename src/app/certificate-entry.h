/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One grant with what this device holds for it: what a card and the detail page show. */
#pragma once

#include "model/grant.h"

G_BEGIN_DECLS

/* A certificate of this device, as far as people look at it. */
typedef struct {
  YqqAlgorithm algorithm;
  char *fingerprint;
  char *serial;
  char *issuer;
  gint64 not_before_ms;
  gint64 not_after_ms;
  gboolean stale; /* its key is sealed under a PIN that is gone */
} YqqInstalledCertificate;

YqqInstalledCertificate *yqq_installed_certificate_new (YqqAlgorithm algorithm,
                                                        const char *fingerprint,
                                                        const char *serial,
                                                        const char *issuer,
                                                        gint64 not_before_ms,
                                                        gint64 not_after_ms);
void yqq_installed_certificate_free (YqqInstalledCertificate *self);

/* What can be done next with a certificate. */
typedef enum {
  YQQ_NEXT_NOTHING,
  YQQ_NEXT_INSTALL,
  YQQ_NEXT_REINSTALL,
  YQQ_NEXT_SET_PIN,
} YqqNextAct;

/* Immutable; a refresh makes new ones. */
#define YQQ_TYPE_CERTIFICATE_ENTRY (yqq_certificate_entry_get_type ())
G_DECLARE_FINAL_TYPE (YqqCertificateEntry, yqq_certificate_entry, YQQ, CERTIFICATE_ENTRY, GObject)

/* installed: YqqInstalledCertificate (owned by the array, held by reference), NULL for none. */
YqqCertificateEntry *
yqq_certificate_entry_new (YqqGrant *grant, GPtrArray *installed, gboolean pin_set, gint64 now_ms);

YqqGrant *yqq_certificate_entry_get_grant (YqqCertificateEntry *self);
const char *yqq_certificate_entry_get_id (YqqCertificateEntry *self);
const char *yqq_certificate_entry_get_enterprise (YqqCertificateEntry *self);
YqqCertificateState yqq_certificate_entry_get_state (YqqCertificateEntry *self);
YqqNextAct yqq_certificate_entry_get_next_act (YqqCertificateEntry *self);
/* When it was looked at (the time that state and texts are about). */
gint64 yqq_certificate_entry_get_now_ms (YqqCertificateEntry *self);
/* Of YqqInstalledCertificate, never NULL. */
GPtrArray *yqq_certificate_entry_get_installed (YqqCertificateEntry *self);
/* Borrowed or NULL. */
const YqqInstalledCertificate *yqq_certificate_entry_find (YqqCertificateEntry *self,
                                                           YqqAlgorithm algorithm);
/* TRUE if a certificate of the algorithm can be installed (also beside one of the other). */
gboolean yqq_certificate_entry_can_install (YqqCertificateEntry *self, YqqAlgorithm algorithm);
/* TRUE if it was renewed before it ended: installed again, it lasts as long as the grant. */
gboolean yqq_certificate_entry_get_renewed (YqqCertificateEntry *self);
/* How many of the certificates here are to be made anew under the PIN that counts now, and can be.
 */
guint yqq_certificate_entry_count_stale (YqqCertificateEntry *self);
/* TRUE if it can sign now. */
gboolean yqq_certificate_entry_get_usable (YqqCertificateEntry *self);

G_END_DECLS
