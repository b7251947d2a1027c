/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/session-document.h"

#include "base/encoding.h"
#include "link/session-document-private.h"

struct _YqqSessionDocument {
  GObject parent;

  char *id;
  char *name;
  guint64 size;
  char *sm3;
  char *sha256;
  gboolean supplied;
};

G_DEFINE_FINAL_TYPE (YqqSessionDocument, yqq_session_document, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_NAME, PROP_SIZE, PROP_SM3, PROP_SHA256, PROP_SUPPLIED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static char *
to_hex (GBytes *digest)
{
  if (digest == NULL)
    return NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (digest, &size);
  return yqq_hex_encode (data, size);
}

static void
yqq_session_document_finalize (GObject *object)
{
  YqqSessionDocument *self = YQQ_SESSION_DOCUMENT (object);
  g_free (self->id);
  g_free (self->name);
  g_free (self->sm3);
  g_free (self->sha256);
  G_OBJECT_CLASS (yqq_session_document_parent_class)->finalize (object);
}

static void
yqq_session_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  YqqSessionDocument *self = YQQ_SESSION_DOCUMENT (object);
  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_SIZE:
    g_value_set_uint64 (value, self->size);
    break;
  case PROP_SM3:
    g_value_set_string (value, self->sm3);
    break;
  case PROP_SHA256:
    g_value_set_string (value, self->sha256);
    break;
  case PROP_SUPPLIED:
    g_value_set_boolean (value, self->supplied);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
yqq_session_document_class_init (YqqSessionDocumentClass *class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->finalize = yqq_session_document_finalize;
  object_class->get_property = yqq_session_document_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SM3] = g_param_spec_string ("sm3", NULL, NULL, NULL, flags);
  properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  properties[PROP_SUPPLIED] = g_param_spec_boolean ("supplied", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
yqq_session_document_init (YqqSessionDocument *self)
{
}

YqqSessionDocument *
yqq_session_document_new (const YqqDocumentReference *reference)
{
  YqqSessionDocument *self = g_object_new (YQQ_TYPE_SESSION_DOCUMENT, NULL);
  self->id = g_strdup (reference->id);
  self->name = g_strdup (reference->name);
  self->size = (guint64)reference->size;
  self->sm3 = to_hex (reference->sm3);
  self->sha256 = to_hex (reference->sha256);
  self->supplied = reference->supplied;
  return self;
}

void
yqq_session_document_set_supplied (YqqSessionDocument *self, gboolean supplied)
{
  if (self->supplied == supplied)
    return;
  self->supplied = supplied;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUPPLIED]);
}

const char *
yqq_session_document_get_id (YqqSessionDocument *self)
{
  return self->id;
}

const char *
yqq_session_document_get_name (YqqSessionDocument *self)
{
  return self->name;
}

guint64
yqq_session_document_get_size (YqqSessionDocument *self)
{
  return self->size;
}

const char *
yqq_session_document_get_digest (YqqSessionDocument *self, YqqAlgorithm algorithm)
{
  return algorithm == YQQ_ALGORITHM_SM2_SM3 ? self->sm3 : self->sha256;
}

gboolean
yqq_session_document_get_supplied (YqqSessionDocument *self)
{
  return self->supplied;
}
