/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq-authority as a program: starting, refusing to, ending, and its commands. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "base/json.h"
#include "support.h"

#define ENTERPRISE "91440101YQDEM0017N"
#define ADMINISTRATOR_ID "440100190001010014"

static char *directory; /* of data for commands alone */

static char *
fresh_data (const char *name)
{
  return g_build_filename (directory, name, NULL);
}

static int
add_enterprise (const char *data,
                const char *name,
                const char *code,
                const char *id,
                const char *quota,
                char **errors)
{
  g_autofree char *output = NULL;
  return test_run_program (&output, errors, "enterprise", "add", "--data", data, "--name", name,
                           "--credit-code", code, "--legal-representative", "陈明",
                           "--administrator", "林晓", "--administrator-id", id, "--phone",
                           "19900000001", "--quota", quota, "--years", "2", NULL);
}

static int
add_grant (const char *data, const char *name, const char *id, char **errors)
{
  g_autofree char *output = NULL;
  return test_run_program (&output, errors, "grant", "add", "--data", data, "--enterprise",
                           ENTERPRISE, "--name", name, "--id", id, "--phone", "19900000003",
                           "--years", "1", NULL);
}

static void
enterprises_and_grants_are_checked_and_may_be_repeated (void)
{
  g_autofree char *data = fresh_data ("commands");
  g_autofree char *errors = NULL;
  g_assert_cmpint (add_enterprise (data, "企业", ENTERPRISE, ADMINISTRATOR_ID, "1", NULL), ==, 0);
  g_assert_cmpint (add_enterprise (data, "企业", ENTERPRISE, ADMINISTRATOR_ID, "1", NULL), ==, 0);
  g_assert_cmpint (add_enterprise (data, "别的", ENTERPRISE, ADMINISTRATOR_ID, "1", NULL), ==, 1);
  g_assert_cmpint (add_enterprise (data, "企业", "91440101YQDEM0018N", ADMINISTRATOR_ID, "1", NULL),
                   ==, 1);
  g_assert_cmpint (add_enterprise (data, "企业", ENTERPRISE, "440100190001010015", "1", NULL), ==,
                   1);
  g_assert_cmpint (add_grant (data, "黄敏", "440100190003030035", NULL), ==, 0);
  g_assert_cmpint (add_grant (data, "黄敏", "440100190003030035", NULL), ==, 0);
  g_assert_cmpint (add_grant (data, "别人", "440100190003030035", NULL), ==, 1);
  g_assert_cmpint (add_grant (data, "周杰", "440100190004040040", &errors), ==, 1);
  g_assert_nonnull (strstr (errors, "quota"));
  g_autofree char *list = NULL;
  g_assert_cmpint (test_run_program (&list, NULL, "enterprise", "list", "--data", data, NULL), ==,
                   0);
  g_assert_nonnull (strstr (list, ENTERPRISE));
  g_assert_nonnull (strstr (list, "1/1"));
}

static void
a_code_has_eight_digits_and_needs_a_known_person (void)
{
  g_autofree char *data = fresh_data ("commands");
  g_autofree char *code = NULL;
  g_assert_cmpint (test_run_program (&code, NULL, "person", "code", "--data", data, "--id",
                                     ADMINISTRATOR_ID, NULL),
                   ==, 0);
  g_assert_true (g_regex_match_simple ("^[0-9]{8}\n$", code, 0, 0));
  g_assert_cmpint (test_run_program (NULL, NULL, "person", "code", "--data", data, "--id",
                                     "44030019000505005"
                                     "7",
                                     NULL),
                   ==, 1);
}

