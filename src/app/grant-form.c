/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/grant-form.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/log-in-form.h"
#include "app/user-text.h"
#include "model/sheet-cell.h"

struct _YqqGrantForm {
  GObject parent;

  YqqAdministration *administration;
  YqqGrantDraft *draft;
  gboolean later;
  char *until; /* the last day as it was typed; NULL: years are chosen instead */
  YqqGrantFault told[YQQ_GRANT_FIELD_COUNT]; /* by the authority, of what is there now */
  GCancellable *asking;
  char *code;
};

G_DEFINE_FINAL_TYPE (YqqGrantForm, yqq_grant_form, G_TYPE_OBJECT)

enum { CHANGED, SIGNALS };

static guint signals[SIGNALS];

static gint64
get_now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
yqq_grant_form_dispose (GObject *object)
{
  YqqGrantForm *self = YQQ_GRANT_FORM (object);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->administration);
  G_OBJECT_CLASS (yqq_grant_form_parent_class)->dispose (object);
}

static void
yqq_grant_form_finalize (GObject *object)
{
  YqqGrantForm *self = YQQ_GRANT_FORM (object);
  yqq_grant_draft_free (self->draft);
  g_free (self->until);
  g_free (self->code);
  G_OBJECT_CLASS (yqq_grant_form_parent_class)->finalize (object);
}

