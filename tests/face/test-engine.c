/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The networks together, on photographs of people. */
#include "face-scene.h"

#include "face/face-process.h"

#define PHOTOGRAPH "sample6.jpg"
#define PERSON 2
#define SOMEBODY_ELSE 3

static YqqFaceEngine *engine;
static Scene *scene;
static Scene *other;

static YqqFaceObservation
look_in (Scene *at, SceneLook look)
{
  g_auto (YqqFaceFrame) frame = scene_get_frame (at, &look, 7);
  g_autoptr (YqqFacePicture) picture = yqq_face_picture_new_from_frame (&frame);
  YqqFaceObservation seen;
  yqq_face_engine_look (engine, picture, frame.time_us, TRUE, &seen);
  return seen;
}

static YqqFaceObservation
look (SceneLook look)
{
  return look_in (scene, look);
}

static void
a_good_picture_is_good (void)
{
  YqqFaceObservation seen = look ((SceneLook){0});
  g_assert_cmpint (seen.hint, ==, YQQ_FACE_HINT_OK);
  g_assert_true (seen.has_face && seen.has_embedding);
  g_assert_cmpint (seen.time_us, ==, 7);
  g_assert_cmpfloat (seen.openness, >, .9);
  g_assert_cmpfloat_with_epsilon (seen.box.x + seen.box.width / 2, .5, .05);
  g_assert_cmpfloat_with_epsilon (seen.box.y + seen.box.height / 2, .5, .05);
}

static void
each_fault_of_a_picture_has_its_hint (void)
{
  const struct {
    SceneLook look;
    YqqFaceHint hint;
  } faults[] = {
      {{.nobody = TRUE}, YQQ_FACE_HINT_NO_FACE},     {{.darker = .8f}, YQQ_FACE_HINT_TOO_DARK},
      {{.brighter = .8f}, YQQ_FACE_HINT_TOO_BRIGHT}, {{.blur = 6}, YQQ_FACE_HINT_BLURRED},
      {{.smaller = .7f}, YQQ_FACE_HINT_TOO_FAR},     {{.smaller = -1.1f}, YQQ_FACE_HINT_TOO_CLOSE},
      {{.aside = .6f}, YQQ_FACE_HINT_OFF_CENTRE},    {{.turn = 1}, YQQ_FACE_HINT_LOOK_STRAIGHT},
  };
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    g_assert_cmpstr (yqq_face_hint_to_nick (look (faults[i].look).hint), ==,
                     yqq_face_hint_to_nick (faults[i].hint));
}

static void
a_group_is_several_faces (void)
{
  g_autoptr (YqqFacePicture) picture = scene_load_picture (PHOTOGRAPH);
  YqqFaceObservation seen;
  yqq_face_engine_look (engine, picture, 0, TRUE, &seen);
  g_assert_cmpint (seen.hint, ==, YQQ_FACE_HINT_SEVERAL_FACES);
  g_assert_false (seen.has_face || seen.has_embedding);
}

static void
heads_are_seen_to_turn_to_either_side (void)
{
  float straight = look ((SceneLook){0}).pose.yaw;
  g_assert_cmpfloat (look ((SceneLook){.turn = .8f}).pose.yaw, >, straight + .1f);
  g_assert_cmpfloat (look ((SceneLook){.turn = -.8f}).pose.yaw, <, straight - .1f);
}

static void
closed_eyes_are_closed (void)
{
  g_assert_cmpfloat (look ((SceneLook){.closed = TRUE}).openness, <, YQQ_FACE_EYES_CLOSED);
}

static void
a_person_is_recognized_and_others_are_not (void)
{
  YqqFaceObservation first = look ((SceneLook){0}), darker = look ((SceneLook){.darker = .3f});
  YqqFaceObservation smaller = look ((SceneLook){.smaller = .3f, .aside = .1f});
  g_assert_cmpfloat (yqq_embedding_compare (&first.embedding, &darker.embedding), >, .8);
  g_assert_cmpfloat (yqq_embedding_compare (&first.embedding, &smaller.embedding), >, .8);
  YqqFaceObservation stranger = look_in (other, (SceneLook){0});
  g_assert_true (stranger.has_embedding);
  g_assert_cmpfloat (yqq_embedding_compare (&first.embedding, &stranger.embedding), <, .4);
}

/* What README.md says: nothing here tells a photograph from a person by its looks alone. */
static void
a_photograph_looks_like_the_person (void)
{
  YqqFaceObservation first = look ((SceneLook){0}), print = look ((SceneLook){.framed = TRUE});
  g_assert_true (print.has_embedding);
  g_assert_cmpfloat (yqq_embedding_compare (&first.embedding, &print.embedding), >,
                     YQQ_FACE_THRESHOLD);
}

int
main (int argc, char **argv)
{
  GBytes *models[YQQ_FACE_N_MODELS];
  g_autoptr (GError) error = NULL;
  g_test_init (&argc, &argv, NULL);
  scene_load_models (models);
  engine = yqq_face_engine_new (models, 2, &error);
  g_assert_no_error (error);
  scene = scene_new (PHOTOGRAPH, PERSON);
  other = scene_new (PHOTOGRAPH, SOMEBODY_ELSE);
#define ADD(name) g_test_add_func ("/face/engine/" #name, name)
  ADD (a_good_picture_is_good);
  ADD (each_fault_of_a_picture_has_its_hint);
  ADD (a_group_is_several_faces);
  ADD (heads_are_seen_to_turn_to_either_side);
  ADD (closed_eyes_are_closed);
  ADD (a_person_is_recognized_and_others_are_not);
  ADD (a_photograph_looks_like_the_person);
  int result = g_test_run ();
  scene_free (scene);
  scene_free (other);
  yqq_face_engine_free (engine);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    g_bytes_unref (models[i]);
  return result;
}
