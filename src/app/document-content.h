/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document's bytes are to a person: text, a picture, or something for another program. */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Longer texts and longer lines are for an editor: this window would stand still over them. */
#define YQQ_DOCUMENT_TEXT_MAX_BYTES (1024 * 1024)
#define YQQ_DOCUMENT_LINE_MAX_BYTES 20000

typedef enum {
  YQQ_DOCUMENT_TEXT,
  YQQ_DOCUMENT_PICTURE, /* PNG, JPEG or a still WebP */
  YQQ_DOCUMENT_OTHER,
} YqqDocumentKind;

typedef struct {
  YqqDocumentKind kind;
  char *text;         /* TEXT: UTF-8; nothing is left out */
  gboolean marked;    /* characters without a shape are in text as ⟨U+202E⟩ */
  GdkPixbuf *picture; /* PICTURE: upright, at most YQQ_PICTURE_MAX_SIDE wide and high */
} YqqDocumentContent;

/* Never fails: what cannot be shown in full is OTHER. Takes its time: call it in a thread. */
YqqDocumentContent *yqq_document_content_read (GBytes *bytes);
void yqq_document_content_free (YqqDocumentContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDocumentContent, yqq_document_content_free)

G_END_DECLS
