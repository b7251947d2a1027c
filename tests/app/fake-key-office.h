/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small office of security keys without an authority: keeps them in memory. */
#pragma once

#include "app/key-office.h"

G_BEGIN_DECLS

#define FAKE_TYPE_KEY_OFFICE (fake_key_office_get_type ())
G_DECLARE_FINAL_TYPE (FakeKeyOffice, fake_key_office, FAKE, KEY_OFFICE, GObject)

FakeKeyOffice *fake_key_office_new (void);
/* One more key, called label, whose credential is credential. */
void fake_key_office_fill (FakeKeyOffice *self, const char *label, GBytes *credential);
/* The next question fails with this error (copied). */
void fake_key_office_fail_next (FakeKeyOffice *self, const GError *error);
/* What was asked last, as "rename k1 家里"; borrowed. */
const char *fake_key_office_get_asked (FakeKeyOffice *self);
guint fake_key_office_count (FakeKeyOffice *self);

G_END_DECLS
