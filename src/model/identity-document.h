/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents a person proves who they are with: their kinds and the shape of their numbers. */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_ID_TYPE_RESIDENT_ID,               /* GB 11643 */
  YQQ_ID_TYPE_HK_MACAO_PERMIT,           /* mainland travel permit for HK and Macao residents */
  YQQ_ID_TYPE_TAIWAN_PERMIT,             /* mainland travel permit for Taiwan residents */
  YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE, /* residence permit: like a resident id, 81/82/83 */
  YQQ_ID_TYPE_PASSPORT,
} YqqIdType;
#define YQQ_ID_TYPE_COUNT 5

/* "resident-id", "hk-macao-permit", "taiwan-permit", "hk-macao-taiwan-residence", "passport". */
const char *yqq_id_type_to_nick (YqqIdType type);
gboolean yqq_id_type_from_nick (const char *nick, YqqIdType *type);

/* Checks the number as its kind writes it; letters must be upper case. YQQ_MODEL_ERROR. */
gboolean yqq_id_number_validate (YqqIdType type, const char *number, GError **error);

/* Replaces the middle by asterisks: 18 digits keep 4 and 4 (4401**********1234), shorter ones keep
 * the first and the last two characters. */
char *yqq_id_number_mask (const char *number);

/* The date of birth YYYYMMDD a valid number carries, or NULL where it carries none. */
char *yqq_id_number_dup_birthday (YqqIdType type, const char *number);

G_END_DECLS
