/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/confirm-page.h"
#include "app/document-copies.h"
#include "client/client-error.h"
#include "fake-session.h"
#include "fake-workspace.h"
#include "widget-test.h"

typedef struct {
  FakeSession *session;
  YqqRouter *router;
  YqqPage *page;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = fake_session_new ();
  fixture->router = yqq_router_new ();
  fake_session_scan (fixture->session, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->router);
  g_clear_object (&fixture->session);
}

static void
show (Fixture *fixture, YqqDocumentLook *look)
{
  yqq_router_push (fixture->router, YQQ_PLACE_DOCUMENT, G_OBJECT (look));
  fixture->page = yqq_document_page_new (fixture->router, look);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->page));
  yqq_page_arrive (fixture->page);
}

static void
look_at_first (Fixture *fixture)
{
  g_autoptr (YqqSessionDocument) document = g_list_model_get_item (
      yqq_scan_session_get_documents (YQQ_SCAN_SESSION (fixture->session)), 0);
  g_autoptr (YqqDocumentLook) look =
      yqq_document_look_new (YQQ_SCAN_SESSION (fixture->session), document);
  show (fixture, look);
}

static YqqSignatureRecord *
look_at_asked (Fixture *fixture)
{
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CONNECTED, NULL);
  YqqSignatureRecord *record =
      fake_session_ask (fixture->session, "合同.txt", YQQ_SIGNATURE_WAITING);
  g_autoptr (YqqDocumentLook) look =
      yqq_document_look_new_for_record (YQQ_SCAN_SESSION (fixture->session), record);
  show (fixture, look);
  return record;
}

static gboolean
sees (Fixture *fixture, const char *label)
{
  return widget_test_find_label (fixture->window, label) != NULL;
}

static GtkWidget *
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = widget_test_find_button (fixture->window, label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  return button;
}

static char *
dup_shown_text (Fixture *fixture)
{
  GtkWidget *view = widget_test_find_type (fixture->window, GTK_TYPE_TEXT_VIEW);
  if (!view)
    return NULL;
  GtkTextIter start, end;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

#define CHECKED "Checked: this is what would be signed"

static void
text_is_shown_in_the_window (Fixture *fixture, gconstpointer data)
{
  fake_session_supply (fixture->session, "d1", "第一条", strlen ("第一条"));
  look_at_first (fixture);
  widget_test_wait_until (sees (fixture, CHECKED));
  g_autofree char *text = dup_shown_text (fixture);
  g_assert_cmpstr (text, ==, "第一条");
}

static void
a_picture_is_shown_in_the_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 30, 20);
  g_autofree char *png = NULL;
  gsize size;
  gdk_pixbuf_fill (pixbuf, 0xffffffff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", NULL, NULL));
  fake_session_supply (fixture->session, "d1", png, size);
  look_at_first (fixture);
  widget_test_wait_until (sees (fixture, CHECKED));
  GtkWidget *picture = widget_test_find_type (fixture->window, GTK_TYPE_PICTURE);
  g_assert_nonnull (picture);
  g_assert_cmpint (
      gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (GTK_PICTURE (picture))), ==,
      30);
}

static void
what_was_not_supplied_is_said_with_its_digest (Fixture *fixture, gconstpointer data)
{
  look_at_first (fixture);
  widget_test_wait_until (sees (fixture, "The document was not supplied"));
  g_assert_false (sees (fixture, CHECKED));
  widget_test_wait_until (sees (fixture, "Digest (SM3)"));
  /* The PC may have supplied it meanwhile. */
  fake_session_supply (fixture->session, "d1", "text", 4);
  press (fixture, "Try again");
  widget_test_wait_until (sees (fixture, CHECKED));
}

static void
fail_with (Fixture *fixture, GQuark domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "for a test");
  fake_session_supply (fixture->session, "d1", "another text", 12);
  fake_session_fail_next (fixture->session, error);
  look_at_first (fixture);
}

