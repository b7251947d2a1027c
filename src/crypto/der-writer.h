/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes DER (ITU-T X.690) from the inside out, for structures that are made too often for
 * OpenSSL's templates. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_DER_OBJECT 0x06
#define YQQ_DER_OCTETS 0x04
#define YQQ_DER_UTC_TIME 0x17
#define YQQ_DER_GENERALIZED_TIME 0x18
#define YQQ_DER_SEQUENCE 0x30
#define YQQ_DER_SET 0x31
#define YQQ_DER_CONTEXT_0 0xa0

/* Appends one value with its tag and length. */
void yqq_der_append (GByteArray *self, guint8 tag, gconstpointer content, gsize size);

/* Makes what was appended from start on the content of a value with this tag. */
void yqq_der_wrap (GByteArray *self, gsize start, guint8 tag);

/* Appends bytes that are DER already. */
void yqq_der_append_raw (GByteArray *self, gconstpointer der, gsize size);

G_END_DECLS
