/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of enrolment share. */
#pragma once

#include "authority/enrolment.h"

G_BEGIN_DECLS

struct _YqqEnrolment {
  YqqWriter *writer;
  YqqIdentityDesk *desk;
  YqqClock *clock;
};

G_END_DECLS
