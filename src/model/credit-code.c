/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/credit-code.h"

#include <string.h>

/* GB 32100-2015 table 2: no I, O, S, V, Z */
static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

#define REGION_START 2
#define REGION_END 8
#define ORGANISATION_START 8
#define ORGANISATION_CHECK 16
#define CHECK 17

static gboolean
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return FALSE;
}

/* GB 32100-2015 4.2.5: weights 3^i mod 31 */
static char
compute_check (const char *code)
{
  guint sum = 0, weight = 1;
  for (guint i = 0; i < CHECK; i++) {
    sum += (guint)(strchr (alphabet, code[i]) - alphabet) * weight;
    weight = weight * 3 % 31;
  }
  return alphabet[(31 - sum % 31) % 31];
}

/* GB 11714-1997: letters count on from 10 in the full alphabet */
static char
compute_organisation_check (const char *code)
{
  static const guint weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
  guint sum = 0;
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++) {
    char c = code[ORGANISATION_START + i];
    sum += (guint)(g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10) * weights[i];
  }
  return "0X987654321"[sum % 11];
}

gboolean
yqq_credit_code_validate (const char *code, GError **error)
{
  if (code == NULL || *code == '\0')
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the credit code is empty");
  if (strlen (code) != YQQ_CREDIT_CODE_LENGTH)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "a credit code has 18 characters");
  if (strspn (code, alphabet) != YQQ_CREDIT_CODE_LENGTH)
    return fail (error, YQQ_MODEL_ERROR_CHARACTER,
                 "a credit code has digits and capital letters other than I, O, S, V and Z");
  for (guint i = REGION_START; i < REGION_END; i++)
    if (!g_ascii_isdigit (code[i]))
      return fail (error, YQQ_MODEL_ERROR_REGION, "characters 3 to 8 are not a division code");
  if (compute_organisation_check (code) != code[ORGANISATION_CHECK])
    return fail (error, YQQ_MODEL_ERROR_ORGANISATION,
                 "the organisation code inside the credit code does not check");
  if (compute_check (code) != code[CHECK])
    return fail (error, YQQ_MODEL_ERROR_CHECK_DIGIT, "the last character does not fit the others");
  return TRUE;
}

gboolean
yqq_credit_code_is_in_province (const char *code, const char *province)
{
  return strlen (code) == YQQ_CREDIT_CODE_LENGTH && strlen (province) == 2 &&
         strncmp (code + REGION_START, province, 2) == 0;
}
