/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever can come between a person and their own face: each its own state, with a next step that
 * works. The real identity page, panel, camera path and child; pictures are played into the
 * camera. */
#include "app/face-text.h"
#include "app/identity-flow.h"
#include "clip.h"
#include "fake-identity-office.h"
#include "identity/face-evidence.h"
#include "identity/policy.h"
#include "page-test.h"
#include "performer.h"
#include "refusing-portal.h"

#define PHOTOGRAPH "sample6.jpg"
#define SOMEBODY_ELSE 3
/* Longer than anything takes here: a minute without a good picture, on a busy machine. */
#define PATIENCE_US (150 * G_USEC_PER_SEC)

static Scene *other;
static GPtrArray *still; /* the person who was enrolled, who does nothing */
static PlayedCamera *camera;
static YqqSecretBytes *template;

typedef struct {
  PageTest page;
  FakeIdentityOffice *office;
  YqqIdentityFlow *flow;
  guint proven;
  guint given_up;
} Test;

static void
count (guint *counter)
{
  (*counter)++;
}

static void
keep_face (Test *test)
{
  FakeFaceOffice *faces = fake_workspace_get_faces (test->page.fake);
  g_autoptr (GTask) kept = g_task_new (faces, NULL, NULL, NULL);
  YQQ_FACE_OFFICE_GET_IFACE (faces)->keep (YQQ_FACE_OFFICE (faces), template, "c", "i",
                                           g_object_ref (kept));
}

/* On the identity page, with the face as the first of two ways. */
static void
set_up (Test *test, gconstpointer data)
{
  static const char *const ways[] = {"device+face", "staff-code", NULL};
  played_camera_show_file (camera, still->pdata[0]);
  page_test_set_up_filled (&test->page, data);
  keep_face (test);
  test->office = fake_identity_office_new (ways);
  fake_identity_office_set_offer (test->office, "face",
                                  yqq_face_offer_write ("face-1", GPOINTER_TO_UINT (data)));
  test->flow = yqq_identity_flow_new (YQQ_IDENTITY_OFFICE (test->office),
                                      YQQ_IDENTITY_PURPOSE_NEW_PIN, NULL, "Why");
  g_signal_connect_swapped (test->flow, "proven", G_CALLBACK (count), &test->proven);
  g_signal_connect_swapped (test->flow, "given-up", G_CALLBACK (count), &test->given_up);
  yqq_router_push (test->page.router, YQQ_PLACE_IDENTITY, G_OBJECT (test->flow));
  page_test_show (&test->page, YQQ_PLACE_IDENTITY, G_OBJECT (test->flow));
  widget_test_settle ();
}

static void
tear_down (Test *test, gconstpointer data)
{
  yqq_page_leave (test->page.page);
  yqq_router_reset (test->page.router, YQQ_PLACE_HOME, NULL);
  g_signal_handlers_disconnect_by_data (test->flow, &test->proven);
  g_signal_handlers_disconnect_by_data (test->flow, &test->given_up);
  page_test_tear_down (&test->page, data);
  page_test_release (test->flow);
  page_test_release (test->office);
}

#define await(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 await_end = g_get_monotonic_time () + PATIENCE_US;                                      \
    while (!(condition) && g_get_monotonic_time () < await_end)                                    \
      g_main_context_iteration (NULL, g_main_context_pending (NULL));                              \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static void
await_text (Test *test, const char *text)
{
  await (widget_test_shows (test->page.window, text));
}

static void
choose_face (Test *test)
{
  yqq_identity_flow_choose (test->flow, 0);
}

static gboolean
has_focus (Test *test, const char *label)
{
  return gtk_window_get_focus (GTK_WINDOW (test->page.window)) ==
         widget_test_find_button (test->page.window, label);
}

/* The state has its words and its code, both ways on, and the keyboard stands on the first. */
static void
assert_trouble (Test *test, const char *title, const char *code)
{
  await_text (test, code);
  widget_test_assert_shows (test->page.window, title);
  g_assert_nonnull (widget_test_find_button (test->page.window, "Try again"));
  g_assert_nonnull (widget_test_find_button (test->page.window, "Other ways"));
  widget_test_wait_until (has_focus (test, "Try again"));
  g_assert_cmpuint (test->proven, ==, 0);
}

/* What the page asks, done as it is asked, until the authority is satisfied: on a machine that is
 * too busy to see it within five seconds, once more. */
