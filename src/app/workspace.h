/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the pages know and ask of the world outside them: who is logged in where, with which
 * certificates. */
#pragma once

#include <gio/gio.h>

#include "app/account-office.h"
#include "app/administration.h"
#include "app/certificate-entry.h"
#include "app/face-office.h"
#include "app/identity-office.h"
#include "app/key-office.h"
#include "app/scan-session.h"
#include "base/secret-bytes.h"
#include "client/install-certificate.h"
#include "client/log-in.h"
#include "client/replace-pin.h"
#include "protocol/me.h"
#include "wallet/pin-policy.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_PHASE_STARTING,
  YQQ_PHASE_KEYRING_LOCKED,
  YQQ_PHASE_KEYRING_ABSENT,
  YQQ_PHASE_LOGGED_OUT,
  YQQ_PHASE_LOCKED, /* logged in, but nothing of the person is shown or held */
  YQQ_PHASE_LOGGED_IN,
} YqqPhase;

/* Abstract: the application uses the live one, tests a small one of their own. Belongs to the main
 * context. Signals: changed, after anything below did; phase-changed. */
#define YQQ_TYPE_WORKSPACE (yqq_workspace_get_type ())
G_DECLARE_DERIVABLE_TYPE (YqqWorkspace, yqq_workspace, YQQ, WORKSPACE, GObject)

/* All asynchronous; every callback's result goes to yqq_workspace_finish, or to the one finish
 * function that is named. */
struct _YqqWorkspaceClass {
  GObjectClass parent_class;

  void (*start) (YqqWorkspace *self);
  void (*unlock_keyring) (YqqWorkspace *self);
  void (*refresh) (YqqWorkspace *self);
  void (*connect_async) (YqqWorkspace *self, const char *address, GTask *task);
  void (*fetch_demonstration_async) (YqqWorkspace *self, GTask *task);
  void (*log_in_async) (YqqWorkspace *self, const YqqLogInDetails *details, GTask *task);
  void (*log_out_async) (YqqWorkspace *self, gboolean only_here, GTask *task);
  void (*set_pin_async) (YqqWorkspace *self, YqqSecretBytes *pin, GTask *task);
  void (*replace_pin_async) (YqqWorkspace *self,
                             YqqSecretBytes *pin,
                             const char *identity,
                             YqqReplacePinProgress progress,
                             gpointer progress_data,
                             GTask *task);
  void (*change_pin_async) (YqqWorkspace *self,
                            YqqSecretBytes *old_pin,
                            YqqSecretBytes *new_pin,
                            GTask *task);
  void (*dispute_device_async) (YqqWorkspace *self, const char *device_id, GTask *task);
  void (*install_async) (YqqWorkspace *self,
                         const char *grant_id,
                         YqqAlgorithm algorithm,
                         YqqSecretBytes *pin,
                         YqqInstallProgress progress,
                         gpointer progress_data,
                         GTask *task);
  YqqScanSession *(*create_session) (YqqWorkspace *self);
  YqqAdministration *(*create_administration) (YqqWorkspace *self, YqqEnterprise *enterprise);
  gboolean (*check_pin) (YqqWorkspace *self, YqqSecretBytes *pin, YqqPinWeakness *weakness);
  YqqIdentityOffice *(*get_identity_office) (YqqWorkspace *self);
  YqqKeyOffice *(*get_key_office) (YqqWorkspace *self);
  YqqAccountOffice *(*get_account_office) (YqqWorkspace *self);
  YqqIdentityOffice *(*create_log_in_office) (YqqWorkspace *self, const YqqLogInDetails *details);
  void (*enter) (YqqWorkspace *self);
  YqqFaceOffice *(*get_face_office) (YqqWorkspace *self);
  void (*lock) (YqqWorkspace *self);
  void (*unlock_async) (YqqWorkspace *self, YqqSecretBytes *pin, GTask *task);
  void (*reopen) (YqqWorkspace *self);
  void (*stop) (YqqWorkspace *self);
};

