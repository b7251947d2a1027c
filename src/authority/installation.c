/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/installation.h"

#include <string.h>

#include "authority/authorisation.h"
#include "authority/store/audit.h"
#include "authority/store/certificates.h"
#include "authority/store/closings.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "crypto/certificate-request.h"
#include "crypto/random.h"
#include "protocol/problem.h"
#include "protocol/session-state.h"

/* Clocks of devices run behind: a certificate is valid a little before it is issued. */
#define BACKDATE_MS (5 * 60 * 1000)
#define SERIAL_BYTES 16

struct _YqqInstallation {
  YqqDatabase *reader;
  YqqWriter *writer;
  YqqIssuer *issuer;
  YqqPinGateService *gate;
  YqqClock *clock;
  YqqSuperseded superseded;
  gpointer superseded_data;
};

typedef struct {
  YqqInstallation *owner;
  char *person_id;
  YqqCertificateRecord *issued; /* as it stands in the end */
  char *replaced;               /* fingerprint of what it supersedes */
  gint64 now_ms;
  gboolean made;
  YqqReply reply;
  gpointer user_data;
} Job;

YqqInstallation *
yqq_installation_new (YqqDatabase *reader,
                      YqqWriter *writer,
                      YqqIssuer *issuer,
                      YqqPinGateService *gate,
                      YqqClock *clock)
{
  YqqInstallation *self = g_new0 (YqqInstallation, 1);
  self->reader = g_object_ref (reader);
  self->writer = writer;
  self->issuer = g_object_ref (issuer);
  self->gate = gate;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_installation_free (YqqInstallation *self)
{
  g_object_unref (self->reader);
  g_object_unref (self->issuer);
  yqq_clock_unref (self->clock);
  g_free (self);
}

void
yqq_installation_set_listener (YqqInstallation *self, YqqSuperseded superseded, gpointer user_data)
{
  self->superseded = superseded;
  self->superseded_data = user_data;
}

static void
free_job (Job *job)
{
  g_free (job->person_id);
  g_clear_pointer (&job->issued, yqq_certificate_record_free);
  g_free (job->replaced);
  g_free (job);
}

static void
answer (YqqInstallation *self,
        const YqqCertificateRecord *record,
        guint status,
        YqqReply reply,
        gpointer user_data)
{
  g_autoptr (YqqCertificate) certificate =
      yqq_certificate_new (record->fingerprint, record->algorithm, record->certificate,
                           yqq_issuer_get_chain (self->issuer, record->algorithm),
                           record->not_before_ms, record->not_after_ms, record->state, TRUE);
  g_autoptr (JsonObject) object = yqq_certificate_to_json (certificate);
  reply (status, object, NULL, user_data);
}

static YqqPublicKey *
check_request (const YqqInstallRequest *request, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (YqqPublicKey) key = yqq_certificate_request_check (request->request, &reason);
  if (key == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_REQUEST_REFUSED, "%s", reason->message);
    return NULL;
  }
  if (yqq_public_key_get_algorithm (key) != request->algorithm) {
    yqq_problem_error_set (error, YQQ_PROBLEM_REQUEST_REFUSED, "the key is of another algorithm");
    return NULL;
  }
  return g_steal_pointer (&key);
}

