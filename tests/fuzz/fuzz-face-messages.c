/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a face child may say that a picture has taken over: headers, texts, templates. The first
 * byte chooses. */
#include <string.h>

#include "face/face-process-private.h"
#include "face/face-template.h"
#include "fuzz.h"

static void
try_header (const uint8_t *data, size_t size)
{
  YqqFaceWireHeader header;
  guint8 again[YQQ_FACE_WIRE_HEADER_SIZE];
  if (size < YQQ_FACE_WIRE_HEADER_SIZE || !yqq_face_wire_read (data, &header))
    return;
  g_assert_cmpuint (header.length, >, 0);
  yqq_face_wire_write (&header, again);
  g_assert_true (memcmp (data, again, sizeof again) == 0);
}

/* To a parent that has shown a picture and waits for the end of a verification. */
static void
try_answer (const uint8_t *data, size_t size, gboolean is_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqFaceProcess) process = yqq_face_process_new ("/nonexistent");
  process->is_busy = TRUE;
  process->task = g_task_new (process, NULL, NULL, NULL);
  gboolean good = is_text ? yqq_face_process_take_text (process, data, size, &error)
                          : yqq_face_process_take_template (process, data, size, &error);
  g_assert_true (good == (error == NULL));
  g_assert_false (yqq_face_process_get_running (process));
  yqq_face_process_stop (process);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  if (data[0] == 'H')
    try_header (data + 1, size - 1);
  else
    try_answer (data + 1, size - 1, data[0] == 'T');
  return 0;
}
