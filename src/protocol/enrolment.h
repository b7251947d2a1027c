/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in: the registration of a device, with evidence of whose it is. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/person.h"
#include "protocol/identity.h"

G_BEGIN_DECLS

/* POST /v1/devices. The number is checked for its kind (member "id_number"). */
typedef struct {
  char *challenge_id;
  char *name;
  YqqIdType id_type;
  char *id_number;
  GPtrArray *proofs;  /* of YqqIdentityProof, 1…YQQ_IDENTITY_MAX_METHODS, no method twice */
  GBytes *public_key; /* SPKI, P-256 */
  char *label;
} YqqDeviceRegistration;

YqqDeviceRegistration *yqq_device_registration_from_json (JsonObject *object, GError **error);
JsonObject *yqq_device_registration_to_json (const YqqDeviceRegistration *self);
void yqq_device_registration_free (YqqDeviceRegistration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDeviceRegistration, yqq_device_registration_free)

/* → */
typedef struct {
  char *device_id;
  YqqPerson *person;
} YqqDeviceRegistered;

YqqDeviceRegistered *yqq_device_registered_from_json (JsonObject *object, GError **error);
JsonObject *yqq_device_registered_to_json (const YqqDeviceRegistered *self);
void yqq_device_registered_free (YqqDeviceRegistered *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDeviceRegistered, yqq_device_registered_free)

YqqPerson *yqq_person_from_json (JsonObject *object, GError **error);
JsonObject *yqq_person_to_json (YqqPerson *person);

G_END_DECLS