static GBytes *
issue (YqqInstallation *self, const YqqGrantRecord *grant, YqqPublicKey *key, GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_enterprises_find (self->reader, grant->enterprise_id, &enterprise, error) ||
      !yqq_people_find (self->reader, grant->person_id, &person, error))
    return NULL;
  guint8 random[SERIAL_BYTES];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) serial = g_bytes_new (random, sizeof random);
  gint64 begin = yqq_clock_get_unix_ms (self->clock) - BACKDATE_MS;
  gint64 longest = begin + YQQ_CERTIFICATE_MAX_DAYS * 86400000LL - 1000;
  YqqX509 *issuing = yqq_issuer_get_certificate (self->issuer, yqq_public_key_get_algorithm (key));
  YqqCertificateProfile profile = {
      .enterprise_name = yqq_enterprise_get_name (enterprise),
      .credit_code = yqq_enterprise_get_credit_code (enterprise),
      .person_name = person->name,
      .kind = grant->kind,
      .serial = serial,
      .not_before_ms = MAX (begin, yqq_x509_get_not_before_ms (issuing)),
      .not_after_ms = MIN (MIN (grant->not_after_ms, longest), yqq_x509_get_not_after_ms (issuing)),
      .grant_code = grant->code,
  };
  return yqq_issuer_issue (self->issuer, key, &profile, error);
}

static YqqCertificateRecord *
describe (GBytes *der, const YqqGrantRecord *grant, const YqqDevice *device, GError **error)
{
  g_autoptr (YqqX509) x509 = yqq_x509_new (der, error);
  if (x509 == NULL)
    return NULL;
  YqqCertificateRecord *record = g_new0 (YqqCertificateRecord, 1);
  record->fingerprint = g_strdup (yqq_x509_get_fingerprint (x509));
  record->grant_id = g_strdup (grant->id);
  record->device_id = g_strdup (device->id);
  record->algorithm = yqq_x509_get_algorithm (x509);
  record->serial = g_strdup (yqq_x509_get_serial (x509));
  record->key_thumbprint = yqq_public_key_thumbprint (yqq_x509_get_public_key (x509));
  record->certificate = g_bytes_ref (der);
  record->not_before_ms = yqq_x509_get_not_before_ms (x509);
  record->not_after_ms = yqq_x509_get_not_after_ms (x509);
  return record;
}

static gboolean
find_replaced (YqqDatabase *database, Job *job, GError **error)
{
  g_autoptr (GPtrArray) others = yqq_certificates_list (database, job->issued->grant_id, error);
  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len; i++) {
    const YqqCertificateRecord *other = g_ptr_array_index (others, i);
    if (other->state == YQQ_ISSUED_STATE_ACTIVE && other->algorithm == job->issued->algorithm &&
        strcmp (other->device_id, job->issued->device_id) == 0)
      job->replaced = g_strdup (other->fingerprint);
  }
  return TRUE;
}

/* What an enterprise's people hold belongs to its own record. */
static gboolean
record (YqqDatabase *database, const Job *job, const char *enterprise_id, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_string_member (detail, "grant", job->issued->grant_id);
  const YqqAuditEntry entry = {
      .enterprise_id = enterprise_id,
      .act = "install",
      .actor = job->person_id,
      .subject = job->issued->fingerprint,
      .detail = detail,
  };
  return yqq_audit_append (database, &entry, job->now_ms, error);
}

/* The device may have logged out while the request waited here. */
static gboolean
hold_device (YqqDatabase *database, const Job *job, GError **error)
{
  gboolean active = FALSE;
  if (!yqq_devices_hold (database, job->issued->device_id, &active, error))
    return FALSE;
  if (!active)
    yqq_problem_error_set (error, YQQ_PROBLEM_DEVICE_REVOKED, NULL);
  return active;
}

/* Whatever is connected with what a certificate replaces has to end, at every process. */
static gboolean
close_sessions (YqqDatabase *database, const Job *job, GError **error)
{
  return job->replaced == NULL ||
         yqq_closings_add (database, job->person_id,
                           yqq_session_reason_to_nick (YQQ_SESSION_REASON_GRANT_CHANGED),
                           job->now_ms, error);
}

