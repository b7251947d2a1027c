/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: command line, actions of the whole application, beginning and end. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YQQ_TYPE_APPLICATION (yqq_application_get_type ())
G_DECLARE_FINAL_TYPE (YqqApplication, yqq_application, YQQ, APPLICATION, AdwApplication)

YqqApplication *yqq_application_new (void);

G_END_DECLS