static void
another_document_is_never_shown (Fixture *fixture, gconstpointer data)
{
  fail_with (fixture, YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST);
  widget_test_wait_until (sees (fixture, "This is not the document to be signed"));
  g_autofree char *text = dup_shown_text (fixture);
  g_assert_null (text);
  g_assert_false (sees (fixture, CHECKED));
}

static void
a_document_too_large_is_said_so (Fixture *fixture, gconstpointer data)
{
  fail_with (fixture, YQQ_LINK_ERROR, YQQ_LINK_ERROR_TOO_LARGE);
  widget_test_wait_until (sees (fixture, "The document is too large to be looked at here"));
}

static void
being_offline_is_said_and_can_be_tried_again (Fixture *fixture, gconstpointer data)
{
  fail_with (fixture, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE);
  widget_test_wait_until (sees (fixture, "The authority cannot be reached"));
  press (fixture, "Try again");
  widget_test_wait_until (sees (fixture, CHECKED));
}

static void
leaving_gives_up_and_coming_back_begins_again (Fixture *fixture, gconstpointer data)
{
  fake_session_hold_documents (fixture->session, TRUE);
  look_at_first (fixture);
  g_assert_nonnull (widget_test_find_button (fixture->window, "Cancel"));
  yqq_page_leave (fixture->page);
  g_assert_true (fake_session_get_cancelled (fixture->session));
  fake_session_hold_documents (fixture->session, FALSE);
  fake_session_supply (fixture->session, "d1", "text", 4);
  yqq_page_arrive (fixture->page);
  widget_test_wait_until (sees (fixture, CHECKED));
}

static void
what_is_asked_can_be_signed_right_here (Fixture *fixture, gconstpointer data)
{
  YqqSignatureRecord *record = look_at_asked (fixture);
  press (fixture, "Sign");
  g_assert_cmpint (yqq_signature_record_get_state (record), ==, YQQ_SIGNATURE_SIGNED);
  g_assert_cmpint (yqq_router_get_place (fixture->router), !=, YQQ_PLACE_DOCUMENT);
  g_assert_null (widget_test_find_button (fixture->window, "Sign"));
}

static void
what_is_asked_can_be_refused_right_here (Fixture *fixture, gconstpointer data)
{
  YqqSignatureRecord *record = look_at_asked (fixture);
  press (fixture, "Refuse");
  g_assert_cmpint (yqq_signature_record_get_state (record), ==, YQQ_SIGNATURE_REFUSED);
}

static void
a_document_of_the_request_is_not_signed_alone (Fixture *fixture, gconstpointer data)
{
  look_at_first (fixture);
  g_assert_null (widget_test_find_button (fixture->window, "Sign"));
}

static void
a_session_with_another_document_cannot_be_confirmed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeWorkspace) workspace = fake_workspace_new ();
  YqqPage *page = yqq_confirm_page_new (YQQ_WORKSPACE (workspace), fixture->router,
                                        YQQ_SCAN_SESSION (fixture->session));
  g_autoptr (GError) error =
      g_error_new_literal (YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST, "for a test");
  fixture->window = widget_test_show (GTK_WIDGET (page));
  g_assert_true (gtk_widget_is_sensitive (widget_test_find_button (fixture->window, "Continue")));
  press (fixture, "View");
  g_assert_cmpint (yqq_router_get_place (fixture->router), ==, YQQ_PLACE_DOCUMENT);
  fake_session_fail_next (fixture->session, error);
  yqq_document_look_begin (YQQ_DOCUMENT_LOOK (yqq_router_get_subject (fixture->router)));
  GtkWidget *go_on = widget_test_find_button (fixture->window, "A document is not the right one");
  g_assert_nonnull (go_on);
  g_assert_false (gtk_widget_is_sensitive (go_on));
}

