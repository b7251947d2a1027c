/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One enterprise as those who look after it see it: users, quota, offers, proposals, and the acts.
 */
#pragma once

#include <gio/gio.h>

#include "app/authorised-user-entry.h"
#include "app/users-filter.h"
#include "base/secret-bytes.h"
#include "protocol/act-result.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"
#include "protocol/service-desk.h"

G_BEGIN_DECLS

/* Abstract: the application uses the live one, tests a small one of their own. Belongs to the main
 * context. Signals: changed, after anything below did. */
#define YQQ_TYPE_ADMINISTRATION (yqq_administration_get_type ())
G_DECLARE_DERIVABLE_TYPE (YqqAdministration, yqq_administration, YQQ, ADMINISTRATION, GObject)

typedef void (*YqqAdministrationProgress) (gint64 done, gint64 total, gpointer user_data);

/* All asynchronous; each task ends in the finish function of its name. */
struct _YqqAdministrationClass {
  GObjectClass parent_class;

  void (*refresh) (YqqAdministration *self);
  gboolean (*needs_pin) (YqqAdministration *self, YqqActKind kind);
  gboolean (*can_sign) (YqqAdministration *self);
  void (*forget_pin) (YqqAdministration *self);
  void (*perform_async) (YqqAdministration *self,
                         YqqEnterpriseAct *act,
                         YqqSecretBytes *pin,
                         GTask *task);
  void (*check_async) (YqqAdministration *self, GPtrArray *drafts, GTask *task);
  void (*reveal_async) (YqqAdministration *self,
                        const char *grant_id,
                        YqqSecretBytes *pin,
                        GTask *task);
  void (*find_person_async) (YqqAdministration *self, const YqqPersonQuery *query, GTask *task);
  void (*export_audit_async) (YqqAdministration *self,
                              GFile *file,
                              YqqAdministrationProgress progress,
                              gpointer progress_data,
                              GTask *task);
};

const char *yqq_administration_get_enterprise_id (YqqAdministration *self);
const char *yqq_administration_get_enterprise_name (YqqAdministration *self);
/* TRUE while the authority is being asked. */
gboolean yqq_administration_get_busy (YqqAdministration *self);
/* What keeps it from being up to date, or NULL. Borrowed. */
const GError *yqq_administration_get_trouble (YqqAdministration *self);
/* NULL until the authority has answered. Borrowed. */
const YqqEnterpriseOverview *yqq_administration_get_overview (YqqAdministration *self);
/* Of YqqAuthorisedUserEntry, newest first; grows page by page. Borrowed, the same for life. */
GListModel *yqq_administration_get_users (YqqAdministration *self);
/* TRUE once the last page is there. */
gboolean yqq_administration_get_users_complete (YqqAdministration *self);
/* Borrowed or NULL. */
YqqAuthorisedUserEntry *yqq_administration_find_user (YqqAdministration *self,
                                                      const char *grant_id);

/* Who shall be shown when somebody looks at the users next; 0 (all) before anybody asked. Taking
 * the wish forgets it. */
void yqq_administration_wish_users (YqqAdministration *self, YqqUsersChoice choice);
YqqUsersChoice yqq_administration_take_wished_users (YqqAdministration *self);

/* Asks for everything anew. */
void yqq_administration_refresh (YqqAdministration *self);
/* Whether an act of that kind would need the PIN now. */
gboolean yqq_administration_needs_pin (YqqAdministration *self, YqqActKind kind);
/* FALSE: no certificate of the enterprise is installed on this device, so no act can be signed. */
gboolean yqq_administration_can_sign (YqqAdministration *self);
/* The person has left the computer: the next act asks for the PIN. */
void yqq_administration_forget_pin (YqqAdministration *self);

/* As yqq_act_signer_perform_async; afterwards everything is refreshed. */
void yqq_administration_perform_async (YqqAdministration *self,
                                       YqqEnterpriseAct *act,
                                       YqqSecretBytes *pin,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
YqqActResult *
yqq_administration_perform_finish (YqqAdministration *self, GAsyncResult *result, GError **error);
void yqq_administration_check_async (YqqAdministration *self,
                                     GPtrArray *drafts,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
YqqActResult *
yqq_administration_check_finish (YqqAdministration *self, GAsyncResult *result, GError **error);
/* The authority wants the PIN as for adding: pin may be NULL where that needs none. */
void yqq_administration_reveal_async (YqqAdministration *self,
                                      const char *grant_id,
                                      YqqSecretBytes *pin,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
YqqRevealedUser *
yqq_administration_reveal_finish (YqqAdministration *self, GAsyncResult *result, GError **error);
/* At its service desk: who stands there, by their document. */
void yqq_administration_find_person_async (YqqAdministration *self,
                                           const YqqPersonQuery *query,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
YqqFoundPerson *yqq_administration_find_person_finish (YqqAdministration *self,
                                                       GAsyncResult *result,
                                                       GError **error);
void yqq_administration_export_audit_async (YqqAdministration *self,
                                            GFile *file,
                                            YqqAdministrationProgress progress,
                                            gpointer progress_data,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean yqq_administration_export_audit_finish (YqqAdministration *self,
                                                 GAsyncResult *result,
                                                 GError **error);

/* For implementations: each tells the pages. */
void yqq_administration_set_enterprise (YqqAdministration *self, const char *id, const char *name);
void yqq_administration_set_busy (YqqAdministration *self, gboolean busy);
void yqq_administration_set_trouble (YqqAdministration *self, const GError *trouble);
/* Takes overview. */
void yqq_administration_take_overview (YqqAdministration *self, YqqEnterpriseOverview *overview);
/* users: YqqAuthorisedUser. first: these are the first page and replace what was there (rows that
 * did not change keep their places, so that a list does not jump). */
void yqq_administration_add_users (YqqAdministration *self,
                                   GPtrArray *users,
                                   gboolean first,
                                   gboolean last);

G_END_DECLS
