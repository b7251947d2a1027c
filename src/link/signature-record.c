/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/signature-record.h"

#include "base/encoding.h"
#include "link/signature-record-private.h"

struct _YqqSignatureRecord {
  GObject parent;

  char *request_id;
  YqqDocumentReference *document;
  char *digest;
  char *fingerprint;
  char *enterprise_name;
  YqqAlgorithm algorithm;
  gboolean by_value;
  YqqSignatureState state;
  gint64 time;
  char *reason;
};

G_DEFINE_FINAL_TYPE (YqqSignatureRecord, yqq_signature_record, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_REQUEST_ID,
  PROP_DOCUMENT_ID,
  PROP_DOCUMENT_NAME,
  PROP_DOCUMENT_SIZE,
  PROP_DIGEST,
  PROP_FINGERPRINT,
  PROP_ENTERPRISE_NAME,
  PROP_ALGORITHM,
  PROP_SUPPLIED,
  PROP_STATE,
  PROP_TIME,
  PROP_REASON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GType
yqq_signature_state_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
      {YQQ_SIGNATURE_WAITING, "YQQ_SIGNATURE_WAITING", "waiting"},
      {YQQ_SIGNATURE_SIGNING, "YQQ_SIGNATURE_SIGNING", "signing"},
      {YQQ_SIGNATURE_SIGNED, "YQQ_SIGNATURE_SIGNED", "signed"},
      {YQQ_SIGNATURE_REFUSED, "YQQ_SIGNATURE_REFUSED", "refused"},
      {YQQ_SIGNATURE_FAILED, "YQQ_SIGNATURE_FAILED", "failed"},
      {0, NULL, NULL},
  };
  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("YqqSignatureState", values));
  return type;
}

static void
yqq_signature_record_finalize (GObject *object)
{
  YqqSignatureRecord *self = YQQ_SIGNATURE_RECORD (object);
  g_free (self->request_id);
  yqq_document_reference_free (self->document);
  g_free (self->digest);
  g_free (self->fingerprint);
  g_free (self->enterprise_name);
  g_free (self->reason);
  G_OBJECT_CLASS (yqq_signature_record_parent_class)->finalize (object);
}

static void
yqq_signature_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqSignatureRecord *self = YQQ_SIGNATURE_RECORD (object);
  switch (id) {
  case PROP_REQUEST_ID:
    g_value_set_string (value, self->request_id);
    break;
  case PROP_DOCUMENT_ID:
    g_value_set_string (value, self->document->id);
    break;
  case PROP_DOCUMENT_NAME:
    g_value_set_string (value, self->document->name);
    break;
  case PROP_DOCUMENT_SIZE:
    g_value_set_uint64 (value, yqq_signature_record_get_document_size (self));
    break;
  case PROP_DIGEST:
    g_value_set_string (value, self->digest);
    break;
  case PROP_FINGERPRINT:
    g_value_set_string (value, self->fingerprint);
    break;
  case PROP_ENTERPRISE_NAME:
    g_value_set_string (value, self->enterprise_name);
    break;
  case PROP_ALGORITHM:
    g_value_set_string (value, yqq_algorithm_to_nick (self->algorithm));
    break;
  case PROP_SUPPLIED:
    g_value_set_boolean (value, self->document->supplied);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_TIME:
    g_value_set_int64 (value, self->time);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_text (guint id, const char *name)
{
  properties[id] =
      g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
yqq_signature_record_class_init (YqqSignatureRecordClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_signature_record_finalize;
  object_class->get_property = yqq_signature_record_get_property;
  install_text (PROP_REQUEST_ID, "request-id");
  install_text (PROP_DOCUMENT_ID, "document-id");
  install_text (PROP_DOCUMENT_NAME, "document-name");
  install_text (PROP_DIGEST, "digest");
  install_text (PROP_FINGERPRINT, "fingerprint");
  install_text (PROP_ENTERPRISE_NAME, "enterprise-name");
  install_text (PROP_ALGORITHM, "algorithm");
  install_text (PROP_REASON, "reason");
  properties[PROP_DOCUMENT_SIZE] =
      g_param_spec_uint64 ("document-size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SUPPLIED] = g_param_spec_boolean ("supplied", NULL, NULL, FALSE, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, YQQ_TYPE_SIGNATURE_STATE,
                                              YQQ_SIGNATURE_WAITING, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
yqq_signature_record_init (YqqSignatureRecord *self)
{
}

YqqSignatureRecord *
yqq_signature_record_new (const char *request_id,
                          const YqqDocumentReference *reference,
                          const char *fingerprint,
                          const char *enterprise_name,
                          YqqAlgorithm algorithm)
{
  YqqSignatureRecord *self = g_object_new (YQQ_TYPE_SIGNATURE_RECORD, NULL);
  gsize size;
  gconstpointer digest = g_bytes_get_data (reference->digest, &size);
  self->request_id = g_strdup (request_id);
  self->document = yqq_document_reference_copy (reference);
  self->digest = yqq_hex_encode (digest, size);
  self->fingerprint = g_strdup (fingerprint);
  self->enterprise_name = g_strdup (enterprise_name);
  self->algorithm = algorithm;
  return self;
}

void
yqq_signature_record_set_by_value (YqqSignatureRecord *self)
{
  self->by_value = TRUE;
}

gboolean
yqq_signature_record_is_by_value (YqqSignatureRecord *self)
{
  return self->by_value;
}

GBytes *
yqq_signature_record_get_digest_bytes (YqqSignatureRecord *self)
{
  return self->document->digest;
}

void
yqq_signature_record_move (YqqSignatureRecord *self,
                           YqqSignatureState state,
                           const char *reason,
                           gint64 time_ms)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  self->time = yqq_signature_record_is_open (self) ? 0 : time_ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
yqq_signature_record_is_open (YqqSignatureRecord *self)
{
  return self->state == YQQ_SIGNATURE_WAITING || self->state == YQQ_SIGNATURE_SIGNING;
}

const char *
yqq_signature_record_get_request_id (YqqSignatureRecord *self)
{
  return self->request_id;
}

const char *
yqq_signature_record_get_document_id (YqqSignatureRecord *self)
{
  return self->document->id;
}

const char *
yqq_signature_record_get_document_name (YqqSignatureRecord *self)
{
  return self->document->name;
}

guint64
yqq_signature_record_get_document_size (YqqSignatureRecord *self)
{
  return (guint64)self->document->size;
}

const char *
yqq_signature_record_get_digest (YqqSignatureRecord *self)
{
  return self->digest;
}

const char *
yqq_signature_record_get_fingerprint (YqqSignatureRecord *self)
{
  return self->fingerprint;
}

const char *
yqq_signature_record_get_enterprise_name (YqqSignatureRecord *self)
{
  return self->enterprise_name;
}

YqqAlgorithm
yqq_signature_record_get_algorithm (YqqSignatureRecord *self)
{
  return self->algorithm;
}

gboolean
yqq_signature_record_get_supplied (YqqSignatureRecord *self)
{
  return self->document->supplied;
}

YqqSignatureState
yqq_signature_record_get_state (YqqSignatureRecord *self)
{
  return self->state;
}

gint64
yqq_signature_record_get_time (YqqSignatureRecord *self)
{
  return self->time;
}

const char *
yqq_signature_record_get_reason (YqqSignatureRecord *self)
{
  return self->reason;
}
