/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up a face and showing it again: the real page, panel, camera path and child, with
 * pictures played into the camera. */
#include "app/face-panel.h"
#include "app/face-set-up.h"
#include "identity/face-evidence.h"
#include "page-test.h"
#include "played-camera.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3
/* A child on a busy machine, and its models. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)

static Scene *scene;
static Scene *other;
static PlayedCamera *camera;
static YqqSecretBytes *template; /* once the page has set one up */

static gboolean
wait_for_text (GtkWidget *window, const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  while (!widget_test_shows (window, text) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, g_main_context_pending (NULL));
  return widget_test_shows (window, text);
}

typedef struct {
  PageTest page;
  YqqFaceSetUp *set_up;
  YqqIdentityPanel *panel;
  YqqFaceEvidence *evidence;
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  played_camera_show (camera, scene, (SceneLook){0});
  page_test_set_up_filled (&test->page, data);
}

static void
tear_down (Test *test, gconstpointer data)
{
  if (test->page.page)
    yqq_page_leave (test->page.page);
  if (test->panel) {
    yqq_identity_panel_stop (test->panel);
    gtk_window_destroy (GTK_WINDOW (test->page.window));
    test->page.window = NULL;
  }
  yqq_router_reset (test->page.router, YQQ_PLACE_HOME, NULL);
  page_test_tear_down (&test->page, data);
  g_clear_object (&test->set_up);
  g_clear_pointer (&test->evidence, yqq_face_evidence_free);
}

static void
show_page (Test *test)
{
  test->set_up = yqq_face_set_up_new (test->page.workspace, test->page.router);
  page_test_show (&test->page, YQQ_PLACE_FACE, G_OBJECT (test->set_up));
  widget_test_settle ();
}

/* Agrees, and is verified by a staff code on the identity page. */
static void
agree (Test *test)
{
  GtkWidget *agreed = widget_test_find_type (test->page.window, GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (agreed), TRUE);
  widget_test_click (test->page.window, "Agree and set up");
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->page.router), ==, YQQ_PLACE_IDENTITY);
  YqqIdentityFlow *flow = YQQ_IDENTITY_FLOW (yqq_router_get_subject (test->page.router));
  g_autoptr (JsonObject) evidence = json_object_new ();
  json_object_set_string_member (evidence, "code", FAKE_STAFF_CODE);
  yqq_identity_flow_give (flow, evidence);
  widget_test_settle ();
  g_assert_cmpint (yqq_router_get_place (test->page.router), ==, YQQ_PLACE_FACE);
}

static void
nothing_is_kept_without_consent_and_identity (Test *test, gconstpointer data)
{
  show_page (test);
  widget_test_assert_shows (test->page.window, "It deters casual misuse, no more");
  GtkWidget *button = widget_test_find_button (test->page.window, "Agree and set up");
  g_assert_false (gtk_widget_get_sensitive (button));
  agree (test);
  g_assert_cmpint (yqq_face_set_up_get_state (test->set_up), ==, YQQ_FACE_SET_UP_PICTURES);
  g_assert_null (fake_face_office_get_kept (fake_workspace_get_faces (test->page.fake)));
}

/* From its first row on, each with what stands below its title, and the box by what it says. */
static void
the_consent_is_heard_before_it_is_given (Test *test, gconstpointer data)
{
  show_page (test);
  GtkWidget *row = page_test_find_row (test->page.window, "Where");
  GtkWidget *agreed = widget_test_find_type (test->page.window, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (
      widget_test_describes (row, "On this computer only, sealed with a key in your keyring. The "
                                  "authority is told that a face is set up, and the result of each "
                                  "check; never the face."));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (agreed),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->page.window)) ==
                 page_test_find_row (test->page.window, "Purpose"));
}

static void
a_willing_person_is_set_up_with_hints_on_the_way (Test *test, gconstpointer data)
{
  FakeFaceOffice *faces = fake_workspace_get_faces (test->page.fake);
  show_page (test);
  played_camera_show (camera, scene, (SceneLook){.nobody = TRUE});
  agree (test);
  g_assert_true (wait_for_text (test->page.window, "No face can be seen"));
  played_camera_show (camera, scene, (SceneLook){.darker = .8f});
  g_assert_true (wait_for_text (test->page.window, "Too dark"));
  played_camera_show (camera, scene, (SceneLook){0});
  g_assert_true (wait_for_text (test->page.window, "Turn your head a little to the left"));
  played_camera_show (camera, scene, (SceneLook){.turn = 1});
  g_assert_true (wait_for_text (test->page.window, "Turn your head a little to the right"));
  played_camera_show (camera, scene, (SceneLook){.turn = -1});
  g_assert_true (wait_for_text (test->page.window, "Your face is set up on this computer"));
  g_assert_cmpstr (fake_face_office_get_identity (faces), ==, "challenge-1");
  template = yqq_secret_bytes_ref (fake_face_office_get_kept (faces)->bytes);
}

