/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an enterprise's offers and proposals a person sees in its overview. */
#pragma once

#include "authority/store/devices.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

/* Those who administer the enterprise see all offers, everybody else the ones that are theirs. */
gboolean yqq_waiting_view_add_transfers (YqqDatabase *database,
                                         const char *person_id,
                                         YqqEnterpriseOverview *overview,
                                         gint64 now_ms,
                                         GError **error);

/* The two-person rule and what waits under it; for those who administer the enterprise. */
gboolean yqq_waiting_view_add_proposals (YqqDatabase *database,
                                         const char *person_id,
                                         YqqEnterpriseOverview *overview,
                                         gint64 now_ms,
                                         GError **error);

/* GET …/proposals/{proposal}; data: its id. Of the shape of YqqAnswer. */
JsonObject *yqq_waiting_view_read_act (YqqDatabase *database,
                                       const YqqDevice *device,
                                       const char *enterprise_id,
                                       gpointer data,
                                       gint64 now_ms,
                                       GError **error);

G_END_DECLS
