/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/face-set-up.h"
#include "app/face-text.h"
#include "app/face-view.h"
#include "app/identity-flow.h"
#include "client/client-error.h"
#include "face/face-error.h"
#include "fake-identity-office.h"
#include "gallery-window.h"
#include "identity/face-evidence.h"
#include "identity/policy.h"
#include "played-camera.h"
#include "protocol/problem.h"
#include "widget-test.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3
#define PATIENCE_US (60 * G_USEC_PER_SEC)

typedef struct {
  Gallery *gallery;
  PlayedCamera *camera;
  Scene *person;
  Scene *other;
} Faces;

static GtkWidget *
get_page (Faces *self)
{
  return GTK_WIDGET (yqq_window_get_page (self->gallery->window));
}

static void
await_text (Faces *self, const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  while (!widget_test_shows (get_page (self), text)) {
    if (g_get_monotonic_time () > end)
      g_error ("never shown: %s", text);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
await_challenge (Faces *self, YqqFaceChallenge challenge, gboolean enrolling)
{
  await_text (self, yqq_face_text_get_challenge (challenge, enrolling));
}

static void
draw_hints (Faces *self)
{
  static const struct {
    YqqFaceHint hint;
    SceneLook look;
  } hints[] = {
      {YQQ_FACE_HINT_NO_FACE, {.nobody = TRUE}},     {YQQ_FACE_HINT_TOO_DARK, {.darker = .8f}},
      {YQQ_FACE_HINT_TOO_BRIGHT, {.brighter = .9f}}, {YQQ_FACE_HINT_TOO_FAR, {.smaller = .7f}},
      {YQQ_FACE_HINT_OFF_CENTRE, {.aside = .6f}},    {YQQ_FACE_HINT_BLURRED, {.blur = 6}},
  };
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++) {
    g_autofree char *name = g_strdup_printf ("d3-hint-%s", yqq_face_hint_to_nick (hints[i].hint));
    played_camera_show (self->camera, self->person, hints[i].look);
    await_text (self, yqq_face_text_get_hint (hints[i].hint));
    gallery_show (self->gallery, name);
  }
  played_camera_show_photograph (self->camera, PHOTOGRAPH);
  await_text (self, yqq_face_text_get_hint (YQQ_FACE_HINT_SEVERAL_FACES));
  gallery_show (self->gallery, "d3-hint-several-faces");
}

static void
agree (Faces *self)
{
  GtkWidget *agreed = widget_test_find_type (get_page (self), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (agreed), TRUE);
  gtk_widget_grab_focus (agreed);
  gallery_show (self->gallery, "d1-face-agreed");
  widget_test_click (get_page (self), _ ("Agree and set up"));
  gallery_wait_ms (300);
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (self->gallery->router));
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  yqq_identity_flow_give (flow, evidence);
}

static void
draw_set_up (Faces *self)
{
  gallery_act (self->gallery, "win.face");
  gallery_show (self->gallery, "d0-face-consent");
  played_camera_hold (self->camera);
  agree (self);
  gallery_show (self->gallery, "d2-face-starting");
  played_camera_show (self->camera, self->person, (SceneLook){.nobody = TRUE});
  draw_hints (self);
  played_camera_show (self->camera, self->person, (SceneLook){0});
  await_challenge (self, YQQ_FACE_CHALLENGE_TURN_LEFT, TRUE);
  gallery_show (self->gallery, "d4-face-left");
  played_camera_show (self->camera, self->person, (SceneLook){.yaw = 13});
  await_challenge (self, YQQ_FACE_CHALLENGE_TURN_RIGHT, TRUE);
  gallery_show (self->gallery, "d5-face-right");
  played_camera_show (self->camera, self->person, (SceneLook){.yaw = -13});
  await_text (self, _ ("Your face is set up on this computer"));
  gallery_show (self->gallery, "d6-face-enrolled");
}

static void
draw_faults (Faces *self)
{
  g_autoptr (GError) offline =
      g_error_new_literal (YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE, "offline");
  fake_face_office_fail_next (fake_workspace_get_faces (self->gallery->workspace), offline);
  gallery_act (self->gallery, "win.face");
  gallery_show (self->gallery, "d7-face-offline");
  gallery_act (self->gallery, "win.home");
}

/* --- shown again, on the identity page -------------------------------------------------------- */

static void
draw_trouble (Faces *self, GQuark domain, int code, const char *name)
{
  GtkWidget *view = widget_test_find_type (get_page (self), YQQ_TYPE_FACE_VIEW);
  g_autoptr (GError) error = g_error_new_literal (domain, code, name);
  g_autofree char *file = g_strdup_printf ("d9-%s", name);
  yqq_face_view_show_fault (YQQ_FACE_VIEW (view), error);
  gallery_show (self->gallery, file);
}

