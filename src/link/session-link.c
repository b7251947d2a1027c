/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/session-link.h"

#include "client/client-error.h"
#include "client/remote-pin-gate.h"
#include "link/session-link-private.h"
#include "link/signature-record-private.h"
#include "protocol/problem.h"

#define TICK_MS 500
/* The authority ends a session at its limits; the link does where it hears nothing of that. */
#define GRACE_MS 1500

G_DEFINE_QUARK (yqq - link - error - quark, yqq_link_error)
G_DEFINE_FINAL_TYPE (YqqSessionLink, yqq_session_link, G_TYPE_OBJECT)

enum { CLOSED, N_SIGNALS };

static GParamSpec *properties[YQQ_LINK_N_PROPS];
static guint signals[N_SIGNALS];

GType
yqq_approval_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
      {YQQ_APPROVAL_ONCE, "YQQ_APPROVAL_ONCE", "once"},
      {YQQ_APPROVAL_EACH, "YQQ_APPROVAL_EACH", "each"},
      {0, NULL, NULL},
  };
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("YqqApproval", values));
  return type;
}

/* --- state --------------------------------------------------------------------------------- */

void
yqq_session_link_notify (YqqSessionLink *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
yqq_session_link_set_time (YqqSessionLink *self, guint property, gint64 *place, gint64 value)
{
  if (*place == value)
    return;
  *place = value;
  yqq_session_link_notify (self, property);
}

void
yqq_session_link_set_state (YqqSessionLink *self, YqqSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  yqq_session_link_notify (self, YQQ_LINK_PROP_STATE);
  yqq_session_link_notify (self, YQQ_LINK_PROP_READY);
}

void
yqq_session_link_touch (YqqSessionLink *self)
{
  self->active_at = yqq_clock_get_monotonic_ms (self->clock);
  if (self->connected_at != 0)
    yqq_session_link_set_time (self, YQQ_LINK_PROP_IDLE_AT, &self->idle_at,
                               yqq_clock_get_unix_ms (self->clock) + YQQ_SESSION_IDLE_MS);
}

void
yqq_session_link_wipe (YqqSessionLink *self)
{
  g_clear_pointer (&self->document_signer, yqq_document_signer_free);
  if (self->vault != NULL)
    yqq_unlocked_vault_wipe (self->vault);
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
}

/* What was neither signed nor refused when the session ended. */
static void
fail_open_records (YqqSessionLink *self)
{
  GListModel *records = G_LIST_MODEL (self->signatures);
  gint64 now = yqq_clock_get_unix_ms (self->clock);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    YqqSignatureState state = yqq_signature_record_get_state (record);
    if (state == YQQ_SIGNATURE_WAITING || state == YQQ_SIGNATURE_SIGNING)
      yqq_signature_record_move (record, YQQ_SIGNATURE_FAILED, "session-closed", now);
  }
}

void
yqq_session_link_close (YqqSessionLink *self, YqqSessionState state, const char *reason)
{
  if (self->close_reason != NULL)
    return;
  g_autoptr (YqqSessionLink) alive = g_object_ref (self);
  yqq_session_link_wipe (self);
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->listener != NULL) {
    g_signal_handlers_disconnect_by_data (self->listener, self);
    yqq_event_listener_stop (self->listener);
  }
  yqq_session_link_clear_signing (self);
  fail_open_records (self);
  self->close_reason = g_strdup (reason != NULL ? reason : "lost");
  yqq_session_link_set_time (self, YQQ_LINK_PROP_EXPIRES_AT, &self->expires_at, 0);
  yqq_session_link_notify (self, YQQ_LINK_PROP_CLOSE_REASON);
  yqq_session_link_set_state (self, state);
  g_signal_emit (self, signals[CLOSED], 0);
}