static void
follow_to_the_end (Test *test, Performer *performer)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  while (test->proven == 0 && g_get_monotonic_time () < end) {
    for (guint i = 0; i < YQQ_FACE_N_CHALLENGES; i++)
      if (widget_test_find_label (test->page.window, yqq_face_text_get_challenge (i, FALSE)))
        performer_ask (performer, i);
    if (widget_test_shows (test->page.window, "face:challenge-failed"))
      widget_test_click (test->page.window, "Try again");
    g_main_context_iteration (NULL, TRUE);
  }
  if (test->proven != 1)
    g_error ("not recognized; the page says: %s", widget_test_collect_text (test->page.window));
}

/* --- the camera ------------------------------------------------------------------------------- */

static void
without_a_camera_one_can_be_plugged_in (Test *test, gconstpointer data)
{
  g_autofree char *file = g_strdup (g_getenv ("YQQ_CAMERA_FILE"));
  g_unsetenv ("YQQ_CAMERA_FILE");
  choose_face (test);
  assert_trouble (test, "No camera", "face:no-camera");
  widget_test_assert_shows (test->page.window, "Plug a camera in and try again");
  g_setenv ("YQQ_CAMERA_FILE", file, TRUE);
}

static void
a_camera_that_is_not_allowed_says_where_to_allow_it (Test *test, gconstpointer data)
{
  RefusingPortal *portal = refusing_portal_new ();
  choose_face (test);
  assert_trouble (test, "The camera is not allowed", "face:camera-denied");
  widget_test_assert_shows (test->page.window, "Allow it in the system's privacy settings");
  g_assert_cmpuint (refusing_portal_get_asked (portal), ==, 1);
  yqq_page_leave (test->page.page); /* whose camera knows the bus */
  refusing_portal_free (portal);
}

static void
a_camera_that_others_use_goes_on_once_they_are_closed (Test *test, gconstpointer data)
{
  played_camera_hold (camera);
  choose_face (test);
  await_text (test, "Starting the camera");
  assert_trouble (test, "The camera is in use", "face:camera-busy");
  g_autoptr (Performer) performer = performer_new (camera);
  widget_test_click (test->page.window, "Try again");
  follow_to_the_end (test, performer);
}

static void
a_camera_that_is_unplugged_can_be_plugged_in_again (Test *test, gconstpointer data)
{
  choose_face (test);
  await_text (test, "Step 1 of");
  played_camera_unplug (camera);
  assert_trouble (test, "The camera is gone", "face:camera-lost");
  g_autoptr (Performer) performer = performer_new (camera);
  widget_test_click (test->page.window, "Try again");
  follow_to_the_end (test, performer);
}

/* --- the picture ------------------------------------------------------------------------------ */

static void
what_is_wrong_with_the_picture_is_said_and_shown_until_it_is_good (Test *test, gconstpointer data)
{
  static const struct {
    const char *hint;
    SceneLook look;
  } pictures[] = {
      {"No face can be seen", {.nobody = TRUE}},
      {"Too dark: turn towards the light", {.darker = .8f}},
      {"Too bright: turn away from the light", {.brighter = .9f}},
      {"Come closer", {.smaller = .7f}},
      {"Bring your face into the middle", {.aside = .6f}},
      {"Hold still", {.blur = 6}},
  };
  played_camera_show (camera, other, (SceneLook){.nobody = TRUE});
  choose_face (test);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++) {
    played_camera_show (camera, other, pictures[i].look);
    await_text (test, pictures[i].hint);
  }
  played_camera_show_photograph (camera, PHOTOGRAPH);
  await_text (test, "Several faces can be seen: only you, please");
  g_autoptr (Performer) performer = performer_new (camera);
  follow_to_the_end (test, performer);
}

static void
a_minute_without_a_face_is_not_counted_as_a_try (Test *test, gconstpointer data)
{
  played_camera_show (camera, other, (SceneLook){.nobody = TRUE});
  choose_face (test);
  assert_trouble (test, "No good picture in time", "face:timed-out");
  widget_test_assert_shows (test->page.window, "Nothing was counted against you");
  widget_test_assert_hides (test->page.window, "tries left");
}

/* --- the person ------------------------------------------------------------------------------- */

static void
whoever_does_what_is_asked_is_recognized (Test *test, gconstpointer data)
{
  g_autoptr (Performer) performer = performer_new (camera);
  choose_face (test);
  follow_to_the_end (test, performer);
}

static void
somebody_else_is_not_recognized_and_may_try_as_often_as_the_authority_says (Test *test,
                                                                            gconstpointer data)
{
  played_camera_show (camera, other, (SceneLook){0});
  choose_face (test);
  assert_trouble (test, "The face was not recognized", "face:mismatch");
  widget_test_assert_shows (test->page.window, "4 tries left");
  widget_test_click (test->page.window, "Try again");
  await_text (test, "3 tries left");
  assert_trouble (test, "The face was not recognized", "face:mismatch");
}