static void
draw_troubles (Faces *self)
{
  draw_trouble (self, YQQ_FACE_TROUBLE, YQQ_FACE_TROUBLE_NO_CAMERA, "no-camera");
  draw_trouble (self, YQQ_FACE_TROUBLE, YQQ_FACE_TROUBLE_CAMERA_DENIED, "camera-denied");
  draw_trouble (self, YQQ_FACE_TROUBLE, YQQ_FACE_TROUBLE_CAMERA_BUSY, "camera-busy");
  draw_trouble (self, YQQ_FACE_TROUBLE, YQQ_FACE_TROUBLE_CAMERA_LOST, "camera-lost");
  draw_trouble (self, YQQ_FACE_ERROR, YQQ_FACE_ERROR_TIMED_OUT, "timed-out");
  draw_trouble (self, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "child-failed");
  draw_trouble (self, YQQ_FACE_ERROR, YQQ_FACE_ERROR_BAD_TEMPLATE, "bad-template");
}

static void
refuse_next (FakeIdentityOffice *office, YqqProblemCode code)
{
  g_autoptr (GError) refusal = NULL;
  yqq_problem_error_set (&refusal, code, NULL)->tries_left =
      code == YQQ_PROBLEM_EVIDENCE_INVALID ? 3 : -1;
  fake_identity_office_fail_next (office, refusal);
}

static void
draw_judgements (Faces *self, FakeIdentityOffice *office)
{
  refuse_next (office, YQQ_PROBLEM_EVIDENCE_INVALID);
  await_text (self, "face:challenge-failed"); /* five seconds without what was asked */
  gallery_show (self->gallery, "d9-challenge-failed");
  refuse_next (office, YQQ_PROBLEM_EVIDENCE_INVALID);
  played_camera_show (self->camera, self->other, (SceneLook){0});
  widget_test_click (get_page (self), _ ("Try again"));
  await_text (self, "face:mismatch");
  gallery_show (self->gallery, "d9-mismatch");
  refuse_next (office, YQQ_PROBLEM_EVIDENCE_LOCKED);
  widget_test_click (get_page (self), _ ("Try again"));
  await_text (self, "face:locked");
  gallery_show (self->gallery, "d9-locked");
}

static void
draw_verification (Faces *self)
{
  static const char *const ways[] = {"device+face", "staff-code", NULL};
  g_autoptr (FakeIdentityOffice) office = fake_identity_office_new (ways);
  fake_identity_office_set_offer (office, "face", yqq_face_offer_write ("face-1", 2));
  g_autoptr (YqqIdentityFlow) flow =
      yqq_identity_flow_new (YQQ_IDENTITY_OFFICE (office), YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL,
                             _ ("Show that it is you, and the application is unlocked."));
  played_camera_show (self->camera, self->person, (SceneLook){0});
  yqq_router_push (self->gallery->router, YQQ_PLACE_IDENTITY, G_OBJECT (flow));
  gallery_wait_ms (300);
  yqq_identity_flow_choose (flow, 0);
  gallery_wait_ms (1500);
  gallery_show (self->gallery, "d8-face-challenge");
  draw_judgements (self, office);
  played_camera_show (self->camera, self->person, (SceneLook){.nobody = TRUE});
  yqq_identity_flow_choose_again (flow);
  yqq_identity_flow_choose (flow, 0);
  gallery_wait_ms (600);
  draw_troubles (self);
  gallery_act (self->gallery, "win.home");
}

/* Where no test says where they are: as ./dev test has them. */
static void
find_models (void)
{
  g_setenv ("YQQ_FACE_MODELS", FACE_MODELS, FALSE);
  g_setenv ("YQQ_FACE_PICTURES", FACE_PICTURES, FALSE);
  g_setenv ("YQQ_FACE_PROGRAM", FACE_PROGRAM, FALSE);
  g_setenv ("GST_REGISTRY", GST_REGISTRY_FILE, FALSE);
}

void
gallery_draw_face (Gallery *gallery)
{
  Faces self = {.gallery = gallery, .camera = played_camera_new ()};
  find_models ();
  self.person = scene_new (PHOTOGRAPH, PERSON);
  self.other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  draw_set_up (&self);
  gallery_act (gallery, "win.home");
  draw_faults (&self);
  draw_verification (&self);
  scene_free (self.person);
  scene_free (self.other);
  played_camera_free (self.camera);
}
