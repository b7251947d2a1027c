/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate as a card: enterprise largest, kind, code, validity, state; leads to its page. */
#pragma once

#include "app/certificate-entry.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YQQ_TYPE_CERTIFICATE_CARD (yqq_certificate_card_get_type ())
G_DECLARE_FINAL_TYPE (YqqCertificateCard, yqq_certificate_card, YQQ, CERTIFICATE_CARD, GtkButton)

/* Activates win.certificate with the grant's id. */
GtkWidget *yqq_certificate_card_new (YqqCertificateEntry *item);

G_END_DECLS
