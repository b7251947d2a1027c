/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yueqiqian-face: reads pictures from its standard input and says what it sees on its standard
 * output (face/face-wire.h), in a sandbox. It ends with its standard input. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "face/face-sandbox.h"
#include "face/face-service.h"

#define N_THREADS 2
#define MAX_MESSAGE (YQQ_FACE_PICTURE_MAX_SIDE * YQQ_FACE_PICTURE_MAX_SIDE * 3)

/* All of it, or FALSE at the end. */
static gboolean
read_all (guint8 *bytes, gsize size)
{
  while (size > 0) {
    gssize n = read (STDIN_FILENO, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    bytes += n;
    size -= (gsize)n;
  }
  return TRUE;
}

static void
write_all (const guint8 *bytes, gsize size)
{
  while (size > 0) {
    gssize n = write (STDOUT_FILENO, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      _exit (EXIT_SUCCESS); /* nobody listens any more */
    bytes += n;
    size -= (gsize)n;
  }
}

static void
answer (YqqFaceWireKind kind, gconstpointer bytes, gsize size, gpointer user_data)
{
  guint8 header[YQQ_FACE_WIRE_HEADER_SIZE];
  yqq_face_wire_write (&(YqqFaceWireHeader){.kind = kind, .length = (guint)size}, header);
  write_all (header, sizeof header);
  write_all (bytes, size);
}

static void
say (JsonObject *object)
{
  g_autofree char *text = yqq_json_to_string (object);
  answer (YQQ_FACE_WIRE_TEXT, text, strlen (text), NULL);
}

static int
refuse (const GError *error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  YqqFaceError code =
      error->domain == YQQ_FACE_ERROR ? (YqqFaceError)error->code : YQQ_FACE_ERROR_FAILED;
  json_object_set_string_member (object, "type", "refused");
  json_object_set_string_member (object, "code", yqq_face_error_to_nick (code));
  json_object_set_string_member (object, "message", error->message);
  say (object);
  return EXIT_FAILURE;
}

static void
say_ready (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "type", "ready");
  json_object_set_string_member (object, "model", yqq_face_models_get_name ());
  say (object);
}

/* Reads the models, then lets go of everything else, then only makes sense of what it has read. */
static YqqFaceEngine *
set_up (const char *directory, GError **error)
{
  GBytes *models[YQQ_FACE_N_MODELS];
  yqq_face_sandbox_prepare ();
  if (!yqq_face_models_load (directory, models, error))
    return NULL;
  YqqFaceEngine *engine = yqq_face_engine_new (models, N_THREADS, error);
  for (guint i = 0; i < YQQ_FACE_N_MODELS; i++)
    g_bytes_unref (models[i]);
  if (engine != NULL && !yqq_face_sandbox_enter (error))
    g_clear_pointer (&engine, yqq_face_engine_free);
  return engine;
}

static gboolean
serve_one (YqqFaceService *service, guint8 *bytes)
{
  guint8 raw[YQQ_FACE_WIRE_HEADER_SIZE];
  YqqFaceWireHeader header;
  g_autoptr (GError) error = NULL;
  if (!read_all (raw, sizeof raw) || !yqq_face_wire_read (raw, &header) ||
      !read_all (bytes, header.length))
    return FALSE;
  gboolean good = yqq_face_service_take (service, &header, bytes, &error);
  yqq_wipe (bytes, header.length);
  return good;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  signal (SIGPIPE, SIG_IGN);
  if (argc != 2) {
    g_printerr ("Usage: yueqiqian-face MODELS\nStarted by yueqiqian; see face/face-wire.h\n");
    return EXIT_FAILURE;
  }
  YqqFaceEngine *engine = set_up (argv[1], &error);
  if (engine == NULL)
    return refuse (error);
  g_autoptr (YqqFaceService) service = yqq_face_service_new (engine, answer, NULL);
  g_autofree guint8 *bytes = g_malloc (MAX_MESSAGE);
  say_ready ();
  while (serve_one (service, bytes))
    ;
  _exit (EXIT_SUCCESS); /* what tidies up at an end may not run in here */
}
