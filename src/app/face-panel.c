/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/face-panel.h"

#include "app/error-text.h"
#include "app/face-text.h"
#include "app/face-view.h"
#include "face/face-error.h"
#include "face/face-models.h"
#include "identity/face-evidence.h"
#include "protocol/problem.h"

struct _YqqFacePanel {
  AdwBin parent;

  YqqFaceView *view;
  YqqFaceOffice *office;
  YqqSettings *settings;
  YqqIdentityTask *task;
  YqqKeptFace *face;
  GStrv challenges;
  GCancellable *loading;
  guint number;  /* of the try within the task */
  int judgement; /* the YqqFaceError of the last try, or -1 */
};

static void yqq_face_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task);
static void yqq_face_panel_stop (YqqIdentityPanel *panel);
static GError *yqq_face_panel_explain (YqqIdentityPanel *panel, const GError *refusal);

static void
implement_panel (YqqIdentityPanelInterface *interface)
{
  interface->begin = yqq_face_panel_begin;
  interface->stop = yqq_face_panel_stop;
  interface->explain = yqq_face_panel_explain;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFacePanel,
                               yqq_face_panel,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PANEL, implement_panel))

static YqqFaceOutcome
get_outcome (int code)
{
  return code < 0                                  ? YQQ_FACE_OUTCOME_MATCHED
         : code == YQQ_FACE_ERROR_MISMATCH         ? YQQ_FACE_OUTCOME_MISMATCH
         : code == YQQ_FACE_ERROR_CHALLENGE_FAILED ? YQQ_FACE_OUTCOME_CHALLENGE_FAILED
                                                   : YQQ_FACE_OUTCOME_FACE_CHANGED;
}

/* A failed try is told as well: the authority counts them. */
static void
on_judged (YqqFacePanel *self, int code, double score)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (self->task);
  self->judgement = code;
  const YqqFaceEvidence evidence = {
      .template_id = self->face->template_id,
      .model = self->face->model,
      .binding = binding,
      .number = self->number,
      .challenges = self->challenges,
      .outcome = get_outcome (code),
      .score = code < 0 ? (guint)(CLAMP (score, 0, 1) * 1000) : 0,
  };
  g_autoptr (JsonObject) object = yqq_face_evidence_write (&evidence);
  yqq_identity_panel_give (YQQ_IDENTITY_PANEL (self), object);
}

/* FALSE where the authority does not expect the face that is kept here. */
static gboolean
take_offer (YqqFacePanel *self, GError **error)
{
  guint count = 0;
  g_autofree char *template_id = NULL;
  if (!yqq_face_offer_read (self->task->offer, &template_id, &count, error))
    return FALSE;
  if (!self->face || !g_str_equal (self->face->template_id, template_id)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_FACE_NOT_ENROLLED, NULL);
    return FALSE;
  }
  g_strfreev (self->challenges);
  self->challenges = yqq_face_evidence_draw_challenges (self->task, self->number, count);
  return TRUE;
}

static void
verify (YqqFacePanel *self)
{
  g_autoptr (GError) error = NULL;
  YqqFaceChallenge challenges[YQQ_FACE_MAX_CHALLENGES];
  guint n = 0;
  if (!take_offer (self, &error)) {
    yqq_face_view_show_fault (self->view, error);
    return;
  }
  for (; self->challenges[n]; n++)
    yqq_face_challenge_from_nick (self->challenges[n], &challenges[n]);
  yqq_face_view_verify (self->view, self->settings, self->face->bytes, challenges, n);
}

/* In another order than before, which was seen. */
static void
count_try (YqqFacePanel *self)
{
  self->number = (self->number + 1) % YQQ_FACE_EVIDENCE_MAX_TRIES;
}

static void
on_again (YqqFacePanel *self)
{
  count_try (self);
  verify (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqFacePanel) self = user_data;
  g_autoptr (GError) error = NULL;
  YqqKeptFace *face = yqq_face_office_load_finish (YQQ_FACE_OFFICE (source), result, &error);
  if (error) {
    if (!yqq_error_text_is_cancelled (error))
      yqq_face_view_show_fault (self->view, error);
    return;
  }
  g_clear_pointer (&self->face, yqq_kept_face_free);
  self->face = face;
  verify (self);
}

static void
yqq_face_panel_stop (YqqIdentityPanel *panel)
{
  YqqFacePanel *self = YQQ_FACE_PANEL (panel);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->view)
    yqq_face_view_stop (self->view);
  g_clear_pointer (&self->face, yqq_kept_face_free);
}

/* The authority counts tries, and only this computer knows what was wrong with the last. */
static GError *
yqq_face_panel_explain (YqqIdentityPanel *panel, const GError *refusal)
{
  YqqFacePanel *self = YQQ_FACE_PANEL (panel);
  if (g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_LOCKED))
    return g_error_new_literal (YQQ_FACE_TROUBLE, YQQ_FACE_TROUBLE_LOCKED, refusal->message);
  if (self->judgement < 0 ||
      !g_error_matches (refusal, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_EVIDENCE_INVALID))
    return NULL;
  return g_error_new_literal (YQQ_FACE_ERROR, self->judgement, refusal->message);
}

static void
yqq_face_panel_begin (YqqIdentityPanel *panel, const YqqIdentityTask *task)
{
  YqqFacePanel *self = YQQ_FACE_PANEL (panel);
  g_autoptr (GError) error = NULL;
  yqq_face_panel_stop (panel);
  self->judgement = -1;
  if (self->task && g_str_equal (self->task->challenge_id, task->challenge_id))
    count_try (self);
  else
    self->number = 0;
  g_clear_pointer (&self->task, yqq_identity_task_free);
  self->task = yqq_identity_task_copy (task);
  if (!yqq_face_models_are_there (NULL, &error)) {
    yqq_face_view_show_fault (self->view, error);
    return;
  }
  self->loading = g_cancellable_new ();
  yqq_face_office_load_async (self->office, self->loading, on_loaded, g_object_ref (self));
}

static void
yqq_face_panel_dispose (GObject *object)
{
  YqqFacePanel *self = YQQ_FACE_PANEL (object);
  yqq_face_panel_stop (YQQ_IDENTITY_PANEL (self));
  self->view = NULL;
  g_clear_object (&self->office);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->task, yqq_identity_task_free);
  g_clear_pointer (&self->challenges, g_strfreev);
  G_OBJECT_CLASS (yqq_face_panel_parent_class)->dispose (object);
}

static void
yqq_face_panel_class_init (YqqFacePanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_face_panel_dispose;
}

static void
yqq_face_panel_init (YqqFacePanel *self)
{
  self->view = g_object_new (YQQ_TYPE_FACE_VIEW, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
  g_signal_connect_object (self->view, "judged", G_CALLBACK (on_judged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
}

YqqIdentityPanel *
yqq_face_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow)
{
  YqqFacePanel *self = g_object_new (YQQ_TYPE_FACE_PANEL, NULL);
  self->office = g_object_ref (yqq_workspace_get_face_office (parts->workspace));
  self->settings = g_object_ref (parts->settings);
  return YQQ_IDENTITY_PANEL (self);
}

const char *
yqq_face_panel_find_obstacle (void)
{
  return yqq_face_models_are_there (NULL, NULL) ? NULL : "no-models";
}
