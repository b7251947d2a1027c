/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/diagnostics.h"

#include <adwaita.h>

#include "app/error-text.h"

static const char *const phases[] = {
    [YQQ_PHASE_STARTING] = "starting",
    [YQQ_PHASE_KEYRING_LOCKED] = "keyring-locked",
    [YQQ_PHASE_KEYRING_ABSENT] = "keyring-absent",
    [YQQ_PHASE_LOGGED_OUT] = "logged-out",
    [YQQ_PHASE_LOCKED] = "locked",
    [YQQ_PHASE_LOGGED_IN] = "logged-in",
};

static void
add (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value ? value : "-");
}

static void
add_certificates (GString *text, YqqWorkspace *workspace)
{
  GListModel *all = yqq_workspace_get_all_certificates (workspace);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (YqqCertificateEntry) entry = g_list_model_get_item (all, i);
    add (text, "certificate",
         yqq_certificate_state_to_nick (yqq_certificate_entry_get_state (entry)));
  }
}

static void
add_session (GString *text, YqqScanSession *session)
{
  YqqSessionView view;
  if (!session)
    return;
  yqq_scan_session_view (session, &view);
  add (text, "session", yqq_session_state_to_nick (view.state));
  add (text, "session-reason", view.close_reason);
}

char *
yqq_diagnostics_collect (YqqWorkspace *workspace, YqqSettings *settings)
{
  GString *text = g_string_new (NULL);
  const GError *trouble = yqq_workspace_get_trouble (workspace);
  g_autofree char *code = trouble ? yqq_error_text_dup_code (trouble) : NULL;
  g_autofree char *gtk = g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  add (text, "yueqiqian", YQQ_VERSION);
  add (text, "system", system);
  add (text, "gtk", gtk);
  add (text, "desktop", g_getenv ("XDG_CURRENT_DESKTOP"));
  add (text, "display", G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  add (text, "phase", phases[yqq_workspace_get_phase (workspace)]);
  add (text, "authority", yqq_workspace_get_authority_origin (workspace));
  add (text, "pin", yqq_workspace_get_pin_set (workspace) ? "set" : "not set");
  add (text, "trouble", code);
  add_certificates (text, workspace);
  add_session (text, yqq_workspace_get_session (workspace));
  return g_string_free (text, FALSE);
}