gboolean
yqq_session_link_close_by_error (YqqSessionLink *self, const GError *error)
{
  if (error->domain == YQQ_PROBLEM_ERROR) {
    YqqProblem *problem = yqq_problem_error_get (error);
    YqqSessionState state = YQQ_SESSION_STATE_CLOSED;
    switch (error->code) {
    case YQQ_PROBLEM_SESSION_CLOSED:
      if (!yqq_session_state_from_nick (problem->state, &state) ||
          yqq_session_state_is_open (state))
        state = YQQ_SESSION_STATE_CLOSED;
      yqq_session_link_close (self, state, problem->reason);
      return TRUE;
    case YQQ_PROBLEM_DEVICE_UNKNOWN:
    case YQQ_PROBLEM_DEVICE_REVOKED:
      yqq_session_link_close (self, state, "device-revoked");
      return TRUE;
    case YQQ_PROBLEM_NOT_FOUND:
      yqq_session_link_close (self, state, "lost");
      return TRUE;
    default:
      return FALSE;
    }
  }
  return FALSE;
}

/* --- limits -------------------------------------------------------------------------------- */

static void
enforce_vault_limits (YqqSessionLink *self, gint64 now)
{
  if (now >= self->opened_at + YQQ_SESSION_ABSOLUTE_MS + GRACE_MS)
    yqq_session_link_end (self, YQQ_SESSION_REASON_IDLE, "absolute");
  else if (now >= self->active_at + YQQ_SESSION_IDLE_MS + GRACE_MS)
    yqq_session_link_end (self, YQQ_SESSION_REASON_IDLE, "idle");
}