YqqPhase yqq_workspace_get_phase (YqqWorkspace *self);
/* TRUE while the authority is being asked. */
gboolean yqq_workspace_get_busy (YqqWorkspace *self);
/* What keeps it from being up to date, or NULL. Borrowed. */
const GError *yqq_workspace_get_trouble (YqqWorkspace *self);
/* NULL until the authority has answered. */
const char *yqq_workspace_get_authority_name (YqqWorkspace *self);
/* NULL: the one that this program brings along. */
const char *yqq_workspace_get_authority_address (YqqWorkspace *self);
const char *yqq_workspace_get_authority_origin (YqqWorkspace *self);
gboolean yqq_workspace_get_demonstration (YqqWorkspace *self);
/* NULL while nobody is logged in. */
const char *yqq_workspace_get_person_name (YqqWorkspace *self);
/* Of the document that the person logged in with; a resident's where that is not known. */
YqqIdType yqq_workspace_get_id_type (YqqWorkspace *self);
/* What the authority last said of the person, or NULL. Borrowed. */
const YqqMe *yqq_workspace_get_me (YqqWorkspace *self);
/* TRUE once a PIN was set on this device. */
gboolean yqq_workspace_get_pin_set (YqqWorkspace *self);
/* TRUE once the certificates are known, from the authority or from this device. */
gboolean yqq_workspace_get_loaded (YqqWorkspace *self);
/* Of YqqCertificateEntry: those of the chosen enterprise. Borrowed, the same for life. */
GListModel *yqq_workspace_get_certificates (YqqWorkspace *self);
/* Of every enterprise. */
GListModel *yqq_workspace_get_all_certificates (YqqWorkspace *self);
/* Borrowed or NULL. */
YqqCertificateEntry *yqq_workspace_find_certificate (YqqWorkspace *self, const char *grant_id);
/* How many certificates, of every enterprise, are to be made anew because another PIN was set. */
guint yqq_workspace_count_stale (YqqWorkspace *self);
/* TRUE if one certificate here can sign now. */
gboolean yqq_workspace_can_sign (YqqWorkspace *self);

/* Shows one enterprise's certificates only; NULL: those of all. */
void yqq_workspace_choose_enterprise (YqqWorkspace *self, const char *enterprise_id);
const char *yqq_workspace_get_enterprise_id (YqqWorkspace *self);
/* FALSE until the person has chosen; those of all are shown meanwhile. */
gboolean yqq_workspace_get_enterprise_chosen (YqqWorkspace *self);
/* Of the chosen enterprise; where all are shown, of the only one that the person looks after. NULL
 * where they are neither administrator nor legal representative. Changes with the choice and with
 * what the authority says of the person: whoever shows it then goes back. Borrowed. */
YqqAdministration *yqq_workspace_get_administration (YqqWorkspace *self);
/* Of any enterprise the person belongs to, NULL for others: who looks after nothing there sees and
 * answers what was offered to them, and no more. Owned. */
YqqAdministration *yqq_workspace_dup_administration_of (YqqWorkspace *self,
                                                        const char *enterprise_id);

/* The session of this window, or NULL; at most one. Borrowed. */
YqqScanSession *yqq_workspace_get_session (YqqWorkspace *self);
void yqq_workspace_set_session (YqqWorkspace *self, YqqScanSession *session);

void yqq_workspace_start (YqqWorkspace *self);
void yqq_workspace_unlock_keyring (YqqWorkspace *self);
void yqq_workspace_refresh (YqqWorkspace *self);

