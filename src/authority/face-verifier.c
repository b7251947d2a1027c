/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/face-verifier.h"

#include <string.h>

#include "identity/face-evidence.h"
#include "identity/method.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

struct _YqqFaceVerifier {
  GObject parent;
  YqqDatabase *database;
  char *device_id;
  YqqIdentityPolicy *policy;
  YqqClock *clock;
};

static void verifier_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFaceVerifier,
                               yqq_face_verifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER,
                                                      verifier_iface_init))

static const char *
get_method (YqqIdentityVerifier *verifier)
{
  return YQQ_IDENTITY_METHOD_FACE;
}

gint64
yqq_face_verifier_get_expiry (YqqIdentityPolicy *policy, gint64 enrolled_at_ms)
{
  return enrolled_at_ms + yqq_identity_policy_get_face_max_age_days (policy) * DAY_MS;
}

/* NULL where the evidence fits, else what is wrong with it. */
static const char *
find_fault (YqqFaceVerifier *self,
            const YqqFaceRecord *face,
            const YqqIdentityTask *task,
            const YqqFaceEvidence *evidence)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_auto (GStrv) asked = yqq_face_evidence_draw_challenges (
      task, evidence->number, yqq_identity_policy_get_face_challenges (self->policy));
  if (!g_bytes_equal (binding, evidence->binding))
    return "the evidence was made for something else";
  if (strcmp (face->template_id, evidence->template_id) != 0 ||
      strcmp (face->model, evidence->model) != 0)
    return "the face was compared with another enrolment";
  if (evidence->outcome != YQQ_FACE_OUTCOME_MATCHED)
    return "the face was not recognized";
  if (!g_strv_equal ((const char *const *)asked, (const char *const *)evidence->challenges) ||
      evidence->score < YQQ_FACE_EVIDENCE_MIN_SCORE)
    return "not all was done that was asked for";
  return NULL;
}

/* Counts a wrong try, and locks after the last. */
static void
count_wrong (YqqFaceVerifier *self,
             const YqqFaceRecord *face,
             const char *fault,
             gint64 now_ms,
             GError **error)
{
  guint tries = yqq_identity_policy_get_face_tries (self->policy);
  guint wrong = face->wrong_tries + 1;
  gboolean locks = wrong >= tries;
  gint64 until = now_ms + yqq_identity_policy_get_face_lock_minutes (self->policy) * MINUTE_MS;
  if (!yqq_faces_set_tries (self->database, self->device_id, locks ? 0 : wrong, locks ? until : 0,
                            error))
    return;
  yqq_identity_error_set (error, locks ? YQQ_IDENTITY_ERROR_LOCKED : YQQ_IDENTITY_ERROR_INVALID,
                          locks ? 0 : (gint)(tries - wrong), fault);
}

/* FALSE where nothing can be compared now, whatever the evidence says. */
static gboolean
check_state (YqqFaceVerifier *self, const YqqFaceRecord *face, gint64 now_ms, GError **error)
{
  if (face == NULL)
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_NOT_ENROLLED, -1,
                            "no face is enrolled on this device");
  else if (face->locked_until_ms > now_ms)
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_LOCKED, 0, "too many wrong tries");
  else if (yqq_face_verifier_get_expiry (self->policy, face->enrolled_at_ms) <= now_ms)
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_EXPIRED, -1, "the enrolment has expired");
  else
    return TRUE;
  return FALSE;
}

static YqqIdentityResult *
verify (YqqIdentityVerifier *verifier,
        const YqqIdentityTask *task,
        JsonObject *object,
        GError **error)
{
  YqqFaceVerifier *self = YQQ_FACE_VERIFIER (verifier);
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  g_autoptr (YqqFaceRecord) face = NULL;
  g_autoptr (GError) malformed = NULL;
  if (self->device_id != NULL && task->person_id != NULL &&
      !yqq_faces_find (self->database, task->person_id, self->device_id, &face, error))
    return NULL;
  if (!check_state (self, face, now_ms, error))
    return NULL;
  g_autoptr (YqqFaceEvidence) evidence = yqq_face_evidence_read (object, &malformed);
  const char *fault =
      evidence != NULL ? find_fault (self, face, task, evidence) : malformed->message;
  if (fault != NULL) {
    count_wrong (self, face, fault, now_ms, error);
    return NULL;
  }
  if (!yqq_faces_set_tries (self->database, self->device_id, 0, 0, error))
    return NULL;
  return yqq_identity_result_new (YQQ_IDENTITY_METHOD_FACE, task->person_id, task->purpose, NULL,
                                  now_ms);
}

static void
verifier_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = get_method;
  interface->verify = verify;
}

static void
yqq_face_verifier_finalize (GObject *object)
{
  YqqFaceVerifier *self = YQQ_FACE_VERIFIER (object);
  g_clear_object (&self->database);
  g_free (self->device_id);
  yqq_identity_policy_unref (self->policy);
  yqq_clock_unref (self->clock);
  G_OBJECT_CLASS (yqq_face_verifier_parent_class)->finalize (object);
}

static void
yqq_face_verifier_class_init (YqqFaceVerifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_face_verifier_finalize;
}

static void
yqq_face_verifier_init (YqqFaceVerifier *self)
{
}

YqqFaceVerifier *
yqq_face_verifier_new (YqqDatabase *database,
                       const char *device_id,
                       YqqIdentityPolicy *policy,
                       YqqClock *clock)
{
  YqqFaceVerifier *self = g_object_new (YQQ_TYPE_FACE_VERIFIER, NULL);
  self->database = g_object_ref (database);
  self->device_id = g_strdup (device_id);
  self->policy = yqq_identity_policy_ref (policy);
  self->clock = yqq_clock_ref (clock);
  return self;
}