static gboolean
on_tick (gpointer user_data)
{
  g_autoptr (YqqSessionLink) self = g_object_ref (user_data);
  gboolean waiting =
      self->state == YQQ_SESSION_STATE_SCANNED || self->state == YQQ_SESSION_STATE_CONFIRMED;
  if (self->vault != NULL)
    enforce_vault_limits (self, yqq_clock_get_monotonic_ms (self->clock));
  if (self->close_reason == NULL && waiting && self->expires_at != 0 &&
      yqq_clock_get_unix_ms (self->clock) >= self->expires_at + GRACE_MS)
    yqq_session_link_close (self, YQQ_SESSION_STATE_EXPIRED, "claim");
  return self->tick != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* --- hearing ------------------------------------------------------------------------------- */

static void
on_failed (YqqEventListener *listener, GError *error, YqqSessionLink *self)
{
  if (!yqq_session_link_close_by_error (self, error))
    yqq_session_link_close (self, YQQ_SESSION_STATE_CLOSED, "lost");
}

static void
on_connected_changed (YqqSessionLink *self)
{
  gboolean online = yqq_event_listener_get_connected (self->listener);
  if (self->online == online)
    return;
  self->online = online;
  yqq_session_link_notify (self, YQQ_LINK_PROP_ONLINE);
}

void
yqq_session_link_listen (YqqSessionLink *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/sessions/%s/events", self->session_id);
  self->sender = yqq_frame_sender_new (self->connection, self->session_id);
  self->listener = yqq_event_listener_new (self->connection, path);
  g_signal_connect_swapped (self->listener, "event", G_CALLBACK (yqq_session_link_on_event), self);
  g_signal_connect (self->listener, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect_swapped (self->listener, "notify::connected", G_CALLBACK (on_connected_changed),
                            self);
  yqq_event_listener_start (self->listener);
  self->tick = g_timeout_add (TICK_MS, on_tick, self);
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
yqq_session_link_dispose (GObject *object)
{
  YqqSessionLink *self = YQQ_SESSION_LINK (object);
  yqq_session_link_wipe (self);
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->listener != NULL) {
    g_signal_handlers_disconnect_by_data (self->listener, self);
    yqq_event_listener_stop (self->listener);
  }
  if (self->sender != NULL && self->close_reason == NULL)
    yqq_frame_sender_stop (self->sender);
  yqq_session_link_clear_signing (self);
  G_OBJECT_CLASS (yqq_session_link_parent_class)->dispose (object);
}

static void
yqq_session_link_finalize (GObject *object)
{
  YqqSessionLink *self = YQQ_SESSION_LINK (object);
  g_clear_object (&self->connection);
  g_clear_object (&self->wallet);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  g_clear_object (&self->gate);
  g_free (self->session_id);
  g_free (self->nonce);
  g_clear_object (&self->listener);
  g_clear_object (&self->sender);
  g_clear_object (&self->relying_party);
  g_free (self->purpose);
  g_free (self->check_code);
  g_clear_object (&self->documents);
  g_clear_object (&self->signatures);
  g_hash_table_unref (self->document_digests);
  g_hash_table_unref (self->mismatched);
  g_free (self->close_reason);
  G_OBJECT_CLASS (yqq_session_link_parent_class)->finalize (object);
}

static void
get_text_or_object (YqqSessionLink *self, guint id, GValue *value)
{
  switch (id) {
  case YQQ_LINK_PROP_RELYING_PARTY:
    g_value_set_object (value, self->relying_party);
    break;
  case YQQ_LINK_PROP_PURPOSE:
    g_value_set_string (value, self->purpose);
    break;
  case YQQ_LINK_PROP_CHECK_CODE:
    g_value_set_string (value, self->check_code);
    break;
  case YQQ_LINK_PROP_DOCUMENTS:
    g_value_set_object (value, self->documents);
    break;
  case YQQ_LINK_PROP_SIGNATURES:
    g_value_set_object (value, self->signatures);
    break;
  default:
    g_value_set_string (value, self->close_reason);
  }
}

static void
yqq_session_link_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqSessionLink *self = YQQ_SESSION_LINK (object);
  switch (id) {
  case YQQ_LINK_PROP_STATE:
    g_value_set_int (value, (int)self->state);
    break;
  case YQQ_LINK_PROP_CHECK_PASSED:
    g_value_set_boolean (value, self->check_passed);
    break;
  case YQQ_LINK_PROP_READY:
    g_value_set_boolean (value, yqq_session_link_get_ready (self));
    break;
  case YQQ_LINK_PROP_MISMATCHED:
    g_value_set_boolean (value, yqq_session_link_get_mismatched (self));
    break;
  case YQQ_LINK_PROP_EXPIRES_AT:
    g_value_set_int64 (value, self->expires_at);
    break;
  case YQQ_LINK_PROP_IDLE_AT:
    g_value_set_int64 (value, self->idle_at);
    break;
  case YQQ_LINK_PROP_ABSOLUTE_AT:
    g_value_set_int64 (value, self->absolute_at);
    break;
  case YQQ_LINK_PROP_CONNECTED_AT:
    g_value_set_int64 (value, self->connected_at);
    break;
  case YQQ_LINK_PROP_SIGNATURE_COUNT:
    g_value_set_uint (value, self->signature_count);
    break;
  case YQQ_LINK_PROP_SIGNATURE_LIMIT:
    g_value_set_uint (value, self->signature_limit);
    break;
  case YQQ_LINK_PROP_APPROVAL:
    g_value_set_enum (value, self->approval);
    break;
  case YQQ_LINK_PROP_PEER_PRESENT:
    g_value_set_boolean (value, self->peer_present);
    break;
  case YQQ_LINK_PROP_ONLINE:
    g_value_set_boolean (value, self->online);
    break;
  default:
    get_text_or_object (self, id, value);
  }
}

static void
yqq_session_link_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == YQQ_LINK_PROP_APPROVAL)
    yqq_session_link_set_approval (YQQ_SESSION_LINK (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

#define FLAGS (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
install_text (guint id, const char *name)
{
  properties[id] = g_param_spec_string (name, NULL, NULL, NULL, FLAGS);
}

static void
install_flag (guint id, const char *name, gboolean initially)
{
  properties[id] = g_param_spec_boolean (name, NULL, NULL, initially, FLAGS);
}

static void
install_time (guint id, const char *name)
{
  properties[id] = g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, FLAGS);
}

static void
install_count (guint id, const char *name, guint initially)
{
  properties[id] = g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, initially, FLAGS);
}