static void
withdrawing_the_consent_erases_it (Test *test, gconstpointer data)
{
  FakeFaceOffice *faces = fake_workspace_get_faces (test->page.fake);
  g_autoptr (YqqSecretBytes) bytes = yqq_secret_bytes_new (8);
  g_autoptr (GTask) task = g_task_new (faces, NULL, NULL, NULL);
  YQQ_FACE_OFFICE_GET_IFACE (faces)->keep (YQQ_FACE_OFFICE (faces), bytes, "c", "i",
                                           g_object_ref (task));
  show_page (test);
  widget_test_assert_shows (test->page.window, "Your face is set up on this computer");
  widget_test_click (test->page.window, "Withdraw consent and delete");
  widget_test_settle ();
  g_assert_null (fake_face_office_get_kept (faces));
  g_assert_cmpstr (test->page.told, ==,
                   "Your consent is withdrawn, and what was kept of your face is erased");
  widget_test_assert_shows (test->page.window, "Use your face to show who you are");
}

static void
without_models_the_page_says_why (Test *test, gconstpointer data)
{
  g_autofree char *models = g_strdup (g_getenv ("YQQ_FACE_MODELS"));
  g_setenv ("YQQ_FACE_MODELS", "/nonexistent", TRUE);
  show_page (test);
  widget_test_assert_shows (test->page.window, "face:no-models");
  g_setenv ("YQQ_FACE_MODELS", models, TRUE);
  widget_test_click (test->page.window, "Try again");
  widget_test_settle ();
  widget_test_assert_shows (test->page.window, "Use your face to show who you are");
}

/* --- the panel -------------------------------------------------------------------------------- */

static void
on_evidence (Test *test, JsonObject *object)
{
  g_clear_pointer (&test->evidence, yqq_face_evidence_free);
  test->evidence = yqq_face_evidence_read (object, NULL);
  g_assert_nonnull (test->evidence);
}

static void
begin_panel (Test *test, const char *template_id)
{
  const YqqPageParts parts = {test->page.workspace, test->page.router, test->page.settings, NULL,
                              NULL};
  g_autoptr (JsonObject) offer = yqq_face_offer_write (template_id, 0);
  g_autoptr (GBytes) nonce = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new ("challenge", nonce, "new-pin", NULL, "person", "thumbprint", offer);
  FakeFaceOffice *faces = fake_workspace_get_faces (test->page.fake);
  g_autoptr (GTask) kept = g_task_new (faces, NULL, NULL, NULL);
  YQQ_FACE_OFFICE_GET_IFACE (faces)->keep (YQQ_FACE_OFFICE (faces), template, "c", "i",
                                           g_object_ref (kept));
  test->panel = yqq_face_panel_new (&parts, NULL);
  test->page.window = widget_test_show (GTK_WIDGET (test->panel));
  g_signal_connect_swapped (test->panel, "evidence", G_CALLBACK (on_evidence), test);
  yqq_identity_panel_begin (test->panel, task);
}

static void
wait_for_evidence (Test *test)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  while (!test->evidence && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, g_main_context_pending (NULL));
  g_assert_nonnull (test->evidence);
}

static void
the_person_who_was_set_up_is_recognized (Test *test, gconstpointer data)
{
  begin_panel (test, "face-1");
  wait_for_evidence (test);
  g_assert_cmpint (test->evidence->outcome, ==, YQQ_FACE_OUTCOME_MATCHED);
  g_assert_cmpuint (test->evidence->score, >=, YQQ_FACE_EVIDENCE_MIN_SCORE);
  g_assert_cmpstr (test->evidence->template_id, ==, "face-1");
}

static void
an_impostor_is_told_of_to_the_authority (Test *test, gconstpointer data)
{
  played_camera_show (camera, other, (SceneLook){0});
  begin_panel (test, "face-1");
  wait_for_evidence (test);
  g_assert_cmpint (test->evidence->outcome, ==, YQQ_FACE_OUTCOME_MISMATCH);
  g_assert_cmpuint (test->evidence->score, ==, 0);
}

static void
a_face_that_the_authority_does_not_expect_opens_no_camera (Test *test, gconstpointer data)
{
  begin_panel (test, "face-2");
  g_assert_true (wait_for_text (test->page.window, "authority:face-not-enrolled"));
  g_assert_null (test->evidence);
}

static void
without_a_camera_there_is_a_next_step (Test *test, gconstpointer data)
{
  g_autofree char *file = g_strdup (g_getenv ("YQQ_CAMERA_FILE"));
  g_unsetenv ("YQQ_CAMERA_FILE");
  begin_panel (test, "face-1");
  g_assert_true (wait_for_text (test->page.window, "face:no-camera"));
  g_setenv ("YQQ_CAMERA_FILE", file, TRUE);
  g_assert_nonnull (widget_test_find_button (test->page.window, "Try again"));
  g_assert_null (test->evidence);
}

#define ADD(name) g_test_add ("/app/face/" #name, Test, NULL, set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  camera = played_camera_new ();
  widget_test_init (&argc, &argv);
  scene = scene_new (PHOTOGRAPH, PERSON);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  ADD (nothing_is_kept_without_consent_and_identity);
  ADD (the_consent_is_heard_before_it_is_given);
  ADD (a_willing_person_is_set_up_with_hints_on_the_way); /* whose template the ones below use */
  ADD (withdrawing_the_consent_erases_it);
  ADD (without_models_the_page_says_why);
  ADD (the_person_who_was_set_up_is_recognized);
  ADD (an_impostor_is_told_of_to_the_authority);
  ADD (a_face_that_the_authority_does_not_expect_opens_no_camera);
  ADD (without_a_camera_there_is_a_next_step);
  int result = g_test_run ();
  g_clear_pointer (&template, yqq_secret_bytes_unref);
  scene_free (scene);
  scene_free (other);
  played_camera_free (camera);
  return result;
}
