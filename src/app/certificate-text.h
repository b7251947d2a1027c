/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, icons and tones for certificates and roles. Texts are static unless they are owned. */
#pragma once

#include "app/certificate-entry.h"
#include "app/status-pill.h"

G_BEGIN_DECLS

const char *yqq_certificate_state_get_word (YqqCertificateState state);
const char *yqq_certificate_state_get_icon (YqqCertificateState state);
YqqTone yqq_certificate_state_get_tone (YqqCertificateState state);
/* What its state means and what to do, in a sentence. */
const char *yqq_certificate_entry_get_sentence (YqqCertificateEntry *entry);

/* "Enterprise certificate" or "Employee certificate". */
const char *yqq_certificate_kind_get_name (YqqCertificateKind kind);
/* The label of the button for it; NULL for nothing. */
const char *yqq_next_act_get_label (YqqNextAct act);
/* "SM2 with SM3 (default)" … */
const char *yqq_algorithm_get_name (YqqAlgorithm algorithm);
/* The roles of a bit set, joined. Owned. */
char *yqq_roles_format (guint roles);
/* "1 March 2026 – 1 March 2028". Owned. */
char *yqq_validity_format (gint64 not_before_ms, gint64 not_after_ms);

G_END_DECLS