static void
a_seed_is_taken_whole_or_not_at_all (void)
{
  g_autofree char *data = fresh_data ("seed");
  g_autofree char *good = g_build_filename (directory, "good.json", NULL);
  g_autofree char *bad = g_build_filename (directory, "bad.json", NULL);
  g_autofree char *list = NULL;
  static const char enterprise[] =
      "{\"enterprises\":[{\"name\":\"企业\",\"credit_code\":\"" ENTERPRISE
      "\",\"legal_representative\":\"陈明\",\"quota\":3,\"years\":2,\"administrator\":{\"name\":"
      "\"林晓\",\"id_type\":\"resident-id\",\"id_number\":\"" ADMINISTRATOR_ID
      "\",\"phone\":\"19900000001\"}}],\"grants\":[{\"enterprise\":\"%s\",\"kind\":\"employee\","
      "\"years\":1,\"person\":{\"name\":\"黄敏\",\"id_type\":\"resident-id\",\"id_number\":"
      "\"440100190003030035\",\"phone\":\"19900000003\"}}]}";
  g_autofree char *good_text = g_strdup_printf (enterprise, ENTERPRISE);
  g_autofree char *bad_text = g_strdup_printf (enterprise, "nobody");
  g_assert_true (g_file_set_contents (good, good_text, -1, NULL));
  g_assert_true (g_file_set_contents (bad, bad_text, -1, NULL));
  g_assert_cmpint (test_run_program (NULL, NULL, "seed", "--data", data, bad, NULL), ==, 1);
  g_assert_cmpint (test_run_program (&list, NULL, "enterprise", "list", "--data", data, NULL), ==,
                   0);
  g_assert_cmpstr (list, ==, "");
  g_assert_cmpint (test_run_program (NULL, NULL, "seed", "--data", data, good, NULL), ==, 0);
  g_assert_cmpint (test_run_program (NULL, NULL, "seed", "--data", data, good, NULL), ==, 0);
}

static void
the_demonstration_is_marked_and_made_once (void)
{
  g_autofree char *data = fresh_data ("demonstration");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (test_run_program (NULL, NULL, "demonstration", "create", "--data", data, NULL),
                     ==, 0);
  g_assert_cmpint (test_run_program (&first, NULL, "enterprise", "list", "--data", data, NULL), ==,
                   0);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (first), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (strstr (lines[i], "演示"));
}

static void
relying_parties_are_invited_listed_and_withdrawn (void)
{
  g_autofree char *data = fresh_data ("commands");
  g_autofree char *token = NULL;
  g_assert_cmpint (test_run_program (&token, NULL, "relying-party", "invite", "--data", data,
                                     "--name", "应用", "--domain", "a.example.cn", NULL),
                   ==, 0);
  g_assert_cmpuint (strlen (g_strstrip (token)), ==, 43);
  g_assert_cmpint (test_run_program (NULL, NULL, "relying-party", "invite", "--data", data,
                                     "--name", "应用", "--domain", "Not A Host", NULL),
                   ==, 1);
  g_assert_cmpint (
      test_run_program (NULL, NULL, "relying-party", "withdraw", "--data", data, "nobody", NULL),
      ==, 1);
  g_assert_cmpint (test_run_program (NULL, NULL, "relying-party", "list", "--data", data, NULL), ==,
                   0);
}

