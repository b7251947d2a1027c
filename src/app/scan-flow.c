/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-flow.h"

#include "client/client-error.h"
#include "protocol/problem.h"
#include "protocol/qr-payload.h"

/* So many camera readings of something else, then it is said: ten come in a second. */
#define STRANGE_READINGS 15

struct _YqqScanFlow {
  GObject parent;

  YqqWorkspace *workspace;
  YqqSettings *settings;
  YqqScanState state;
  GError *error;
  GPtrArray *payloads; /* to choose from */
  GPtrArray *choices;  /* their origins, NULL-terminated */
  YqqClaimVia via;
  guint strange;
  char *refused; /* the camera's text that has already been tried */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (YqqScanFlow, yqq_scan_flow, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static void
set_state (YqqScanFlow *self, YqqScanState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_choices (YqqScanFlow *self)
{
  g_ptr_array_set_size (self->payloads, 0);
  g_ptr_array_set_size (self->choices, 0);
  g_ptr_array_add (self->choices, NULL);
}

/* A camera may have caught a code in its last moment: the next one follows within two seconds. */
static gboolean
may_look_on (YqqScanFlow *self, const GError *error)
{
  return self->via == YQQ_CLAIM_VIA_CAMERA &&
         g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_CODE_EXPIRED);
}

static void
on_claimed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqScanFlow) self = user_data;
  g_autoptr (GError) error = NULL;
  if (yqq_scan_session_finish (YQQ_SCAN_SESSION (source), result, &error)) {
    yqq_scan_flow_restart (self);
    return;
  }
  if (yqq_workspace_get_session (self->workspace) == YQQ_SCAN_SESSION (source))
    yqq_workspace_set_session (self->workspace, NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || may_look_on (self, error))
    set_state (self, YQQ_SCAN_LOOKING);
  else
    yqq_scan_flow_fail (self, error);
}

static gboolean
check_payload (YqqScanFlow *self, YqqQrPayload *payload, GError **error)
{
  const char *origin = yqq_workspace_get_authority_origin (self->workspace);
  if (origin && !yqq_qr_payload_check_origin (payload, origin, error))
    return FALSE;
  if (!yqq_workspace_can_sign (self->workspace)) {
    g_set_error_literal (error, YQQ_LINK_ERROR, YQQ_LINK_ERROR_NO_CERTIFICATE,
                         "No certificate on this device can sign");
    return FALSE;
  }
  return TRUE;
}

static void
claim (YqqScanFlow *self, YqqQrPayload *payload)
{
  g_autoptr (GError) error = NULL;
  if (!check_payload (self, payload, &error)) {
    yqq_scan_flow_fail (self, error);
    return;
  }
  g_autoptr (YqqScanSession) session = yqq_workspace_create_session (self->workspace);
  if (!session) {
    g_set_error_literal (&error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_OFFLINE,
                         "The authority was not reached yet");
    yqq_scan_flow_fail (self, error);
    return;
  }
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  yqq_scan_session_set_approval (session, yqq_settings_get_approval (self->settings));
  set_state (self, YQQ_SCAN_CLAIMING);
  yqq_workspace_set_session (self->workspace, session);
  yqq_scan_session_claim_async (session, payload, self->via, self->cancellable, on_claimed,
                                g_object_ref (self));
}

static void
yqq_scan_flow_dispose (GObject *object)
{
  YqqScanFlow *self = YQQ_SCAN_FLOW (object);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->payloads, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_free);
  G_OBJECT_CLASS (yqq_scan_flow_parent_class)->dispose (object);
}

static void
yqq_scan_flow_class_init (YqqScanFlowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_scan_flow_dispose;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_SCAN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_scan_flow_init (YqqScanFlow *self)
{
  self->payloads = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_qr_payload_free);
  self->choices = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->choices, NULL);
}

YqqScanFlow *
yqq_scan_flow_new (YqqWorkspace *workspace, YqqSettings *settings)
{
  YqqScanFlow *self = g_object_new (YQQ_TYPE_SCAN_FLOW, NULL);
  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  return self;
}

YqqScanState
yqq_scan_flow_get_state (YqqScanFlow *self)
{
  return self->state;
}

const GError *
yqq_scan_flow_get_error (YqqScanFlow *self)
{
  return self->error;
}

