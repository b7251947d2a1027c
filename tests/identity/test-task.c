/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto/digest.h"
#include "identity/policy.h"
#include "identity/task.h"

static GBytes *
bind (const char *purpose, const char *subject, const char *thumbprint, const char *nonce)
{
  g_autoptr (GBytes) bytes = g_bytes_new (nonce, strlen (nonce));
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new ("challenge", bytes, purpose, subject, "person", thumbprint, NULL);
  return yqq_identity_task_dup_binding (task);
}

static void
the_binding_is_the_digest_that_its_header_names (void)
{
  const char text[] = "yqq-identity-v1\nlog-in\n\nthumb\nnonce";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) expected = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
  g_autoptr (GBytes) binding = bind ("log-in", NULL, "thumb", "nonce");
  g_assert_true (g_bytes_equal (binding, expected));
}

static void
another_purpose_subject_device_or_nonce_binds_otherwise (void)
{
  g_autoptr (GBytes) base = bind ("log-in", "a", "thumb", "nonce");
  const char *const others[][4] = {
      {"new-pin", "a", "thumb", "nonce"},  {"log-in", "b", "thumb", "nonce"},
      {"log-in", "a", "other", "nonce"},   {"log-in", "a", "thumb", "once"},
      {"log-in", "a\nthumb", "", "nonce"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (GBytes) other = bind (others[i][0], others[i][1], others[i][2], others[i][3]);
    g_assert_false (g_bytes_equal (base, other));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/task/the_binding_is_the_digest_that_its_header_names",
                   the_binding_is_the_digest_that_its_header_names);
  g_test_add_func ("/identity/task/another_purpose_subject_device_or_nonce_binds_otherwise",
                   another_purpose_subject_device_or_nonce_binds_otherwise);
  return g_test_run ();
}
