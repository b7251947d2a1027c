/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/identity-document.h"

#include <string.h>

#include "model/nick-table.h"

#define RESIDENT_ID_LENGTH 18
#define BIRTHDAY_START 6
#define BIRTHDAY_LENGTH 8
#define PERMIT_LETTERS "HM"
#define PASSPORT_MIN_LENGTH 5
#define PASSPORT_MAX_LENGTH 15

static const char digits[] = "0123456789";

static const char *const nicks[YQQ_ID_TYPE_COUNT] = {
    [YQQ_ID_TYPE_RESIDENT_ID] = "resident-id",
    [YQQ_ID_TYPE_HK_MACAO_PERMIT] = "hk-macao-permit",
    [YQQ_ID_TYPE_TAIWAN_PERMIT] = "taiwan-permit",
    [YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE] = "hk-macao-taiwan-residence",
    [YQQ_ID_TYPE_PASSPORT] = "passport",
};

static gboolean
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return FALSE;
}

/* GB/T 2260: the provinces' first two digits; 81 to 83 are on residence permits only. */
static gboolean
names_a_province (const char *number)
{
  static const char provinces[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
                                  "50 51 52 53 54 61 62 63 64 65 71 ";
  char wanted[] = {number[0], number[1], ' ', '\0'};
  const char *found = strstr (provinces, wanted);
  return found != NULL && (found - provinces) % 3 == 0;
}

static gboolean
names_a_permit_region (const char *number)
{
  return g_str_has_prefix (number, "810000") || g_str_has_prefix (number, "820000") ||
         g_str_has_prefix (number, "830000");
}

static gboolean
has_a_real_date (const char *number)
{
  const char *d = number + BIRTHDAY_START;
  guint year = (guint)(d[0] - '0') * 1000 + (guint)(d[1] - '0') * 100 + (guint)(d[2] - '0') * 10 +
               (guint)(d[3] - '0');
  guint month = (guint)(d[4] - '0') * 10 + (guint)(d[5] - '0');
  guint day = (guint)(d[6] - '0') * 10 + (guint)(d[7] - '0');
  return year >= 1800 && year < 2200 && month >= 1 && month <= 12 &&
         g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

/* GB 11643-1999 4.3 (ISO 7064 MOD 11-2) */
static char
compute_check (const char *number)
{
  static const guint weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  guint sum = 0;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (guint)(number[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

static gboolean
validate_resident (const char *number, gboolean permit, GError **error)
{
  if (strlen (number) != RESIDENT_ID_LENGTH)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "the number has 18 characters");
  if (strspn (number, digits) < RESIDENT_ID_LENGTH - 1 ||
      strchr ("0123456789X", number[RESIDENT_ID_LENGTH - 1]) == NULL)
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "the number has 17 digits and a digit or X");
  if (permit ? !names_a_permit_region (number) : !names_a_province (number))
    return fail (error, YQQ_MODEL_ERROR_REGION, "the first digits name no place");
  if (!has_a_real_date (number))
    return fail (error, YQQ_MODEL_ERROR_DATE, "the date of birth does not exist");
  if (compute_check (number) != number[RESIDENT_ID_LENGTH - 1])
    return fail (error, YQQ_MODEL_ERROR_CHECK_DIGIT, "the last character does not fit the others");
  return TRUE;
}

/* H or M and eight digits, or ten on older cards */
static gboolean
validate_hk_macao_permit (const char *number, GError **error)
{
  gsize length = strlen (number);
  if (length != 9 && length != 11)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "the number has a letter and 8 or 10 digits");
  if (strchr (PERMIT_LETTERS, number[0]) == NULL || strspn (number + 1, digits) != length - 1)
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "the number has H or M and digits after it");
  return TRUE;
}

/* eight digits; ten on older booklets */
static gboolean
validate_taiwan_permit (const char *number, GError **error)
{
  gsize length = strlen (number);
  if (length != 8 && length != 10)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "the number has 8 or 10 digits");
  if (strspn (number, digits) != length)
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "the number has digits only");
  return TRUE;
}

static gboolean
validate_passport (const char *number, GError **error)
{
  gsize length = strlen (number);
  if (length < PASSPORT_MIN_LENGTH || length > PASSPORT_MAX_LENGTH)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "a passport number has 5 to 15 characters");
  if (strspn (number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != length ||
      strpbrk (number, digits) == NULL)
    return fail (error, YQQ_MODEL_ERROR_CHARACTER,
                 "a passport number has digits and capital letters");
  return TRUE;
}

const char *
yqq_id_type_to_nick (YqqIdType type)
{
  g_return_val_if_fail ((guint)type < YQQ_ID_TYPE_COUNT, NULL);
  return nicks[type];
}

gboolean
yqq_id_type_from_nick (const char *nick, YqqIdType *type)
{
  return yqq_nick_table_find (nicks, YQQ_ID_TYPE_COUNT, nick, (guint *)type);
}

gboolean
yqq_id_number_validate (YqqIdType type, const char *number, GError **error)
{
  if (number == NULL || *number == '\0')
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the number is empty");
  switch (type) {
  case YQQ_ID_TYPE_RESIDENT_ID:
    return validate_resident (number, FALSE, error);
  case YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE:
    return validate_resident (number, TRUE, error);
  case YQQ_ID_TYPE_HK_MACAO_PERMIT:
    return validate_hk_macao_permit (number, error);
  case YQQ_ID_TYPE_TAIWAN_PERMIT:
    return validate_taiwan_permit (number, error);
  case YQQ_ID_TYPE_PASSPORT:
    return validate_passport (number, error);
  }
  g_return_val_if_reached (FALSE);
}

char *
yqq_id_number_mask (const char *number)
{
  gsize length = strlen (number);
  gsize kept = length >= RESIDENT_ID_LENGTH ? 4 : length > 4 ? 2 : 0;
  char *masked = g_strdup (number);
  if (length > 0)
    memset (masked + kept, '*', length - 2 * kept);
  return masked;
}

char *
yqq_id_number_dup_birthday (YqqIdType type, const char *number)
{
  if (type != YQQ_ID_TYPE_RESIDENT_ID && type != YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE)
    return NULL;
  if (!yqq_id_number_validate (type, number, NULL))
    return NULL;
  return g_strndup (number + BIRTHDAY_START, BIRTHDAY_LENGTH);
}
