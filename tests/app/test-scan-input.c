/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-input.h"

#include <glib/gstdio.h>

#include "fake-workspace.h"
#include "protocol/qr-payload.h"
#include "qr/qr-code.h"
#include "scan/scan-error.h"
#include "widget-test.h"

#define PIXELS_PER_MODULE 6

typedef struct {
  FakeWorkspace *fake;
  YqqSettings *settings;
  YqqScanFlow *flow;
  GCancellable *cancellable;
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_workspace_new ();
  fixture->settings = yqq_settings_new ();
  fixture->cancellable = g_cancellable_new ();
  fixture->directory = g_dir_make_tmp ("yqq-scan-XXXXXX", NULL);
  fake_workspace_fill (fixture->fake);
  fixture->flow = yqq_scan_flow_new (YQQ_WORKSPACE (fixture->fake), fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *picture = g_build_filename (fixture->directory, "picture.png", NULL);
  widget_test_settle ();
  g_assert_finalize_object (fixture->flow);
  g_assert_finalize_object (fixture->fake);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->cancellable);
  g_unlink (picture);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
}

static char *
create_link (void)
{
  static const guint8 sid[YQQ_QR_SID_SIZE] = {1};
  static const guint8 mac[YQQ_QR_MAC_SIZE];
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_new ("http://127.0.0.1:8765", sid, 1, mac);
  return yqq_qr_payload_format_url (payload);
}

/* The code in black on a transparent ground, as web pages draw it. */
static GdkTexture *
create_code (void)
{
  guint side;
  g_autofree char *link = create_link ();
  g_autoptr (YqqQrCode) code = yqq_qr_code_new (link, NULL);
  g_autoptr (GBytes) grey = yqq_qr_code_to_grey (code, PIXELS_PER_MODULE, &side);
  const guint8 *pixels = g_bytes_get_data (grey, NULL);
  guint8 *rgba = g_malloc0 ((gsize)side * side * 4);
  for (guint i = 0; i < side * side; i++)
    rgba[i * 4 + 3] = 255 - pixels[i];
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgba, (gsize)side * side * 4);
  return gdk_memory_texture_new ((int)side, (int)side, GDK_MEMORY_R8G8B8A8, bytes, (gsize)side * 4);
}

static GdkTexture *
create_blank (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (64 * 64 * 4), 64 * 64 * 4);
  return gdk_memory_texture_new (64, 64, GDK_MEMORY_R8G8B8A8, bytes, 64 * 4);
}

static GFile *
store (Fixture *fixture, GdkTexture *texture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "picture.png", NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  return g_file_new_for_path (path);
}

static void
await_claim (Fixture *fixture, YqqClaimVia via)
{
  FakeSession *session = fake_workspace_get_next_session (fixture->fake);
  widget_test_wait_until (fake_session_get_claims (session) == 1);
  g_assert_cmpint (fake_session_get_via (session), ==, via);
}

static void
await_failure (Fixture *fixture, YqqScanError code)
{
  widget_test_wait_until (yqq_scan_flow_get_state (fixture->flow) == YQQ_SCAN_FAILED);
  g_assert_error (yqq_scan_flow_get_error (fixture->flow), YQQ_SCAN_ERROR, (int)code);
}

static void
a_picture_with_a_code_opens_its_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = create_code ();
  g_autoptr (GFile) file = store (fixture, texture);
  fake_workspace_get_next_session (fixture->fake);
  yqq_scan_input_take_file (fixture->flow, file, YQQ_CLAIM_VIA_IMAGE, fixture->cancellable);
  await_claim (fixture, YQQ_CLAIM_VIA_IMAGE);
}

static void
a_picture_without_a_code_says_so (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = create_blank ();
  g_autoptr (GFile) file = store (fixture, texture);
  yqq_scan_input_take_file (fixture->flow, file, YQQ_CLAIM_VIA_IMAGE, fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NO_CODE);
}

static void
a_file_that_is_no_picture_says_so (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "picture.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  yqq_scan_input_take_file (fixture->flow, file, YQQ_CLAIM_VIA_IMAGE, fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NOT_A_PICTURE);
}

static void
a_file_that_is_not_there_says_so (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/picture.png");
  g_autoptr (GFile) remote = g_file_new_for_uri ("https://example.com/picture.png");
  yqq_scan_input_take_file (fixture->flow, file, YQQ_CLAIM_VIA_IMAGE, fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NO_FILE);
  yqq_scan_flow_restart (fixture->flow);
  yqq_scan_input_take_file (fixture->flow, remote, YQQ_CLAIM_VIA_DROP, fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NO_FILE);
}