static gboolean
do_install (YqqDatabase *database, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (YqqGrantRecord) grant = NULL;
  g_autoptr (YqqCertificateRecord) there = NULL;
  job->made = FALSE;
  g_clear_pointer (&job->replaced, g_free);
  /* What was allowed when it was asked may have been withdrawn while it waited here. */
  YqqDevice device = {.person_id = job->person_id};
  if (!hold_device (database, job, error) ||
      !yqq_grants_find (database, job->issued->grant_id, &grant, error) ||
      !yqq_authorise_install (&device, grant, TRUE, job->now_ms, error) ||
      !yqq_certificates_find_by_key (database, job->issued->grant_id, job->issued->device_id,
                                     job->issued->key_thumbprint, &there, error))
    return FALSE;
  if (there != NULL) {
    g_clear_pointer (&job->issued, yqq_certificate_record_free);
    job->issued = g_steal_pointer (&there);
    return TRUE;
  }
  job->made = TRUE;
  return find_replaced (database, job, error) &&
         yqq_certificates_add (database, job->issued, job->now_ms, error) &&
         close_sessions (database, job, error) &&
         record (database, job, grant->enterprise_id, error);
}

static void
on_installed (const GError *error, gpointer data)
{
  Job *job = data;
  YqqInstallation *self = job->owner;
  if (g_error_matches (error, YQQ_STORE_ERROR, YQQ_STORE_ERROR_CONFLICT)) {
    g_autoptr (GError) problem = yqq_problem_error_new (
        YQQ_PROBLEM_REQUEST_REFUSED, "this key had a certificate here before: make a new one");
    job->reply (0, NULL, problem, job->user_data);
  } else if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    if (job->replaced != NULL && self->superseded != NULL)
      self->superseded (job->replaced, self->superseded_data);
    answer (self, job->issued, job->made ? 201 : 200, job->reply, job->user_data);
  }
  free_job (job);
}

/* The certificate that this very key already has, NULL if none. */
static gboolean
find_earlier (YqqInstallation *self,
              const YqqDevice *device,
              const YqqGrantRecord *grant,
              YqqPublicKey *key,
              YqqCertificateRecord **earlier,
              GError **error)
{
  g_autofree char *thumbprint = yqq_public_key_thumbprint (key);
  return yqq_certificates_find_by_key (self->reader, grant->id, device->id, thumbprint, earlier,
                                       error);
}

static YqqCertificateRecord *
prepare (YqqInstallation *self,
         const YqqDevice *device,
         const char *grant_id,
         const YqqInstallRequest *request,
         gboolean *earlier,
         GError **error)
{
  g_autoptr (YqqGrantRecord) grant = NULL;
  if (!yqq_grants_find (self->reader, grant_id, &grant, error))
    return NULL;
  gboolean confirmed =
      yqq_pin_gate_service_is_confirmed (self->gate, device->id, YQQ_PIN_PURPOSE_INSTALL, grant_id);
  if (!yqq_authorise_install (device, grant, confirmed, yqq_clock_get_unix_ms (self->clock), error))
    return NULL;
  g_autoptr (YqqPublicKey) key = check_request (request, error);
  if (key == NULL)
    return NULL;
  YqqCertificateRecord *there = NULL;
  if (!find_earlier (self, device, grant, key, &there, error))
    return NULL;
  *earlier = there != NULL;
  if (there != NULL)
    return there;
  g_autoptr (GBytes) der = issue (self, grant, key, error);
  return der != NULL ? describe (der, grant, device, error) : NULL;
}

void
yqq_installation_install (YqqInstallation *self,
                          const YqqDevice *device,
                          const char *grant_id,
                          const YqqInstallRequest *request,
                          YqqReply reply,
                          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean earlier = FALSE;
  YqqCertificateRecord *issued = prepare (self, device, grant_id, request, &earlier, &error);
  if (issued == NULL) {
    reply (0, NULL, error, user_data);
    return;
  }
  if (earlier) {
    answer (self, issued, 200, reply, user_data);
    yqq_certificate_record_free (issued);
    return;
  }
  Job *job = g_new0 (Job, 1);
  job->owner = self;
  job->person_id = g_strdup (device->person_id);
  job->issued = issued;
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_install, on_installed, job);
}
