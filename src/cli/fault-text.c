/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fault-text.h"

#include <glib/gi18n.h>

static const char *const sentences[YQQ_GRANT_FIELD_COUNT][YQQ_GRANT_FAULT_COUNT] = {
    [YQQ_GRANT_FIELD_NAME] =
        {
            [YQQ_GRANT_FAULT_MISSING] = N_ ("the name is missing"),
            [YQQ_GRANT_FAULT_INVALID] =
                N_ ("a name has 1 to 60 characters that can be shown, and no blanks around it"),
            [YQQ_GRANT_FAULT_OTHER_NAME] =
                N_ ("this number can't be added under this name: check name and number"),
        },
    [YQQ_GRANT_FIELD_ID_TYPE] =
        {
            [YQQ_GRANT_FAULT_MISSING] = N_ ("the kind of document is missing"),
            [YQQ_GRANT_FAULT_INVALID] = N_ ("there is no such kind of document"),
        },
    [YQQ_GRANT_FIELD_ID_NUMBER] =
        {
            [YQQ_GRANT_FAULT_MISSING] = N_ ("the number of the document is missing"),
            [YQQ_GRANT_FAULT_INVALID] = N_ ("this is no number of that kind of document"),
            [YQQ_GRANT_FAULT_ROUNDED] =
                N_ ("a spreadsheet has rounded this number: make its column text, enter it again "
                    "and save the sheet anew"),
            [YQQ_GRANT_FAULT_DUPLICATE] = N_ ("this person is authorised already"),
            [YQQ_GRANT_FAULT_REPEATED] = N_ ("this person stands in an earlier row"),
            [YQQ_GRANT_FAULT_OTHER_NAME] =
                N_ ("this number can't be added under this name: check name and number"),
        },
    [YQQ_GRANT_FIELD_PHONE] =
        {
            [YQQ_GRANT_FAULT_MISSING] = N_ ("the mobile phone number is missing"),
            [YQQ_GRANT_FAULT_INVALID] =
                N_ ("a mobile phone number has 11 digits and begins with 13 to 19"),
            [YQQ_GRANT_FAULT_ROUNDED] =
                N_ ("a spreadsheet has rounded this number: make its column text, enter it again "
                    "and save the sheet anew"),
        },
    [YQQ_GRANT_FIELD_TERM] =
        {
            [YQQ_GRANT_FAULT_MISSING] = N_ ("how long it lasts is missing"),
            [YQQ_GRANT_FAULT_INVALID] =
                N_ ("it lasts 1 to 10 years, or until a day that is still to come"),
            [YQQ_GRANT_FAULT_BEYOND_CERTIFICATE] =
                N_ ("it would outlast the enterprise's certificate"),
        },
    [YQQ_GRANT_FIELD_PERMISSIONS] =
        {
            [YQQ_GRANT_FAULT_INVALID] = N_ ("there is no such permission, or it stands there "
                                            "twice"),
            [YQQ_GRANT_FAULT_NO_SEAL] = N_ ("there is no such seal (yet)"),
        },
};

const char *
yqq_fault_text (YqqGrantField field, YqqGrantFault fault)
{
  if (fault == YQQ_GRANT_FAULT_NONE)
    return NULL;
  const char *sentence = sentences[field][fault];
  return sentence != NULL ? _ (sentence) : _ ("this is not right");
}

char *
yqq_fault_text_dup_all (const YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT])
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (faults[i] != YQQ_GRANT_FAULT_NONE)
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ ("; ") : "",
                              yqq_fault_text (i, faults[i]));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
