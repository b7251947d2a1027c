/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-models.h"

#include <gio/gio.h>

#include "base/json.h"
#include "face/face-resources.h"

#define MANIFEST "/cn/yueqiqian/face/face-models.json"
#define FETCH "./dev models fetches them"

typedef struct {
  const char *file;
  gint64 size;
  const char *sha256;
} Pin;

typedef struct {
  JsonObject *object; /* lends the texts */
  const char *name;
  Pin pins[YQQ_FACE_N_MODELS];
} Manifest;

static const char *const roles[YQQ_FACE_N_MODELS] = {"detector", "landmarks", "eyes", "embedding"};

static gboolean
read_pin (JsonObject *object, Manifest *manifest)
{
  const char *role;
  if (!yqq_json_read_string (object, "role", 32, &role, NULL))
    return FALSE;
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    Pin *pin = &manifest->pins[i];
    if (g_str_equal (roles[i], role))
      return yqq_json_read_string (object, "file", 64, &pin->file, NULL) &&
             yqq_json_read_int (object, "size", 1, G_MAXINT32, &pin->size, NULL) &&
             yqq_json_read_string (object, "sha256", 64, &pin->sha256, NULL);
  }
  return FALSE;
}

/* It is part of the program: that it is whole was seen to by the tests. */
static gpointer
read_manifest (gpointer data)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (yqq_face_get_resource (), MANIFEST, 0, NULL);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  Manifest *manifest = g_new0 (Manifest, 1);
  JsonArray *files = NULL;
  manifest->object = yqq_json_parse (text, (gssize)size, 0, NULL);
  gboolean good = manifest->object != NULL &&
                  yqq_json_read_string (manifest->object, "name", 63, &manifest->name, NULL) &&
                  yqq_json_read_objects (manifest->object, "files", 8, &files, NULL);
  for (guint i = 0; good && i < json_array_get_length (files); i++)
    good = read_pin (json_array_get_object_element (files, i), manifest);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    good = good && manifest->pins[i].file != NULL;
  g_assert (good);
  return manifest;
}

static const Manifest *
get_manifest (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, read_manifest, NULL);
}

const char *
yqq_face_models_get_name (void)
{
  return get_manifest ()->name;
}

const char *
yqq_face_model_get_file (YqqFaceModel model)
{
  g_return_val_if_fail (model < YQQ_FACE_N_MODELS, NULL);
  return get_manifest ()->pins[model].file;
}

char *
yqq_face_models_find_directory (void)
{
  const char *chosen = g_getenv ("YQQ_FACE_MODELS");
  if (chosen != NULL && *chosen != '\0')
    return g_strdup (chosen);
  g_autofree char *own =
      g_build_filename (g_get_user_data_dir (), "yueqiqian", "face-models", NULL);
  g_autofree char *installed = g_build_filename (YQQ_PKGDATADIR, "face-models", NULL);
  gboolean is_installed =
      !g_file_test (own, G_FILE_TEST_IS_DIR) && g_file_test (installed, G_FILE_TEST_IS_DIR);
  return is_installed ? g_steal_pointer (&installed) : g_steal_pointer (&own);
}

static gboolean
refuse (YqqFaceError code, const char *path, const char *what, GError **error)
{
  g_set_error (error, YQQ_FACE_ERROR, code, "%s %s (%s)", path, what, FETCH);
  return FALSE;
}

gboolean
yqq_face_models_are_there (const char *directory, GError **error)
{
  g_autofree char *found = directory == NULL ? yqq_face_models_find_directory () : NULL;
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    const Pin *pin = &get_manifest ()->pins[i];
    g_autofree char *path = g_build_filename (found != NULL ? found : directory, pin->file, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (GFileInfo) info =
        g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
    if (info == NULL)
      return refuse (YQQ_FACE_ERROR_NO_MODELS, path, "is not there", error);
    if (g_file_info_get_size (info) != pin->size)
      return refuse (YQQ_FACE_ERROR_MODELS_CHANGED, path, "is not the pinned file", error);
  }
  return TRUE;
}

static GBytes *
load (const char *directory, const Pin *pin, GError **error)
{
  g_autofree char *path = g_build_filename (directory, pin->file, NULL);
  char *contents;
  gsize size;
  if (!g_file_get_contents (path, &contents, &size, NULL)) {
    refuse (YQQ_FACE_ERROR_NO_MODELS, path, "cannot be read", error);
    return NULL;
  }
  g_autoptr (GBytes) bytes = g_bytes_new_take (contents, size);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!g_str_equal (sha256, pin->sha256)) {
    refuse (YQQ_FACE_ERROR_MODELS_CHANGED, path, "is not the pinned file", error);
    return NULL;
  }
  return g_steal_pointer (&bytes);
}

gboolean
yqq_face_models_load (const char *directory, GBytes *models[YQQ_FACE_N_MODELS], GError **error)
{
  /* Sizes first: a file that is too large is not read. */
  if (!yqq_face_models_are_there (directory, error))
    return FALSE;
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++) {
    GBytes *bytes = load (directory, &get_manifest ()->pins[i], error);
    if (bytes == NULL)
      return FALSE;
    g_ptr_array_add (read, bytes);
  }
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    models[i] = g_bytes_ref (g_ptr_array_index (read, i));
  return TRUE;
}
