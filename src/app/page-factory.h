/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page belongs to which place; pages are made when they are first needed. */
#pragma once

#include "app/notice-watch.h"
#include "app/page.h"
#include "app/records.h"
#include "app/router.h"
#include "app/settings.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* What pages are made with; borrowed. */
typedef struct {
  YqqWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  YqqRecords *records;     /* NULL: there are no pages of them */
  YqqNoticeWatch *notices; /* the same */
} YqqPageParts;

/* TRUE once a page exists for the place; what leads to others is not shown. */
gboolean yqq_page_factory_knows (YqqPlace place);

/* A floating page for the place and its subject. */
YqqPage *yqq_page_factory_create (const YqqPageParts *parts, YqqPlace place, GObject *subject);

G_END_DECLS
