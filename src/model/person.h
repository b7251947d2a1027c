/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person as the authority shows them to themselves: numbers masked. */
#pragma once

#include <glib-object.h>

#include "model/identity-document.h"

G_BEGIN_DECLS

#define YQQ_TYPE_PERSON (yqq_person_get_type ())
G_DECLARE_FINAL_TYPE (YqqPerson, yqq_person, YQQ, PERSON, GObject)

/* All of it is also readable as properties "id", "name", "id-type" (int), "id-number-masked" and
 * "phone-masked". phone_masked may be NULL. */
YqqPerson *yqq_person_new (const char *id,
                           const char *name,
                           YqqIdType id_type,
                           const char *id_number_masked,
                           const char *phone_masked);

const char *yqq_person_get_id (YqqPerson *self);
const char *yqq_person_get_name (YqqPerson *self);
YqqIdType yqq_person_get_id_type (YqqPerson *self);
const char *yqq_person_get_id_number_masked (YqqPerson *self);
const char *yqq_person_get_phone_masked (YqqPerson *self);

G_END_DECLS