const char *const *
yqq_scan_flow_get_choices (YqqScanFlow *self)
{
  return (const char *const *)self->choices->pdata;
}

static gboolean
holds_session (GPtrArray *payloads, const YqqQrPayload *payload)
{
  for (guint i = 0; i < payloads->len; i++)
    if (g_str_equal (((YqqQrPayload *)payloads->pdata[i])->session_id, payload->session_id))
      return TRUE;
  return FALSE;
}

/* Keeps the codes of ours among the readings; *error says why the last other one is not. */
static void
sort_out (YqqScanFlow *self, GPtrArray *readings, GError **error)
{
  forget_choices (self);
  for (guint i = 0; i < readings->len; i++) {
    YqqQrReading *reading = readings->pdata[i];
    g_clear_error (error);
    g_autoptr (YqqQrPayload) payload =
        yqq_qr_payload_parse (reading->text ? reading->text : "", error);
    if (!payload || holds_session (self->payloads, payload))
      continue;
    g_ptr_array_insert (self->choices, (int)self->choices->len - 1, g_strdup (payload->origin));
    g_ptr_array_add (self->payloads, g_steal_pointer (&payload));
  }
}

static void
take_none (YqqScanFlow *self, const GError *error)
{
  if (self->via == YQQ_CLAIM_VIA_CAMERA && ++self->strange < STRANGE_READINGS)
    return;
  if (error)
    yqq_scan_flow_fail (self, error);
}

/* The camera sees the same picture ten times a second; what was refused is not tried again. */
static gboolean
was_tried (YqqScanFlow *self, GPtrArray *readings)
{
  const char *text = ((YqqQrReading *)readings->pdata[0])->text;
  if (self->via != YQQ_CLAIM_VIA_CAMERA || self->payloads->len != 1)
    return FALSE;
  if (g_strcmp0 (self->refused, text) == 0)
    return TRUE;
  g_free (self->refused);
  self->refused = g_strdup (text);
  return FALSE;
}

void
yqq_scan_flow_take_readings (YqqScanFlow *self, GPtrArray *readings, YqqClaimVia via)
{
  g_autoptr (GError) error = NULL;
  if (self->state == YQQ_SCAN_CLAIMING || readings->len == 0)
    return;
  if (via == YQQ_CLAIM_VIA_CAMERA && self->state != YQQ_SCAN_LOOKING)
    return;
  self->via = via;
  sort_out (self, readings, &error);
  if (self->payloads->len == 0)
    take_none (self, error);
  else if (self->payloads->len > 1)
    set_state (self, YQQ_SCAN_CHOOSING);
  else if (!was_tried (self, readings))
    yqq_scan_flow_choose (self, 0);
}

void
yqq_scan_flow_take_text (YqqScanFlow *self, const char *text, YqqClaimVia via)
{
  g_autoptr (GError) error = NULL;
  if (self->state == YQQ_SCAN_CLAIMING)
    return;
  self->via = via;
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_parse (text, &error);
  if (payload)
    claim (self, payload);
  else
    yqq_scan_flow_fail (self, error);
}

void
yqq_scan_flow_choose (YqqScanFlow *self, guint choice)
{
  g_return_if_fail (choice < self->payloads->len);
  g_autoptr (YqqQrPayload) payload = yqq_qr_payload_copy (self->payloads->pdata[choice]);
  claim (self, payload);
}

void
yqq_scan_flow_fail (YqqScanFlow *self, const GError *error)
{
  GError *copy = g_error_copy (error);
  g_clear_error (&self->error);
  self->error = copy;
  set_state (self, YQQ_SCAN_FAILED);
}

void
yqq_scan_flow_restart (YqqScanFlow *self)
{
  self->strange = 0;
  g_clear_pointer (&self->refused, g_free);
  g_clear_error (&self->error);
  forget_choices (self);
  set_state (self, YQQ_SCAN_LOOKING);
}

void
yqq_scan_flow_cancel (YqqScanFlow *self)
{
  YqqScanSession *session = yqq_workspace_get_session (self->workspace);
  if (self->state == YQQ_SCAN_CLAIMING && session && !yqq_scan_session_get_open (session))
    g_cancellable_cancel (self->cancellable);
}
