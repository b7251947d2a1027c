/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small records without an authority: notices and signatures in memory. */
#pragma once

#include "app/records.h"

G_BEGIN_DECLS

#define FAKE_TYPE_RECORDS (fake_records_get_type ())
G_DECLARE_FINAL_TYPE (FakeRecords, fake_records, FAKE, RECORDS, YqqRecords)

/* 2026-03-01T00:00:00Z */
#define FAKE_RECORDS_NOW_MS G_GINT64_CONSTANT (1772323200000)

FakeRecords *fake_records_new (void);

/* A notice of "粤演示科技有限公司" (enterprise-1); person, detail and subject may be NULL. */
void fake_records_add_notice (FakeRecords *self,
                              YqqNoticeKind kind,
                              const char *enterprise_id,
                              const char *subject,
                              const char *person,
                              const char *detail,
                              gint64 number);
/* One notice of every kind, and signatures of three people at two web systems. */
void fake_records_fill (FakeRecords *self);
/* That many signatures more. */
void fake_records_add_many (FakeRecords *self, guint count);
void fake_records_set_page_size (FakeRecords *self, guint size);

/* The next question fails with this error (copied), whatever it is. */
void fake_records_fail_next (FakeRecords *self, const GError *error);
/* Keeps answers back, and with FALSE gives them. */
void fake_records_hold (FakeRecords *self, gboolean hold);
/* What the next verification finds: all good, or another document. */
void fake_records_set_good (FakeRecords *self, gboolean good);

/* Up to which sequence notices were told to be seen; 0 for none. */
gint64 fake_records_get_seen (FakeRecords *self);
guint fake_records_count_asked (FakeRecords *self);

G_END_DECLS
