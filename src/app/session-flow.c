/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-flow.h"

#include <glib/gi18n.h>

#include "app/pin-request.h"
#include "protocol/pin.h"

/* More names than these are told by their number. */
#define MOST_NAMES 2

typedef struct {
  YqqWorkspace *workspace;
  YqqRouter *router; /* weak: its way keeps the request, and that keeps us */
  YqqScanSession *session;
  GCancellable *cancellable;
} Asking;

static void
asking_free (Asking *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->workspace);
  g_clear_weak_pointer (&self->router);
  g_object_unref (self->session);
  g_free (self);
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqPinRequest) request = user_data;
  g_autoptr (GError) error = NULL;
  Asking *asking = g_object_get_data (G_OBJECT (request), "asking");
  if (yqq_scan_session_finish (YQQ_SCAN_SESSION (source), result, &error)) {
    yqq_workspace_set_pin_tries_left (asking->workspace, YQQ_PIN_TRIES);
    yqq_pin_request_done (request);
    return;
  }
  yqq_pin_request_fail (request, error);
  yqq_workspace_set_pin_tries_left (asking->workspace, yqq_pin_request_get_tries_left (request));
}

static void
on_submitted (YqqPinRequest *request, YqqSecretBytes *pin, Asking *self)
{
  yqq_scan_session_confirm_async (self->session, pin, self->cancellable, on_confirmed,
                                  g_object_ref (request));
}

static void
on_cancelled (YqqPinRequest *request, Asking *self)
{
  g_cancellable_cancel (self->cancellable); /* who goes back does not want to be connected */
  if (self->router)
    yqq_router_back (self->router);
}

static gboolean
add_name (GPtrArray *names, const char *name)
{
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    return FALSE;
  g_ptr_array_add (names, (gpointer)name);
  return TRUE;
}

char *
yqq_session_flow_format_enterprises (YqqWorkspace *workspace)
{
  GListModel *certificates = yqq_workspace_get_all_certificates (workspace);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (YqqCertificateEntry) entry = g_list_model_get_item (certificates, i);
    if (yqq_certificate_entry_get_usable (entry))
      add_name (names, yqq_certificate_entry_get_enterprise (entry));
  }
  if (names->len > MOST_NAMES)
    return g_strdup_printf (ngettext ("%s and %u other", "%s and %u others", names->len - 1),
                            (const char *)names->pdata[0], names->len - 1);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **)names->pdata);
}

static char *
format_sentence (const YqqSessionView *view)
{
  const char *party = view->relying_party ? yqq_relying_party_get_name (view->relying_party) : "";
  if (!view->purpose || !*view->purpose)
    return g_strdup_printf (_ ("Connect to %s and sign there"), party);
  /* Translators: %1$s is a web system, %2$s is what for, as "Signing of contracts" */
  return g_strdup_printf (_ ("Connect to %1$s and sign there: %2$s"), party, view->purpose);
}

void
yqq_session_flow_confirm (YqqWorkspace *workspace, YqqRouter *router, YqqScanSession *session)
{
  YqqSessionView view;
  yqq_scan_session_view (session, &view);
  g_autofree char *enterprises = yqq_session_flow_format_enterprises (workspace);
  g_autofree char *sentence = format_sentence (&view);
  g_autoptr (YqqPinRequest) request = yqq_pin_request_new (enterprises, sentence);
  const YqqMe *me = yqq_workspace_get_me (workspace);
  Asking *asking = g_new0 (Asking, 1);
  asking->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&asking->router, router);
  asking->session = g_object_ref (session);
  asking->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (request), "asking", asking, (GDestroyNotify)asking_free);
  yqq_pin_request_set_until (request, view.expires_at);
  if (me)
    yqq_pin_request_set_tries_left (request, (int)me->pin_tries_left);
  g_signal_connect (request, "submitted", G_CALLBACK (on_submitted), asking);
  g_signal_connect (request, "cancelled", G_CALLBACK (on_cancelled), asking);
  yqq_router_push (router, YQQ_PLACE_PIN, G_OBJECT (request));
}
