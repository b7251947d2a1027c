/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/face-desk.h"

#include "authority/face-verifier.h"
#include "authority/store/audit.h"
#include "authority/store/notices.h"
#include "identity/face-evidence.h"
#include "identity/method.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_ENROL_FACE

struct _YqqFaceDesk {
  YqqWriter *writer;
  YqqIdentityDesk *identity;
  YqqClock *clock;
};

/* One change; enrolled's model is NULL where something is taken away. */
typedef struct {
  YqqFaceDesk *desk;
  YqqFaceRecord *face;
  char *identity;
  char *label; /* the device's */
  GError *problem;
  YqqReply reply;
  gpointer user_data;
} Change;

static Change *
change_new (YqqFaceDesk *desk, const YqqDevice *device, YqqReply reply, gpointer user_data)
{
  Change *change = g_new0 (Change, 1);
  change->desk = desk;
  change->face = g_new0 (YqqFaceRecord, 1);
  change->face->device_id = g_strdup (device->id);
  change->face->person_id = g_strdup (device->person_id);
  change->face->enrolled_at_ms = yqq_clock_get_unix_ms (desk->clock);
  change->label = g_strdup (device->label);
  change->reply = reply;
  change->user_data = user_data;
  return change;
}

static void
change_free (Change *change)
{
  yqq_face_record_free (change->face);
  g_free (change->identity);
  g_free (change->label);
  g_clear_error (&change->problem);
  g_free (change);
}

static gboolean
record (YqqDatabase *database,
        const Change *change,
        const char *act,
        YqqNoticeKind kind,
        GError **error)
{
  const YqqFaceRecord *face = change->face;
  return yqq_notices_tell_person (database, face->person_id, kind, face->device_id, change->label,
                                  face->enrolled_at_ms, error) &&
         yqq_audit_add (database, face->person_id, act, face->device_id, face->enrolled_at_ms,
                        error);
}

static gboolean
do_enrol (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  const YqqFaceRecord *face = change->face;
  g_clear_error (&change->problem);
  if (!yqq_identity_desk_consume (change->desk->identity, database, change->identity,
                                  face->person_id, face->device_id, PURPOSE, NULL,
                                  face->enrolled_at_ms, &change->problem, error))
    return FALSE;
  return change->problem != NULL ||
         (yqq_faces_put (database, face, error) &&
          record (database, change, "face-enrol", YQQ_NOTICE_FACE_ENROLLED, error));
}

static void
on_enrolled (const GError *error, gpointer data)
{
  Change *change = data;
  const GError *problem = error != NULL ? error : change->problem;
  const YqqFaceReceipt receipt = {
      .enrolled_at_ms = change->face->enrolled_at_ms,
      .expires_at_ms = yqq_face_verifier_get_expiry (
          yqq_identity_desk_get_policy (change->desk->identity), change->face->enrolled_at_ms),
  };
  g_autoptr (JsonObject) answer = yqq_face_receipt_to_json (&receipt);
  if (problem != NULL)
    change->reply (0, NULL, problem, change->user_data);
  else
    change->reply (201, answer, NULL, change->user_data);
  change_free (change);
}

void
yqq_face_desk_enrol (YqqFaceDesk *self,
                     const YqqDevice *device,
                     const YqqFaceEnrolment *enrolment,
                     YqqReply reply,
                     gpointer user_data)
{
  Change *change = change_new (self, device, reply, user_data);
  change->face->template_id = g_strdup (enrolment->template_id);
  change->face->model = g_strdup (enrolment->model);
  change->face->consent = g_strdup (enrolment->consent);
  change->identity = g_strdup (enrolment->identity);
  yqq_writer_submit (self->writer, do_enrol, on_enrolled, change);
}

static gboolean
do_remove (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  gboolean found = FALSE;
  return yqq_faces_remove (database, change->face->device_id, &found, error) &&
         (!found || record (database, change, "face-remove", YQQ_NOTICE_FACE_ERASED, error));
}

static void
on_removed (const GError *error, gpointer data)
{
  Change *change = data;
  g_autoptr (JsonObject) nothing = json_object_new ();
  if (error != NULL)
    change->reply (0, NULL, error, change->user_data);
  else
    change->reply (200, nothing, NULL, change->user_data);
  change_free (change);
}

void
yqq_face_desk_remove (YqqFaceDesk *self,
                      const YqqDevice *device,
                      YqqReply reply,
                      gpointer user_data)
{
  yqq_writer_submit (self->writer, do_remove, on_removed,
                     change_new (self, device, reply, user_data));
}

/* The method, as the identity desk asks for it */

static YqqIdentityVerifier *
make_verifier (YqqDatabase *database,
               const char *person_id,
               const char *device_id,
               YqqClock *clock,
               gpointer identity)
{
  return YQQ_IDENTITY_VERIFIER (
      yqq_face_verifier_new (database, device_id, yqq_identity_desk_get_policy (identity), clock));
}

static JsonObject *
make_offer (YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            gint64 now_ms,
            const char **unavailable,
            gpointer identity,
            GError **error)
{
  YqqIdentityPolicy *policy = yqq_identity_desk_get_policy (identity);
  g_autoptr (YqqFaceRecord) face = NULL;
  if (person_id != NULL && device_id != NULL &&
      !yqq_faces_find (database, person_id, device_id, &face, error))
    return NULL;
  *unavailable = face == NULL                     ? "not-enrolled"
                 : face->locked_until_ms > now_ms ? "locked"
                 : yqq_face_verifier_get_expiry (policy, face->enrolled_at_ms) <= now_ms ? "expired"
                                                                                         : NULL;
  if (*unavailable != NULL)
    return NULL;
  return yqq_face_offer_write (face->template_id, yqq_identity_policy_get_face_challenges (policy));
}

YqqFaceDesk *
yqq_face_desk_new (YqqWriter *writer, YqqIdentityDesk *identity, YqqClock *clock)
{
  YqqFaceDesk *self = g_new0 (YqqFaceDesk, 1);
  self->writer = writer;
  self->identity = identity;
  self->clock = yqq_clock_ref (clock);
  yqq_identity_desk_add_method (identity, YQQ_IDENTITY_METHOD_FACE, make_verifier, identity, NULL);
  yqq_identity_desk_add_offer (identity, YQQ_IDENTITY_METHOD_FACE, make_offer, identity);
  return self;
}

void
yqq_face_desk_free (YqqFaceDesk *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}