static void
install_object (guint id, const char *name, GType type)
{
  properties[id] = g_param_spec_object (name, NULL, NULL, type, FLAGS);
}

static void
yqq_session_link_class_init (YqqSessionLinkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->dispose = yqq_session_link_dispose;
  object_class->finalize = yqq_session_link_finalize;
  object_class->get_property = yqq_session_link_get_property;
  object_class->set_property = yqq_session_link_set_property;

  properties[YQQ_LINK_PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, YQQ_SESSION_STATE_COUNT - 1, 0, FLAGS);
  install_object (YQQ_LINK_PROP_RELYING_PARTY, "relying-party", YQQ_TYPE_RELYING_PARTY);
  install_text (YQQ_LINK_PROP_PURPOSE, "purpose");
  install_text (YQQ_LINK_PROP_CHECK_CODE, "check-code");
  install_flag (YQQ_LINK_PROP_CHECK_PASSED, "check-passed", FALSE);
  install_flag (YQQ_LINK_PROP_READY, "ready", FALSE);
  install_flag (YQQ_LINK_PROP_MISMATCHED, "mismatched", FALSE);
  install_object (YQQ_LINK_PROP_DOCUMENTS, "documents", G_TYPE_LIST_MODEL);
  install_object (YQQ_LINK_PROP_SIGNATURES, "signatures", G_TYPE_LIST_MODEL);
  install_time (YQQ_LINK_PROP_EXPIRES_AT, "expires-at");
  install_time (YQQ_LINK_PROP_IDLE_AT, "idle-at");
  install_time (YQQ_LINK_PROP_ABSOLUTE_AT, "absolute-at");
  install_time (YQQ_LINK_PROP_CONNECTED_AT, "connected-at");
  install_count (YQQ_LINK_PROP_SIGNATURE_COUNT, "signature-count", 0);
  install_count (YQQ_LINK_PROP_SIGNATURE_LIMIT, "signature-limit", YQQ_SESSION_SIGNATURE_LIMIT);
  install_text (YQQ_LINK_PROP_CLOSE_REASON, "close-reason");
  properties[YQQ_LINK_PROP_APPROVAL] = g_param_spec_enum (
      "approval", NULL, NULL, YQQ_TYPE_APPROVAL, YQQ_APPROVAL_ONCE, FLAGS | G_PARAM_WRITABLE);
  install_flag (YQQ_LINK_PROP_PEER_PRESENT, "peer-present", TRUE);
  install_flag (YQQ_LINK_PROP_ONLINE, "online", TRUE);
  g_object_class_install_properties (object_class, YQQ_LINK_N_PROPS, properties);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_session_link_init (YqqSessionLink *self)
{
  g_queue_init (&self->to_sign);
  g_queue_init (&self->to_deliver);
  self->documents = g_list_store_new (YQQ_TYPE_SESSION_DOCUMENT);
  self->signatures = g_list_store_new (YQQ_TYPE_SIGNATURE_RECORD);
  self->document_digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->mismatched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->signature_limit = YQQ_SESSION_SIGNATURE_LIMIT;
  self->peer_present = TRUE;
  self->online = TRUE;
}

YqqSessionLink *
yqq_session_link_new (YqqAuthorityConnection *connection, YqqWallet *wallet, YqqClock *clock)
{
  YqqSessionLink *self = g_object_new (YQQ_TYPE_SESSION_LINK, NULL);
  self->connection = g_object_ref (connection);
  self->wallet = g_object_ref (wallet);
  self->clock = yqq_clock_ref (clock);
  self->gate = yqq_remote_pin_gate_new (connection);
  return self;
}

void
yqq_session_link_set_gate (YqqSessionLink *self, YqqPinGate *gate)
{
  g_set_object (&self->gate, gate);
}
