/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as messages name it: never its content. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/algorithm.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_DOCUMENT_NAME_MAX_LENGTH 200
#define YQQ_DOCUMENT_MAX_SIZE (G_GINT64_CONSTANT (1) << 40)
#define YQQ_DOCUMENT_DIGEST_SIZE 32

typedef struct {
  char *id;   /* an identifier, unique within its message */
  char *name; /* for people: no control or direction characters, no "/" */
  gint64 size;
  GBytes *sm3;       /* session request and answers: may be NULL */
  GBytes *sha256;    /* likewise */
  GBytes *digest;    /* sign: by the certificate's digest algorithm, may be NULL in the frame */
  gboolean supplied; /* sign event: the device can read it from the authority */
} YqqDocumentReference;

YqqDocumentReference *yqq_document_reference_new (const char *id, const char *name, gint64 size);
YqqDocumentReference *yqq_document_reference_copy (const YqqDocumentReference *self);
void yqq_document_reference_free (YqqDocumentReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDocumentReference, yqq_document_reference_free)

/* sm3 for SM2, sha256 for P-256; borrowed, may be NULL. */
GBytes *yqq_document_reference_get_digest_for (const YqqDocumentReference *self,
                                               YqqAlgorithm algorithm);

/* Whether name may be shown to a person as the name of a document. */
gboolean yqq_document_name_is_valid (const char *name);

/* What of a document a message carries beside id, name and size. */
typedef enum {
  YQQ_DOCUMENT_FORM_DIGESTS, /* "digests": session request */
  YQQ_DOCUMENT_FORM_DIGEST,  /* "digest": the frame sign */
  YQQ_DOCUMENT_FORM_SUPPLIED /* "digest" (compulsory) and "supplied": the event sign */
} YqqDocumentForm;

/* The member "documents": minimum to YQQ_SESSION_MAX_DOCUMENTS elements of YqqDocumentReference,
 * ids unique. */
GPtrArray *yqq_document_references_from_json (JsonObject *object,
                                              YqqDocumentForm form,
                                              guint minimum,
                                              GError **error);
JsonArray *yqq_document_references_to_json (GPtrArray *documents, YqqDocumentForm form);

G_END_DECLS
