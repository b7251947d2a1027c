/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/account.h"

#include <string.h>

#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/people.h"
#include "authority/store/pins.h"
#include "model/phone.h"
#include "protocol/pin.h"

/* Withdrawn certificates are told for this device only, and only the newest: an answer has to stay
 * under its limit however often somebody installs again. */
#define MAX_WITHDRAWN 4

static GPtrArray *
list_memberships (YqqDatabase *reader, const char *person_id, GError **error)
{
  g_auto (GStrv) ids = yqq_memberships_list (reader, person_id, error);
  if (ids == NULL)
    return NULL;
  g_autoptr (GPtrArray) memberships =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_membership_free);
  for (guint i = 0; ids[i] != NULL; i++) {
    YqqMembership *membership = g_new0 (YqqMembership, 1);
    g_ptr_array_add (memberships, membership);
    if (!yqq_enterprises_find (reader, ids[i], &membership->enterprise, error) ||
        !yqq_memberships_read (reader, ids[i], person_id, &membership->roles, error))
      return NULL;
  }
  return g_steal_pointer (&memberships);
}

static YqqPerson *
show_person (const YqqPersonRecord *record)
{
  g_autofree char *number = yqq_id_number_mask (record->id_number);
  g_autofree char *phone = yqq_phone_mask (record->phone);
  return yqq_person_new (record->id, record->name, record->id_type, number, phone);
}

JsonObject *
yqq_account_describe (YqqDatabase *reader, const YqqDevice *device, GError **error)
{
  g_autoptr (YqqPersonRecord) record = NULL;
  g_autoptr (YqqPin) pin = NULL;
  if (!yqq_people_find (reader, device->person_id, &record, error) ||
      !yqq_pins_find (reader, device->id, &pin, error))
    return NULL;
  g_autoptr (GPtrArray) memberships = list_memberships (reader, device->person_id, error);
  if (memberships == NULL)
    return NULL;
  g_autoptr (YqqPerson) person = show_person (record);
  YqqMe me = {
      .device_id = device->id,
      .person = person,
      .pin_set = pin != NULL,
      .pin_tries_left = pin != NULL ? pin->tries_left : YQQ_PIN_TRIES,
      .pin_locked = pin != NULL && pin->tries_left == 0,
      .memberships = memberships,
      .demonstration = record->demonstration,
  };
  return yqq_me_to_json (&me);
}

static GPtrArray *
list_certificates (YqqDatabase *reader,
                   const char *grant_id,
                   const YqqDevice *device,
                   YqqIssuer *issuer,
                   GError **error)
{
  g_autoptr (GPtrArray) records = yqq_certificates_list (reader, grant_id, error);
  if (records == NULL)
    return NULL;
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint withdrawn = 0;
  for (guint i = records->len; i > 0; i--) {
    const YqqCertificateRecord *record = g_ptr_array_index (records, i - 1);
    gboolean here = strcmp (record->device_id, device->id) == 0;
    gboolean stands = record->state == YQQ_ISSUED_STATE_ACTIVE;
    if (!stands && (!here || withdrawn++ >= MAX_WITHDRAWN))
      continue;
    g_ptr_array_insert (
        shown, 0,
        yqq_certificate_new (record->fingerprint, record->algorithm, record->certificate,
                             yqq_issuer_get_chain (issuer, record->algorithm),
                             record->not_before_ms, record->not_after_ms, record->state, here));
  }
  return shown;
}

static YqqGrant *
show_grant (YqqDatabase *reader,
            const YqqGrantRecord *record,
            const YqqDevice *device,
            YqqIssuer *issuer,
            gint64 now_ms,
            GError **error)
{
  g_autoptr (YqqEnterprise) enterprise = NULL;
  guint roles = 0;
  if (!yqq_enterprises_find (reader, record->enterprise_id, &enterprise, error) ||
      !yqq_memberships_read (reader, record->enterprise_id, record->person_id, &roles, error))
    return NULL;
  g_autoptr (GPtrArray) certificates =
      list_certificates (reader, record->id, device, issuer, error);
  if (certificates == NULL)
    return NULL;
  YqqGrant *grant = yqq_grant_new (record->id, record->code, enterprise, record->kind, roles,
                                   yqq_effective_grant_state (record, now_ms), record->not_after_ms,
                                   certificates);
  yqq_grant_set_permissions (grant, (const char *const *)record->permissions);
  return grant;
}

JsonObject *
yqq_account_list_grants (YqqDatabase *reader,
                         const YqqDevice *device,
                         YqqIssuer *issuer,
                         gint64 now_ms,
                         GError **error)
{
  g_autoptr (GPtrArray) records = yqq_grants_list (reader, device->person_id, error);
  if (records == NULL)
    return NULL;
  g_autoptr (GPtrArray) grants = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (records->len, YQQ_GRANTS_MAX_COUNT); i++) {
    YqqGrant *grant =
        show_grant (reader, g_ptr_array_index (records, i), device, issuer, now_ms, error);
    if (grant == NULL)
      return NULL;
    g_ptr_array_add (grants, grant);
  }
  return yqq_grants_to_json (grants);
}
