/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure-face-accuracy FOLDER...: how often the wrong person is let in and the right one is not,
 * on pictures of people: FOLDER/PERSON/PICTURE. A person's first three pictures with a face are
 * their template, each other one tries to be them, and each picture of everybody else does. Prints
 * a table with 95 % limits (Clopper and Pearson, 1934), and the worst tries.
 *
 * A try here is one picture, where a verification takes the mean of three. Of the hints only the
 * one that asks to look straight can be applied, in the second table: such pictures are not of a
 * camera in front of a person. */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "face-scene.h"
#include "face/detector.h"
#include "face/face-process.h"
#include "face/face-template-private.h"
#include "face/pose.h"

#define TEMPLATE 3

/* As face-engine.c has it. */
#define MAX_YAW 0.22f
#define MAX_ROLL 0.35f

typedef struct {
  char *name;
  GArray *faces;    /* of YqqEmbedding, in the order of the pictures' names */
  GArray *straight; /* of gboolean */
} Person;

static YqqWorkers *workers;
static YqqNetwork *networks[YQQ_FACE_N_MODELS];
static guint n_pictures, n_without_face;

static void
person_clear (gpointer data)
{
  Person *person = data;
  g_free (person->name);
  g_array_unref (person->faces);
  g_array_unref (person->straight);
}

static void
load_networks (void)
{
  GBytes *models[YQQ_FACE_N_MODELS];
  workers = yqq_workers_new (2);
  scene_load_models (models);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data (models[i], &size);
    networks[i] = yqq_network_new (data, size, workers, NULL);
    g_assert_nonnull (networks[i]);
    g_bytes_unref (models[i]);
  }
}

static YqqFacePicture *
load_picture (const char *path)
{
  g_autoptr (GdkPixbuf) raw = gdk_pixbuf_new_from_file (path, NULL);
  g_autoptr (GdkPixbuf) pixbuf = raw != NULL ? gdk_pixbuf_apply_embedded_orientation (raw) : NULL;
  if (pixbuf == NULL)
    return NULL;
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return yqq_face_picture_new_from_frame (&(YqqFaceFrame){
      .pixels = bytes,
      .width = (guint)gdk_pixbuf_get_width (pixbuf),
      .height = (guint)gdk_pixbuf_get_height (pixbuf),
      .stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf),
      .format = gdk_pixbuf_get_has_alpha (pixbuf) ? YQQ_FACE_PIXELS_RGBA : YQQ_FACE_PIXELS_RGB,
  });
}

/* The largest face in the picture. */
static void
add_face (Person *person, const char *path)
{
  g_autoptr (YqqFacePicture) picture = load_picture (path);
  YqqFaceBox boxes[YQQ_DETECTOR_MAX_FACES];
  YqqLandmarks landmarks;
  YqqEmbedding embedding;
  if (picture == NULL)
    return;
  n_pictures++;
  guint n = yqq_detector_find (networks[YQQ_FACE_MODEL_DETECTOR], picture, boxes), largest = 0;
  if (n == 0) {
    n_without_face++;
    return;
  }
  for (guint i = 1; i < n; i++)
    if (boxes[i].height > boxes[largest].height)
      largest = i;
  yqq_landmarks_find (networks[YQQ_FACE_MODEL_LANDMARKS], picture, boxes[largest], &landmarks);
  yqq_embedding_find (networks[YQQ_FACE_MODEL_EMBEDDING], picture, &landmarks, &embedding);
  YqqPose pose = yqq_pose_find (&landmarks);
  gboolean straight = fabsf (pose.yaw) <= MAX_YAW && fabsf (pose.roll) <= MAX_ROLL;
  g_array_append_val (person->faces, embedding);
  g_array_append_val (person->straight, straight);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
add_people (GArray *people, const char *path)
{
  g_autoptr (GPtrArray) names = list (path);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *folder = g_build_filename (path, names->pdata[i], NULL);
    g_autoptr (GPtrArray) pictures = list (folder);
    Person person = {g_strdup (names->pdata[i]), g_array_new (FALSE, FALSE, sizeof (YqqEmbedding)),
                     g_array_new (FALSE, FALSE, sizeof (gboolean))};
    for (guint j = 0; j < pictures->len; j++) {
      g_autofree char *picture = g_build_filename (folder, pictures->pdata[j], NULL);
      add_face (&person, picture);
    }
    if (person.faces->len > 0)
      g_array_append_val (people, person);
    else
      person_clear (&person);
  }
}

/* --- limits ----------------------------------------------------------------------------------- */