static void
who_does_not_do_what_is_asked_is_told_and_can_do_it_then (Test *test, gconstpointer data)
{
  choose_face (test);
  assert_trouble (test, "Not all was done in time", "face:challenge-failed");
  widget_test_assert_shows (test->page.window, "4 tries left");
  g_autoptr (Performer) performer = performer_new (camera);
  widget_test_click (test->page.window, "Try again");
  follow_to_the_end (test, performer);
}

static void
another_face_on_the_way_ends_it (Test *test, gconstpointer data)
{
  choose_face (test);
  await (widget_test_find_label (test->page.window, "Step 1 of 4") &&
         !widget_test_find_label (test->page.window, "Look straight into the camera"));
  played_camera_show (camera, other, (SceneLook){0});
  assert_trouble (test, "Another face came before the camera", "face:face-changed");
  widget_test_assert_shows (test->page.window, "4 tries left");
}

/* --- leaving ---------------------------------------------------------------------------------- */

/* The process id of the child that looks at faces; 0: there is none. A private bus that ran earlier
 * leaves a child of its own. */
static int
find_child (void)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) children = g_strsplit (g_strchomp (text), " ", -1);
  for (guint i = 0; children[i]; i++) {
    g_autofree char *name = NULL;
    g_autofree char *file = g_strdup_printf ("/proc/%s/comm", children[i]);
    if (g_file_get_contents (file, &name, NULL, NULL) &&
        g_str_equal (g_strchomp (name), "yueqiqian-face"))
      return atoi (children[i]);
  }
  return 0;
}

static void
other_ways_put_camera_and_child_away (Test *test, gconstpointer data)
{
  choose_face (test);
  await_text (test, "Step 1 of");
  g_assert_cmpint (find_child (), >, 0);
  widget_test_click (test->page.window, "Other ways");
  widget_test_assert_shows (test->page.window, "Choose how");
  await (find_child () == 0);
  g_assert_cmpuint (test->given_up, ==, 0);
}

static void
cancelling_puts_camera_and_child_away_and_gives_no_evidence (Test *test, gconstpointer data)
{
  choose_face (test);
  await_text (test, "Step 1 of");
  g_assert_cmpint (find_child (), >, 0);
  yqq_page_back (test->page.page); /* what Cancel and Escape do */
  yqq_page_leave (test->page.page);
  await (find_child () == 0);
  g_assert_cmpuint (test->given_up, ==, 1);
  g_assert_cmpuint (test->proven, ==, 0);
}

static void
a_child_that_dies_is_started_again (Test *test, gconstpointer data)
{
  choose_face (test);
  await_text (test, "Step 1 of");
  g_assert_cmpint (find_child (), >, 0);
  kill (find_child (), SIGKILL);
  assert_trouble (test, "Looking at the face ended unexpectedly", "face:failed");
  g_autoptr (Performer) performer = performer_new (camera);
  widget_test_click (test->page.window, "Try again");
  follow_to_the_end (test, performer);
}

/* With so many challenges. */
#define ADD(name, n)                                                                               \
  g_test_add ("/app/face-states/" #name, Test, GUINT_TO_POINTER (n), set_up, name, tear_down)

int
main (int argc, char *argv[])
{
  camera = played_camera_new ();
  widget_test_init (&argc, &argv);
  still = clip_load (RECORDED_PERSON, 242, 242);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
  template = performer_enrol ();
  ADD (without_a_camera_one_can_be_plugged_in, 2);
  ADD (a_camera_that_is_not_allowed_says_where_to_allow_it, 2);
  ADD (a_camera_that_others_use_goes_on_once_they_are_closed, 1);
  ADD (a_camera_that_is_unplugged_can_be_plugged_in_again, 1);
  ADD (what_is_wrong_with_the_picture_is_said_and_shown_until_it_is_good, 1);
  ADD (a_minute_without_a_face_is_not_counted_as_a_try, 2);
  ADD (whoever_does_what_is_asked_is_recognized, 4);
  ADD (somebody_else_is_not_recognized_and_may_try_as_often_as_the_authority_says, 2);
  ADD (who_does_not_do_what_is_asked_is_told_and_can_do_it_then, 2);
  ADD (another_face_on_the_way_ends_it, 4);
  ADD (other_ways_put_camera_and_child_away, 2);
  ADD (cancelling_puts_camera_and_child_away_and_gives_no_evidence, 2);
  ADD (a_child_that_dies_is_started_again, 1);
  int result = g_test_run ();
  yqq_secret_bytes_unref (template);
  g_ptr_array_unref (still);
  scene_free (other);
  played_camera_free (camera);
  return result;
}
