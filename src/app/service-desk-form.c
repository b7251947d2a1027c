/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service-desk-form.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/log-in-form.h"
#include "app/user-text.h"

/* The purposes by their names on the wire: the app knows no policy. */
static const struct {
  const char *purpose;
  const char *name;
} matters[YQQ_DESK_MATTER_COUNT] = {
    {"log-in", N_ ("Log in on a computer")},
    {"new-pin", N_ ("Set a new PIN")},
    {"unlock", N_ ("Unlock the application")},
    {"transfer", N_ ("Hand on the administrator's office")},
    {"enrol-face", N_ ("Enrol their face")},
    {"enrol-key", N_ ("Register a security key")},
    {"link-account", N_ ("Link an account of their organisation")},
    {NULL, N_ ("Remove a lost security key")},
};

const char *
yqq_desk_matter_get_name (guint matter)
{
  g_return_val_if_fail (matter < YQQ_DESK_MATTER_COUNT, NULL);
  return _ (matters[matter].name);
}

const char *
yqq_desk_matter_get_purpose (guint matter)
{
  g_return_val_if_fail (matter < YQQ_DESK_MATTER_COUNT, NULL);
  return matters[matter].purpose;
}

const char *
yqq_desk_matter_find_name (const char *purpose)
{
  for (guint i = 0; purpose && i < YQQ_DESK_MATTER_COUNT; i++)
    if (g_strcmp0 (matters[i].purpose, purpose) == 0)
      return _ (matters[i].name);
  return NULL;
}

YqqServiceDeskForm *
yqq_service_desk_form_new (void)
{
  YqqServiceDeskForm *self = g_new0 (YqqServiceDeskForm, 1);
  self->name = g_strdup ("");
  self->id_number = g_strdup ("");
  return self;
}

void
yqq_service_desk_form_free (YqqServiceDeskForm *self)
{
  g_free (self->name);
  g_free (self->id_number);
  g_free (self);
}

void
yqq_service_desk_form_set (YqqServiceDeskForm *self,
                           const char *name,
                           YqqIdType id_type,
                           const char *id_number,
                           guint matter,
                           gboolean seen)
{
  g_autoptr (YqqLogInForm) typed = yqq_log_in_form_new ();
  yqq_log_in_form_set_name (typed, name);
  yqq_log_in_form_set_id (typed, id_type, id_number);
  g_free (self->name);
  g_free (self->id_number);
  self->name = g_strdup (typed->name);
  self->id_number = g_strdup (typed->id_number);
  self->id_type = id_type;
  self->matter = matter;
  self->seen = seen;
}

const char *
yqq_service_desk_form_check (const YqqServiceDeskForm *self, YqqDeskField field)
{
  g_autoptr (GError) error = NULL;
  switch (field) {
  case YQQ_DESK_NAME:
    return *self->name ? NULL : _ ("Enter the name as it is on the document.");
  case YQQ_DESK_ID_NUMBER:
    if (yqq_id_number_validate (self->id_type, self->id_number, &error))
      return NULL;
    return *self->id_number ? yqq_id_error_get_sentence (error)
                            : _ ("Enter the number as it is on the document.");
  case YQQ_DESK_SEEN:
    return self->seen ? NULL
                      : _ ("Confirm that the person and the original document are before you.");
  }
  g_return_val_if_reached (NULL);
}

YqqEnterpriseAct *
yqq_service_desk_form_create_act (const YqqServiceDeskForm *self,
                                  const char *enterprise,
                                  const YqqFoundPerson *person,
                                  const char *key)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (
      key ? YQQ_ACT_AUTHENTICATOR_REMOVE : YQQ_ACT_IDENTITY_CONFIRM, enterprise);
  act->subject = g_strdup (key ? key : person->person);
  act->purpose = key ? NULL : g_strdup (yqq_desk_matter_get_purpose (self->matter));
  act->document = self->id_type;
  return act;
}

char *
yqq_service_desk_form_format_sentence (const YqqServiceDeskForm *self)
{
  /* Translators: a person, the kind of their document, what they want */
  return g_strdup_printf (_ ("Confirm that you have seen %1$s with their %2$s: %3$s"), self->name,
                          yqq_id_type_get_name (self->id_type),
                          yqq_desk_matter_get_name (self->matter));
}

char *
yqq_service_desk_form_format_slip (const YqqServiceDeskForm *self,
                                   const char *code,
                                   gint64 until_ms)
{
  g_autofree char *until = yqq_format_date_time (until_ms);
  return g_strdup_printf (
      _ ("Name: %1$s\nFor: %2$s\nOne-time code: %3$s\nGood until: %4$s\n\n"
         "Enter it yourself, once. Nobody of the service desk will ever ask you "
         "for it."),
      self->name, yqq_desk_matter_get_name (self->matter), code, until);
}