static void
yqq_grant_form_class_init (YqqGrantFormClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_grant_form_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_grant_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_GRANT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
yqq_grant_form_init (YqqGrantForm *self)
{
  self->draft = yqq_grant_draft_new ();
}

YqqGrantForm *
yqq_grant_form_new (YqqAdministration *administration)
{
  YqqGrantForm *self = g_object_new (YQQ_TYPE_GRANT_FORM, NULL);
  self->administration = g_object_ref (administration);
  return self;
}

YqqAdministration *
yqq_grant_form_get_administration (YqqGrantForm *self)
{
  return self->administration;
}

const YqqGrantDraft *
yqq_grant_form_get_draft (YqqGrantForm *self)
{
  return self->draft;
}

/* Takes text; what the authority said of another text is forgotten. */
static void
take_text (YqqGrantForm *self, char **member, char *text, YqqGrantField field)
{
  if (g_strcmp0 (*member, text) != 0)
    self->told[field] = YQQ_GRANT_FAULT_NONE;
  g_free (*member);
  *member = text;
}

static char *
normalise_number (const char *text)
{
  GString *number = g_string_new (NULL);
  for (const char *each = text; *each; each++)
    if (!g_ascii_isspace (*each))
      g_string_append_c (number, g_ascii_toupper (*each));
  return g_string_free (number, FALSE);
}

void
yqq_grant_form_set_name (YqqGrantForm *self, const char *name)
{
  take_text (self, &self->draft->name, g_strstrip (g_strdup (name)), YQQ_GRANT_FIELD_NAME);
}

void
yqq_grant_form_set_id (YqqGrantForm *self, int type, const char *number)
{
  const char *nick = type < 0 ? NULL : yqq_id_type_to_nick ((YqqIdType)type);
  if (g_strcmp0 (self->draft->id_type, nick) != 0)
    self->told[YQQ_GRANT_FIELD_ID_NUMBER] = YQQ_GRANT_FAULT_NONE;
  take_text (self, &self->draft->id_type, g_strdup (nick), YQQ_GRANT_FIELD_ID_TYPE);
  take_text (self, &self->draft->id_number, normalise_number (number), YQQ_GRANT_FIELD_ID_NUMBER);
}

void
yqq_grant_form_set_phone (YqqGrantForm *self, const char *phone)
{
  take_text (self, &self->draft->phone, normalise_number (phone), YQQ_GRANT_FIELD_PHONE);
}

static gint64
get_certificate_end (YqqGrantForm *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview ? overview->certificate_not_after_ms : 0;
}

/* Years −1: neither years nor a day. */
static void
set_term (YqqGrantForm *self, gint64 years, gint64 not_after_ms)
{
  if (self->draft->years != years || self->draft->not_after_ms != not_after_ms)
    self->told[YQQ_GRANT_FIELD_TERM] = YQQ_GRANT_FAULT_NONE;
  self->draft->years = years;
  self->draft->not_after_ms = not_after_ms;
}

void
yqq_grant_form_set_years (YqqGrantForm *self, guint years)
{
  g_clear_pointer (&self->until, g_free);
  set_term (self, years, 0);
}

void
yqq_grant_form_set_until (YqqGrantForm *self, const char *day)
{
  gint64 end_ms = yqq_sheet_cell_get_until (day, get_certificate_end (self));
  g_free (self->until);
  self->until = g_strstrip (g_strdup (day));
  set_term (self, end_ms > 0 || !*self->until ? 0 : -1, end_ms);
}

void
yqq_grant_form_set_permissions (YqqGrantForm *self, const char *const *permissions, gboolean later)
{
  g_strfreev (self->draft->permissions);
  self->draft->permissions = g_strdupv ((char **)permissions);
  self->later = later;
  self->told[YQQ_GRANT_FIELD_PERMISSIONS] = YQQ_GRANT_FAULT_NONE;
}

static gboolean
is_blank (const char *text)
{
  return !text || !*text;
}

gboolean
yqq_grant_form_is_empty (YqqGrantForm *self, YqqGrantField field)
{
  const YqqGrantDraft *draft = self->draft;
  switch (field) {
  case YQQ_GRANT_FIELD_NAME:
    return is_blank (draft->name);
  case YQQ_GRANT_FIELD_ID_TYPE:
    return is_blank (draft->id_type);
  case YQQ_GRANT_FIELD_ID_NUMBER:
    return is_blank (draft->id_number);
  case YQQ_GRANT_FIELD_PHONE:
    return is_blank (draft->phone);
  case YQQ_GRANT_FIELD_TERM:
    return draft->years == 0 && draft->not_after_ms == 0;
  case YQQ_GRANT_FIELD_PERMISSIONS:
    return !self->later && (!draft->permissions || !draft->permissions[0]);
  }
  g_return_val_if_reached (FALSE);
}

/* What is wrong with a day is put right by another day, not by fewer years. */
static const char *
get_day_text (YqqGrantFault fault)
{
  switch (fault) {
  case YQQ_GRANT_FAULT_MISSING:
    return _ ("Enter the last day, such as 2027-03-31");
  case YQQ_GRANT_FAULT_INVALID:
    return _ ("Enter a day that is still to come, within ten years, such as 2027-03-31.");
  case YQQ_GRANT_FAULT_BEYOND_CERTIFICATE:
    return _ ("The enterprise's certificate ends before that day. Enter an earlier one.");
  default:
    return yqq_grant_fault_get_text (YQQ_GRANT_FIELD_TERM, fault);
  }
}

/* Why the number is wrong is worth a sentence of its own. */
static const char *
get_text (YqqGrantForm *self, YqqGrantField field, YqqGrantFault fault)
{
  YqqIdType type;
  g_autoptr (GError) error = NULL;
  if (field == YQQ_GRANT_FIELD_ID_NUMBER && fault == YQQ_GRANT_FAULT_INVALID &&
      yqq_id_type_from_nick (self->draft->id_type, &type) &&
      !yqq_id_number_validate (type, self->draft->id_number, &error))
    return yqq_id_error_get_sentence (error);
  if (field == YQQ_GRANT_FIELD_TERM && self->until)
    return get_day_text (fault);
  return yqq_grant_fault_get_text (field, fault);
}

const char *
yqq_grant_form_check (YqqGrantForm *self, YqqGrantField field)
{
  YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT];
  if (yqq_grant_form_is_empty (self, field))
    return get_text (self, field, YQQ_GRANT_FAULT_MISSING);
  yqq_grant_draft_check (self->draft, get_certificate_end (self), get_now_ms (), faults);
  if (faults[field] == YQQ_GRANT_FAULT_NONE)
    faults[field] = self->told[field];
  return get_text (self, field, faults[field]);
}

gboolean
yqq_grant_form_find_missing (YqqGrantForm *self, YqqGrantField *field)
{
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    if (yqq_grant_form_check (self, (YqqGrantField)i)) {
      *field = (YqqGrantField)i;
      return TRUE;
    }
  return FALSE;
}

char *
yqq_grant_form_format_button (YqqGrantForm *self)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++) {
    if (!yqq_grant_form_check (self, (YqqGrantField)i))
      continue;
    if (missing->len > 0)
      /* Translators: stands between the fields that are still missing */
      g_string_append (missing, C_ ("fields", ", "));
    g_string_append (missing, i == YQQ_GRANT_FIELD_TERM && self->until
                                  ? _ ("last day of validity")
                                  : yqq_grant_field_get_name ((YqqGrantField)i));
  }
  if (missing->len > 0)
    return g_strdup_printf (_ ("Still missing: %s"), missing->str);
  return g_strdup (yqq_grant_form_fits_quota (self) ? _ ("Add authorisation")
                                                    : _ ("The quota is used up"));
}