static void
every_command_explains_itself (void)
{
  static const char *const commands[][2] = {
      {"serve", NULL},
      {"enterprise", "add"},
      {"enterprise", "list"},
      {"enterprise", "two-person"},
      {"grant", "add"},
      {"person", "code"},
      {"person", "trust"},
      {"relying-party", "invite"},
      {"relying-party", "list"},
      {"relying-party", "withdraw"},
      {"demonstration", "create"},
      {"seed", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autofree char *help = NULL;
    const char *second = commands[i][1] != NULL ? commands[i][1] : "--help";
    g_assert_cmpint (test_run_program (&help, NULL, commands[i][0], second, "--help", NULL), ==, 0);
    g_assert_nonnull (strstr (help, "--data"));
  }
  g_assert_cmpint (test_run_program (NULL, NULL, "nonsense", NULL), ==, 2);
  g_assert_cmpint (test_run_program (NULL, NULL, "--embedded", "nonsense", NULL), ==, 2);
}

static void
a_public_address_needs_tls_or_an_edge (void)
{
  g_autofree char *data = fresh_data ("public");
  g_autofree char *errors = NULL;
  g_assert_cmpint (test_run_program (NULL, &errors, "--listen", "0.0.0.0:0", "--data", data, NULL),
                   ==, 1);
  g_assert_nonnull (strstr (errors, "--tls-certificate"));
  g_assert_cmpint (test_run_program (NULL, NULL, "--listen", "[::]:0", "--data", data, NULL), ==,
                   1);
  g_assert_cmpint (test_run_program (NULL, NULL, "--listen", "127.0.0.1:0", "--behind-edge",
                                     "--data", data, NULL),
                   ==, 2);
}

static void
data_from_the_future_are_left_alone (void)
{
  g_autofree char *data = fresh_data ("future");
  g_autofree char *errors = NULL;
  g_assert_cmpint (test_run_program (NULL, NULL, "demonstration", "create", "--data", data, NULL),
                   ==, 0);
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (data, NULL);
  g_assert_true (
      yqq_database_run (database, NULL, "UPDATE schema_version SET version = 999", YQQ_END));
  g_clear_object (&database);
  g_assert_cmpint (
      test_run_program (NULL, &errors, "--listen", "127.0.0.1:0", "--data", data, NULL), ==, 1);
  g_assert_nonnull (strstr (errors, "newer version"));
  g_assert_cmpint (test_run_program (NULL, NULL, "enterprise", "list", "--data", data, NULL), ==,
                   1);
}

static void
a_second_one_on_the_same_data_or_socket_says_so (void)
{
  g_autoptr (TestAuthority) running = test_authority_new (NULL);
  g_autofree char *socket = g_build_filename (directory, "other.sock", NULL);
  g_autofree char *other = fresh_data ("second");
  g_autofree char *errors = NULL;
  g_assert_cmpint (test_run_program (NULL, &errors, "--embedded", "--data", running->data,
                                     "--socket", socket, NULL),
                   ==, 3);
  g_assert_nonnull (strstr (errors, running->data));
  g_assert_cmpint (test_run_program (NULL, NULL, "--embedded", "--data", other, "--socket",
                                     running->socket, NULL),
                   ==, 3);
  g_autoptr (TestAnswer) alive = test_request (running, "GET", "/healthz", NULL, NULL);
  g_assert_cmpuint (alive->status, ==, 200);
}

static void
it_is_private_and_keeps_its_address (void)
{
  g_autoptr (TestAuthority) running = test_authority_new (NULL);
  g_autofree char *origin = g_strdup (running->origin);
  g_autofree char *key = g_build_filename (running->data, "ca", "sm2-sm3-root.key", NULL);
  GStatBuf status;
  g_assert_cmpint (g_stat (running->socket, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (running->data, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (key, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  test_authority_restart (running);
  g_assert_cmpstr (running->origin, ==, origin);
}

/* Opening and closing the file anywhere in the process would drop SQLite's locks on it, and the
 * next command's last connection would take the log of the running authority away. */
static void
a_command_beside_it_takes_nothing_of_its_log_away (void)
{
  g_autoptr (TestAuthority) running = test_authority_new (NULL);
  g_autofree char *list = NULL;
  g_assert_cmpint (
      test_run_program (&list, NULL, "enterprise", "list", "--data", running->data, NULL), ==, 0);
  g_assert_nonnull (strstr (list, "演示"));
  g_autoptr (TestDevice) device = test_log_in (running, 0);
  test_authority_kill (running);
  test_authority_start (running);
  g_autoptr (TestAnswer) me = test_device_request (device, running, "GET", "/v1/me", NULL);
  g_assert_cmpuint (me->status, ==, 200);
}

static void
it_ends_with_its_parents_input (void)
{
  g_autoptr (TestAuthority) running = test_authority_new (NULL);
  g_output_stream_close (g_subprocess_get_stdin_pipe (running->process), NULL, NULL);
  g_assert_true (g_subprocess_wait (running->process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (running->process), ==, 0);
  g_assert_false (g_file_test (running->socket, G_FILE_TEST_EXISTS));
  g_clear_object (&running->process);
}

static void
it_ends_in_order_under_load_and_open_streams (void)
{
  g_autoptr (TestAuthority) running = test_authority_new (NULL);
  g_autoptr (TestAnswer) session =
      test_request (running, "POST", "/pc/sessions", NULL, "{\"purpose\":\"a\",\"documents\":[]}");
  g_assert_cmpuint (session->status, ==, 201);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) stream = g_socket_client_connect_to_host (
      client, "127.0.0.1", test_authority_get_port (running), NULL, NULL);
  g_autofree char *bytes = g_strdup_printf (
      "GET /v1/sessions/%s/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
      "%s\r\n\r\n",
      test_answer_get_text (session, "session_id"),
      test_answer_get_text (session, "session_token"));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), bytes,
                             strlen (bytes), NULL, NULL, NULL);
  char buffer[512];
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (stream));
  g_assert_cmpint (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL), >, 0);
  gint64 begin = g_get_monotonic_time ();
  g_subprocess_send_signal (running->process, SIGTERM);
  while (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL) > 0)
    continue;
  g_assert_true (g_subprocess_wait (running->process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (running->process), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 3 * G_USEC_PER_SEC);
  g_clear_object (&running->process);
}

static void
run_openssl (const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_ptr_array_add (words, (gpointer) "openssl");
  va_list arguments;
  va_start (arguments, first);
  for (const char *word = first; word != NULL; word = va_arg (arguments, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (arguments);
  g_ptr_array_add (words, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *)words->pdata,
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

/* What openssl's own client gets for this request. */
static char *
ask_by_openssl (const char *port, const char *certificate, const char *request)
{
  g_autofree char *address = g_strconcat ("127.0.0.1:", port, NULL);
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        NULL, "openssl", "s_client", "-quiet", "-verify_return_error", "-CAfile",
                        certificate, "-servername", "localhost", "-connect", address, NULL);
  char *answer = NULL;
  g_assert_true (g_subprocess_communicate_utf8 (process, request, NULL, &answer, NULL, NULL));
  return answer;
}

static void
tls_is_spoken_where_it_is_given (void)
{
  g_autofree char *data = fresh_data ("tls");
  g_autofree char *certificate = g_build_filename (directory, "tls.pem", NULL);
  g_autofree char *key = g_build_filename (directory, "tls.key", NULL);
  g_autofree char *program =
      g_build_filename (g_getenv ("YQQ_BUILD_DIR"), "src", "authority", "yqq-authority", NULL);
  g_autofree char *socket = g_build_filename (directory, "tls.sock", NULL);
  run_openssl ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
               "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
               "-keyout", key, "-out", certificate, NULL);
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--listen", "127.0.0.1:0", "--socket", socket,
      "--data", data, "--tls-certificate", certificate, "--tls-key", key, NULL);
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_autoptr (JsonObject) ready = yqq_json_parse (line, -1, 0, NULL);
  const char *origin = json_object_get_string_member (ready, "origin");
  g_assert_true (g_str_has_prefix (origin, "https://127.0.0.1:"));
  g_autofree char *answer =
      ask_by_openssl (strrchr (origin, ':') + 1, certificate,
                      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  g_assert_nonnull (strstr (answer, "{\"ok\":true}"));
  TestAuthority plain = {.socket = socket};
  g_autoptr (TestAnswer) inside = test_request (&plain, "GET", "/healthz", NULL, NULL);
  g_assert_cmpuint (inside->status, ==, 200);
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

static void
half_of_tls_is_none (void)
{
  g_autofree char *data = fresh_data ("tls2");
  g_assert_cmpint (test_run_program (NULL, NULL, "--listen", "127.0.0.1:0", "--data", data,
                                     "--tls-certificate", "/nonexistent", NULL),
                   ==, 2);
  g_assert_cmpint (test_run_program (NULL, NULL, "--listen", "127.0.0.1:0", "--data", data,
                                     "--tls-certificate", "/nonexistent", "--tls-key",
                                     "/nonexistent", NULL),
                   ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  directory = g_dir_make_tmp ("yqq-program-XXXXXX", NULL);
#define ADD(name) g_test_add_func ("/authority/program/" #name, name)
  ADD (enterprises_and_grants_are_checked_and_may_be_repeated);
  ADD (a_code_has_eight_digits_and_needs_a_known_person);
  ADD (a_seed_is_taken_whole_or_not_at_all);
  ADD (the_demonstration_is_marked_and_made_once);
  ADD (relying_parties_are_invited_listed_and_withdrawn);
  ADD (every_command_explains_itself);
  ADD (a_public_address_needs_tls_or_an_edge);
  ADD (data_from_the_future_are_left_alone);
  ADD (a_second_one_on_the_same_data_or_socket_says_so);
  ADD (it_is_private_and_keeps_its_address);
  ADD (a_command_beside_it_takes_nothing_of_its_log_away);
  ADD (it_ends_with_its_parents_input);
  ADD (it_ends_in_order_under_load_and_open_streams);
  ADD (tls_is_spoken_where_it_is_given);
  ADD (half_of_tls_is_none);
  int result = g_test_run ();
  test_remove_all (directory);
  g_free (directory);
  return result;
}
