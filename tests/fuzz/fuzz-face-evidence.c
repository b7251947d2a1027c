/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device says of a face that it has looked at, and what it is offered: read and written
 * again. */
#include "base/json.h"
#include "fuzz.h"
#include "identity/face-evidence.h"

static void
try_evidence (JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqFaceEvidence) evidence = yqq_face_evidence_read (object, &error);
  g_assert_true ((evidence == NULL) == (error != NULL));
  if (evidence == NULL)
    return;
  g_assert_cmpuint (evidence->number, <, YQQ_FACE_EVIDENCE_MAX_TRIES);
  g_assert_cmpuint (evidence->score, <=, 1000);
  g_assert_cmpuint (g_strv_length (evidence->challenges), <=, YQQ_FACE_EVIDENCE_MAX_CHALLENGES);
  g_autoptr (JsonObject) again = yqq_face_evidence_write (evidence);
  g_autoptr (YqqFaceEvidence) copy = yqq_face_evidence_read (again, NULL);
  g_assert_true (g_bytes_equal (copy->binding, evidence->binding));
  g_assert_cmpint (copy->outcome, ==, evidence->outcome);
}

static void
try_offer (JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *template_id = NULL;
  guint challenges = 0;
  gboolean good = yqq_face_offer_read (object, &template_id, &challenges, &error);
  g_assert_true (good == (error == NULL) && good == (template_id != NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)data, (gssize)size, 0, NULL);
  if (object == NULL)
    return 0;
  try_evidence (object);
  try_offer (object);
  return 0;
}