static void
what_was_cancelled_hands_over_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/picture.png");
  g_autoptr (GdkTexture) texture = create_blank ();
  yqq_scan_input_take_file (fixture->flow, file, YQQ_CLAIM_VIA_IMAGE, fixture->cancellable);
  yqq_scan_input_take_texture (fixture->flow, texture, YQQ_CLAIM_VIA_DROP, fixture->cancellable);
  g_cancellable_cancel (fixture->cancellable);
  /* Each still going holds the flow. */
  widget_test_wait_until (G_OBJECT (fixture->flow)->ref_count == 1);
  g_assert_cmpint (yqq_scan_flow_get_state (fixture->flow), ==, YQQ_SCAN_LOOKING);
}

static GdkClipboard *
get_clipboard (void)
{
  return gdk_display_get_clipboard (gdk_display_get_default ());
}

static void
a_pasted_link_opens_its_session (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = create_link ();
  g_autofree char *text = g_strdup_printf ("\n %s \n", link);
  gdk_clipboard_set_text (get_clipboard (), text);
  fake_workspace_get_next_session (fixture->fake);
  yqq_scan_input_take_clipboard (fixture->flow, get_clipboard (), fixture->cancellable);
  await_claim (fixture, YQQ_CLAIM_VIA_PASTE);
}

static void
a_pasted_picture_opens_its_session (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = create_code ();
  gdk_clipboard_set_texture (get_clipboard (), texture);
  fake_workspace_get_next_session (fixture->fake);
  yqq_scan_input_take_clipboard (fixture->flow, get_clipboard (), fixture->cancellable);
  await_claim (fixture, YQQ_CLAIM_VIA_PASTE);
}

static void
a_pasted_path_is_read_as_a_picture (Fixture *fixture, gconstpointer data)
{
  gdk_clipboard_set_text (get_clipboard (), "/nowhere/picture.png");
  yqq_scan_input_take_clipboard (fixture->flow, get_clipboard (), fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NO_FILE);
}

static void
an_empty_clipboard_says_so (Fixture *fixture, gconstpointer data)
{
  gdk_clipboard_set_content (get_clipboard (), NULL);
  yqq_scan_input_take_clipboard (fixture->flow, get_clipboard (), fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NOT_A_PICTURE);
}

static void
a_dropped_file_is_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = create_code ();
  g_autoptr (GFile) file = store (fixture, texture);
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  fake_workspace_get_next_session (fixture->fake);
  g_assert_true (
      yqq_scan_input_take_value (fixture->flow, &value, YQQ_CLAIM_VIA_DROP, fixture->cancellable));
  await_claim (fixture, YQQ_CLAIM_VIA_DROP);
}

static void
what_cannot_be_dropped_is_not_taken (Fixture *fixture, gconstpointer data)
{
  g_auto (GValue) number = G_VALUE_INIT;
  g_auto (GValue) nothing = G_VALUE_INIT;
  g_value_init (&number, G_TYPE_INT);
  g_value_init (&nothing, GDK_TYPE_FILE_LIST);
  g_assert_false (yqq_scan_input_take_value (fixture->flow, &number, YQQ_CLAIM_VIA_DROP, NULL));
  g_assert_false (yqq_scan_input_take_value (fixture->flow, &nothing, YQQ_CLAIM_VIA_DROP, NULL));
}

static void
without_a_portal_the_screen_is_not_read_and_that_is_told (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = widget_test_show (gtk_label_new ("The scanner"));
  yqq_scan_input_take_screen (fixture->flow, window, fixture->cancellable);
  await_failure (fixture, YQQ_SCAN_ERROR_NO_PORTAL);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name) g_test_add ("/app/scan-input/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (a_picture_with_a_code_opens_its_session);
  ADD (a_picture_without_a_code_says_so);
  ADD (a_file_that_is_no_picture_says_so);
  ADD (a_file_that_is_not_there_says_so);
  ADD (what_was_cancelled_hands_over_nothing);
  ADD (a_pasted_link_opens_its_session);
  ADD (a_pasted_picture_opens_its_session);
  ADD (a_pasted_path_is_read_as_a_picture);
  ADD (an_empty_clipboard_says_so);
  ADD (a_dropped_file_is_read);
  ADD (what_cannot_be_dropped_is_not_taken);
  ADD (without_a_portal_the_screen_is_not_read_and_that_is_told);
  return g_test_run ();
}
