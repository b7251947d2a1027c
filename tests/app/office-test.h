/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page over a small administration, with a user in every state. */
#pragma once

#include "page-test.h"

G_BEGIN_DECLS

#define OFFICE_ENTERPRISE FAKE_ENTERPRISE

/* The administrator's own, of that enterprise; filled and fetched. */
FakeAdministration *office_test_set_up (PageTest *self);
/* Fetches anew what was changed behind the facade's back. */
void office_test_refresh (FakeAdministration *administration);

/* Answers the question for the PIN that the router stands at, and waits for the act's end. */
void office_test_enter_pin (PageTest *self, FakeAdministration *administration);

/* Presses a response of the message dialog that is open, and waits until it is gone. */
void office_test_answer_dialog (const char *response);

G_END_DECLS