/* Goes to another authority; address as yqq_authority_connection_new takes it, NULL for our own. */
void yqq_workspace_connect_async (YqqWorkspace *self,
                                  const char *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void yqq_workspace_fetch_demonstration_async (YqqWorkspace *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
/* An owned array of YqqDemonstrationPerson. */
GPtrArray *
yqq_workspace_fetch_demonstration_finish (YqqWorkspace *self, GAsyncResult *result, GError **error);
void yqq_workspace_log_in_async (YqqWorkspace *self,
                                 const YqqLogInDetails *details,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* only_here: even if the authority cannot be told. */
void yqq_workspace_log_out_async (YqqWorkspace *self,
                                  gboolean only_here,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void yqq_workspace_set_pin_async (YqqWorkspace *self,
                                  YqqSecretBytes *pin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* As yqq_wallet_change_pin_async. */
void yqq_workspace_change_pin_async (YqqWorkspace *self,
                                     YqqSecretBytes *old_pin,
                                     YqqSecretBytes *new_pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* As yqq_replace_pin_async. */
void yqq_workspace_replace_pin_async (YqqWorkspace *self,
                                      YqqSecretBytes *pin,
                                      const char *identity,
                                      YqqReplacePinProgress progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* One of the person's devices is taken out; where it is this one, it is logged out. */
void yqq_workspace_dispute_device_async (YqqWorkspace *self,
                                         const char *device_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void yqq_workspace_install_async (YqqWorkspace *self,
                                  const char *grant_id,
                                  YqqAlgorithm algorithm,
                                  YqqSecretBytes *pin,
                                  YqqInstallProgress progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Opens what yqq_workspace_lock closed, if the PIN is right. Errors: as unlocking a wallet. */
void yqq_workspace_unlock_async (YqqWorkspace *self,
                                 YqqSecretBytes *pin,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Ends everything above except the demonstration's. */
gboolean yqq_workspace_finish (YqqWorkspace *self, GAsyncResult *result, GError **error);

/* A session that waits to be claimed. Owned. */
YqqScanSession *yqq_workspace_create_session (YqqWorkspace *self);
/* Whether the person may have this PIN. */
gboolean
yqq_workspace_check_pin (YqqWorkspace *self, YqqSecretBytes *pin, YqqPinWeakness *weakness);
/* The desk that verifies who somebody is. Borrowed. */
YqqIdentityOffice *yqq_workspace_get_identity_office (YqqWorkspace *self);
/* Where the person's security keys are kept. Borrowed. */
YqqKeyOffice *yqq_workspace_get_key_office (YqqWorkspace *self);
/* Where the person's accounts are linked. Borrowed. */
YqqAccountOffice *yqq_workspace_get_account_office (YqqWorkspace *self);

/* The desk at which somebody logs in by whatever way the authority takes, or, where somebody is
 * logged in here already, does so anew and keeps certificates and PIN. Owned. */
YqqIdentityOffice *yqq_workspace_create_log_in_office (YqqWorkspace *self,
                                                       const YqqLogInDetails *details);
/* Once that desk is satisfied: shows whose certificates these are. */
void yqq_workspace_enter (YqqWorkspace *self);
/* Where the person's face is kept, if it is. Borrowed. */
YqqFaceOffice *yqq_workspace_get_face_office (YqqWorkspace *self);

/* Forgets everything that was fetched of the person, and shows nothing until it is unlocked. Does
 * nothing unless somebody is logged in. */
void yqq_workspace_lock (YqqWorkspace *self);
/* Opens it again for whoever has shown by other means who they are. */
void yqq_workspace_reopen (YqqWorkspace *self);

/* Lets go of everything outside (the embedded authority ends). */
void yqq_workspace_stop (YqqWorkspace *self);

/* For implementations: each tells the pages. */
void yqq_workspace_set_phase (YqqWorkspace *self, YqqPhase phase);
void yqq_workspace_set_busy (YqqWorkspace *self, gboolean busy);
void yqq_workspace_set_trouble (YqqWorkspace *self, const GError *trouble);
void yqq_workspace_set_authority (YqqWorkspace *self,
                                  const char *address,
                                  const char *name,
                                  const char *origin,
                                  gboolean demonstration);
void yqq_workspace_set_person_name (YqqWorkspace *self, const char *name);
/* What this computer knows of it; what the authority says of the person comes before it. */
void yqq_workspace_set_id_type (YqqWorkspace *self, YqqIdType type);
/* Nobody has chosen any more. */
void yqq_workspace_forget_enterprise (YqqWorkspace *self);
/* Takes me. */
void yqq_workspace_take_me (YqqWorkspace *self, YqqMe *me);
/* What a PIN page has just learned; -1, nothing, is ignored. */
void yqq_workspace_set_pin_tries_left (YqqWorkspace *self, int tries_left);
void yqq_workspace_set_pin_set (YqqWorkspace *self, gboolean pin_set);
/* items: YqqCertificateEntry; NULL: not known. */
void yqq_workspace_set_certificates (YqqWorkspace *self, GPtrArray *items);

G_END_DECLS