/* The desktop's default for text is a program of ours that copies what it is given. */
static void
install_reader (void)
{
  const char *config = g_get_user_config_dir ();
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *program = g_build_filename (applications, "reader.desktop", NULL);
  g_autofree char *list = g_build_filename (config, "mimeapps.list", NULL);
  g_mkdir_with_parents (applications, 0700);
  g_mkdir_with_parents (config, 0700);
  g_assert_true (g_file_set_contents (program,
                                      "[Desktop Entry]\nType=Application\nName=Reader\n"
                                      "Exec=sh -c 'cp \"$0\" \"$HOME/read\"' %f\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (
      list, "[Default Applications]\napplication/pdf=reader.desktop\n", -1, NULL));
}

static guint
count_copies (void)
{
  g_autoptr (GDir) directory = g_dir_open (g_get_user_runtime_dir (), 0, NULL);
  guint count = 0;
  const char *name;
  while ((name = g_dir_read_name (directory)))
    count += g_str_has_prefix (name, "yueqiqian-");
  return count;
}

static void
another_program_gets_a_copy_that_goes_with_the_session (Fixture *fixture, gconstpointer data)
{
  static const char pdf[] = "%PDF-1.7\n";
  g_autofree char *read = g_build_filename (g_get_home_dir (), "read", NULL);
  install_reader ();
  fake_session_supply (fixture->session, "d1", pdf, strlen (pdf));
  look_at_first (fixture);
  widget_test_wait_until (sees (fixture, "Documents of this kind are not shown here"));
  press (fixture, "Open with my program");
  g_autofree char *content = NULL;
  widget_test_wait_until (g_file_get_contents (read, &content, NULL, NULL) && *content);
  g_assert_cmpstr (content, ==, pdf);
  g_assert_cmpuint (count_copies (), ==, 1);
  fake_session_move (fixture->session, YQQ_SESSION_STATE_CLOSED, "user");
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
a_copy_is_private_and_cannot_be_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("text", 4);
  g_autoptr (GError) error = NULL;
  g_autofree char *long_name = g_strnfill (400, 'x');
  g_autofree char *long_pdf = g_strconcat (long_name, ".pdf", NULL);
  g_autoptr (GFile) file =
      yqq_document_copies_create (YQQ_SCAN_SESSION (fixture->session), "合同.pdf", bytes, &error);
  g_assert_no_error (error);
  g_autoptr (GFile) other =
      yqq_document_copies_create (YQQ_SCAN_SESSION (fixture->session), long_pdf, bytes, &error);
  g_assert_no_error (error);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *short_name = g_file_get_basename (other);
  g_autoptr (GFile) parent = g_file_get_parent (file);
  GStatBuf status;
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0400);
  g_assert_cmpint (g_stat (g_file_peek_path (parent), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpstr (name, ==, "合同.pdf");
  g_assert_cmpstr (short_name, ==, "document.pdf");
  g_clear_object (&fixture->session);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
programs_are_not_opened (void)
{
  g_assert_true (yqq_document_copies_may_open ("合同.PDF"));
  g_assert_true (yqq_document_copies_may_open ("合同.ofd"));
  g_assert_false (yqq_document_copies_may_open ("合同.pdf.exe"));
  g_assert_false (yqq_document_copies_may_open ("合同.desktop"));
  g_assert_false (yqq_document_copies_may_open ("pdf"));
}

#define ADD(name) g_test_add ("/app/document-page/" #name, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  ADD (text_is_shown_in_the_window);
  ADD (a_picture_is_shown_in_the_window);
  ADD (what_was_not_supplied_is_said_with_its_digest);
  ADD (another_document_is_never_shown);
  ADD (a_document_too_large_is_said_so);
  ADD (being_offline_is_said_and_can_be_tried_again);
  ADD (leaving_gives_up_and_coming_back_begins_again);
  ADD (what_is_asked_can_be_signed_right_here);
  ADD (what_is_asked_can_be_refused_right_here);
  ADD (a_document_of_the_request_is_not_signed_alone);
  ADD (a_session_with_another_document_cannot_be_confirmed);
  ADD (another_program_gets_a_copy_that_goes_with_the_session);
  ADD (a_copy_is_private_and_cannot_be_changed);
  g_test_add_func ("/app/document-page/programs_are_not_opened", programs_are_not_opened);
  return g_test_run ();
}