/* The chance of at most k out of n. */
static double
get_chance (guint k, guint n, double p)
{
  double sum = 0;
  for (guint i = 0; i <= k; i++)
    sum += exp (lgamma (n + 1.) - lgamma (i + 1.) - lgamma (n - i + 1.) + i * log (p) +
                (n - i) * log1p (-p));
  return sum;
}

/* Where at most k out of n have exactly this chance. */
static double
solve (guint k, guint n, double chance)
{
  double low = 1e-12, high = 1 - 1e-12;
  for (guint i = 0; i < 200; i++) {
    double middle = (low + high) / 2;
    if (get_chance (k, n, middle) > chance)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void
tell (const char *what, guint k, guint n)
{
  double low = k > 0 ? solve (k - 1, n, .975) : 0, high = k < n ? solve (k, n, .025) : 1;
  g_print ("  %s %u of %u: %.2f %% (95 %%: %.2f to %.2f %%)\n", what, k, n,
           n > 0 ? 100. * k / n : 0., 100 * low, 100 * high);
}

/* --- tries ------------------------------------------------------------------------------------ */

static void
try_one (const Person *owner, const Person *who, guint number, GArray *scores)
{
  float score =
      yqq_face_template_compare ((const YqqEmbedding *)(gpointer)owner->faces->data, TEMPLATE,
                                 &g_array_index (who->faces, YqqEmbedding, number));
  g_array_append_val (scores, score);
  if ((owner == who) != (score >= (float)YQQ_FACE_THRESHOLD))
    g_print ("  wrong: %s, number %u as %s: %.3f\n", who->name, number + 1, owner->name,
             (double)score);
}

static void
try_all (GArray *people, gboolean only_straight, GArray *genuine, GArray *strange)
{
  for (guint i = 0; i < people->len; i++) {
    const Person *owner = &g_array_index (people, Person, i);
    for (guint j = 0; j < people->len && owner->faces->len >= TEMPLATE; j++) {
      const Person *who = &g_array_index (people, Person, j);
      for (guint k = i == j ? TEMPLATE : 0; k < who->faces->len; k++)
        if (!only_straight || g_array_index (who->straight, gboolean, k))
          try_one (owner, who, k, i == j ? genuine : strange);
    }
  }
}

static guint
count (GArray *scores, float threshold, gboolean above)
{
  guint n = 0;
  for (guint i = 0; i < scores->len; i++)
    n += (g_array_index (scores, float, i) >= threshold) == above;
  return n;
}

static float
find_extreme (GArray *scores, gboolean largest)
{
  float found = largest ? -1 : 1;
  for (guint i = 0; i < scores->len; i++) {
    float score = g_array_index (scores, float, i);
    found = largest ? MAX (found, score) : MIN (found, score);
  }
  return found;
}

static void
tell_table (GArray *people, gboolean only_straight)
{
  g_autoptr (GArray) genuine = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) strange = g_array_new (FALSE, FALSE, sizeof (float));
  g_print ("\n%s\n", only_straight ? "Tries that look straight" : "All tries");
  try_all (people, only_straight, genuine, strange);
  for (float threshold = .45f; threshold < .66f; threshold += .05f) {
    g_print ("threshold %.2f\n", (double)threshold);
    tell ("the right person refused", count (genuine, threshold, FALSE), genuine->len);
    tell ("a stranger let in      ", count (strange, threshold, TRUE), strange->len);
  }
  g_print ("nearest stranger %.3f, farthest right person %.3f\n",
           (double)find_extreme (strange, TRUE), (double)find_extreme (genuine, FALSE));
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) people = g_array_new (FALSE, TRUE, sizeof (Person));
  g_array_set_clear_func (people, person_clear);
  if (argc < 2) {
    g_printerr ("Usage: measure-face-accuracy FOLDER..., with FOLDER/PERSON/PICTURE\n");
    return EXIT_FAILURE;
  }
  load_networks ();
  for (int i = 1; i < argc; i++)
    add_people (people, argv[i]);
  if (people->len == 0) {
    g_printerr ("There is no picture of a face in there. Each person needs a folder of their own: "
                "FOLDER/PERSON/PICTURE\n");
    return EXIT_FAILURE;
  }
  g_print ("%u people, %u pictures, %u without a face that is found\n", people->len, n_pictures,
           n_without_face);
  tell_table (people, FALSE);
  tell_table (people, TRUE);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    yqq_network_free (networks[i]);
  yqq_workers_free (workers);
  return EXIT_SUCCESS;
}