gboolean
yqq_grant_form_fits_quota (YqqGrantForm *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return !overview || yqq_quota_get_left_after (&overview->quota, 1) >= 0;
}

char *
yqq_grant_form_format_effect (YqqGrantForm *self)
{
  const YqqEnterpriseOverview *overview = yqq_administration_get_overview (self->administration);
  return overview ? yqq_quota_format_effect (&overview->quota, 1) : g_strdup ("");
}

char *
yqq_grant_form_format_end (YqqGrantForm *self)
{
  gint64 end_ms = yqq_grant_draft_get_end_ms (self->draft, get_now_ms ());
  if (end_ms <= 0)
    return g_strdup ("");
  g_autofree char *date = yqq_format_date (end_ms);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("Valid until %s"), date);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (YqqGrantForm) self = user_data;
  g_autoptr (YqqActResult) answer =
      yqq_administration_check_finish (YQQ_ADMINISTRATION (source), result, NULL);
  if (answer && answer->lines->len > 0)
    yqq_grant_form_take_faults (self, answer->lines->pdata[0]);
}

void
yqq_grant_form_ask (YqqGrantForm *self)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  if (yqq_grant_form_check (self, YQQ_GRANT_FIELD_ID_TYPE) ||
      yqq_grant_form_check (self, YQQ_GRANT_FIELD_ID_NUMBER))
    return;
  g_ptr_array_add (drafts, self->draft);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  yqq_administration_check_async (self->administration, drafts, self->asking, on_checked,
                                  g_object_ref (self));
}

void
yqq_grant_form_take_faults (YqqGrantForm *self, const YqqActLine *line)
{
  for (guint i = 0; line && i < YQQ_GRANT_FIELD_COUNT; i++)
    if (!yqq_grant_form_is_empty (self, (YqqGrantField)i))
      self->told[i] = line->faults[i];
  g_signal_emit (self, signals[CHANGED], 0);
}

YqqEnterpriseAct *
yqq_grant_form_create_act (YqqGrantForm *self)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (
      YQQ_ACT_GRANT_ADD, yqq_administration_get_enterprise_id (self->administration));
  g_ptr_array_add (act->drafts, yqq_grant_draft_copy (self->draft));
  act->whole = TRUE;
  return act;
}

char *
yqq_grant_form_format_sentence (YqqGrantForm *self)
{
  /* Translators: %s is a person's name */
  return g_strdup_printf (_ ("Authorise %s to use the enterprise's certificate"),
                          self->draft->name);
}

void
yqq_grant_form_take_grant (YqqGrantForm *self, const YqqActLine *line)
{
  g_free (self->code);
  self->code = g_strdup (line->code);
}

const char *
yqq_grant_form_get_code (YqqGrantForm *self)
{
  return self->code;
}

char *
yqq_grant_form_format_letter (YqqGrantForm *self)
{
  g_autofree char *code = yqq_format_code (self->code ? self->code : "");
  g_autofree char *date = yqq_format_date (yqq_grant_draft_get_end_ms (self->draft, get_now_ms ()));
  g_autofree char *begin = g_strdup_printf (
      /* Translators: %1$s is a person, %2$s an enterprise, %3$s a code, %4$s a date */
      _ ("Dear %1$s,\n\n%2$s has authorised you to use its digital certificate (certificate code "
         "%3$s, valid until %4$s)."),
      self->draft->name, yqq_administration_get_enterprise_name (self->administration), code, date);
  return g_strconcat (begin, "\n",
                      self->later ? _ ("Your permissions will be set later; until then you cannot "
                                       "sign.\n")
                                  : "",
                      "\n",
                      _ ("How to begin:\n"
                         "1. Open Yueqiqian Desktop, press “Please log in” and log in with your "
                         "name, document type and number.\n"
                         "2. Find the certificate under “Certificates”, press “Install "
                         "certificate” and set a PIN of six digits.\n"
                         "3. To sign, press “Scan to sign” and scan the QR code on the PC.\n\n"
                         "Only you know your PIN. Nobody will ever ask you for it."),
                      NULL);
}
