/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-records.h"

#include <string.h>

#include "fake-workspace.h"

typedef void (*Answer) (FakeRecords *self, GTask *task, gpointer data);

/* A question that waits for its answer. */
typedef struct {
  GTask *task;
  Answer answer;
  gpointer data;
  GDestroyNotify free_data;
} Held;

struct _FakeRecords {
  YqqRecords parent;

  GPtrArray *notices;    /* YqqNotice, oldest first */
  GPtrArray *signatures; /* YqqUsageRecord, newest first */
  guint page_size;
  gint64 seen;
  guint asked;
  gboolean good;
  gboolean hold;
  GQueue held; /* of Held */
  GError *next_error;
};

G_DEFINE_FINAL_TYPE (FakeRecords, fake_records, YQQ_TYPE_RECORDS)

static void
held_free (Held *self)
{
  g_object_unref (self->task);
  if (self->free_data)
    self->free_data (self->data);
  g_free (self);
}

static void
release (FakeRecords *self)
{
  Held *held;
  while (!self->hold && (held = g_queue_pop_head (&self->held))) {
    if (!g_task_return_error_if_cancelled (held->task)) {
      if (self->next_error)
        g_task_return_error (held->task, g_steal_pointer (&self->next_error));
      else
        held->answer (self, held->task, held->data);
    }
    held_free (held);
  }
}

/* Takes data. */
static void
ask (YqqRecords *records, GTask *task, Answer answer, gpointer data, GDestroyNotify free_data)
{
  FakeRecords *self = FAKE_RECORDS (records);
  Held *held = g_new (Held, 1);
  *held = (Held){g_object_ref (task), answer, data, free_data};
  self->asked++;
  g_queue_push_tail (&self->held, held);
  release (self);
}

static gint64 *
copy_number (gint64 number)
{
  gint64 *copy = g_new (gint64, 1);
  *copy = number;
  return copy;
}

static void
answer_notices (FakeRecords *self, GTask *task, gpointer data)
{
  gint64 after = *(gint64 *)data;
  YqqNotices *answer = g_new0 (YqqNotices, 1);
  answer->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_notice_free);
  for (guint i = 0; i < self->notices->len; i++) {
    YqqNotice *notice = self->notices->pdata[i];
    notice->seen = notice->sequence <= self->seen;
    answer->unseen += !notice->seen;
    if (notice->sequence > after)
      g_ptr_array_add (answer->notices, yqq_notice_copy (notice));
  }
  g_task_return_pointer (task, answer, (GDestroyNotify)yqq_notices_free);
}

static void
fake_fetch_notices (YqqRecords *records, gint64 after, GTask *task)
{
  ask (records, task, answer_notices, copy_number (after), g_free);
}

static void
answer_seen (FakeRecords *self, GTask *task, gpointer up_to)
{
  self->seen = MAX (self->seen, *(gint64 *)up_to);
  g_task_return_boolean (task, TRUE);
}

static void
fake_see_notices (YqqRecords *records, gint64 up_to, GTask *task)
{
  ask (records, task, answer_seen, copy_number (up_to), g_free);
}

typedef struct {
  char *enterprise_id;
  char *after;
} Question;

static void
question_free (Question *self)
{
  g_free (self->enterprise_id);
  g_free (self->after);
  g_free (self);
}

/* Their own are those of 陈演示. */
static gboolean
is_asked_for (const YqqUsageRecord *record, const Question *question)
{
  return question->enterprise_id ? g_str_equal (record->enterprise, question->enterprise_id)
                                 : g_str_equal (record->signer, "陈演示");
}

static void
answer_history (FakeRecords *self, GTask *task, gpointer data)
{
  const Question *question = data;
  guint from = question->after ? (guint)g_ascii_strtoull (question->after, NULL, 10) : 0;
  YqqUsageRecords *page = g_new0 (YqqUsageRecords, 1);
  page->records = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_usage_record_free);
  guint i = from;
  for (; i < self->signatures->len && page->records->len < self->page_size; i++)
    if (is_asked_for (self->signatures->pdata[i], question))
      g_ptr_array_add (page->records, yqq_usage_record_copy (self->signatures->pdata[i]));
  page->next = i < self->signatures->len ? g_strdup_printf ("%u", i) : NULL;
  g_task_return_pointer (task, page, (GDestroyNotify)yqq_usage_records_free);
}

static void
fake_fetch_history (YqqRecords *records, const char *enterprise_id, const char *after, GTask *task)
{
  Question *question = g_new (Question, 1);
  *question = (Question){g_strdup (enterprise_id), g_strdup (after)};
  ask (records, task, answer_history, question, (GDestroyNotify)question_free);
}

static void
answer_signature (FakeRecords *self, GTask *task, gpointer data)
{
  g_task_return_pointer (task, g_bytes_new_static ("signature", 9), (GDestroyNotify)g_bytes_unref);
}

static void
fake_fetch_signature (YqqRecords *records, const YqqUsageRecord *record, GTask *task)
{
  ask (records, task, answer_signature, NULL, NULL);
}

static void
answer_verify (FakeRecords *self, GTask *task, gpointer data)
{
  YqqVerification found = {.valid = self->good,
                           .signature = TRUE,
                           .digest = self->good,
                           .chain = TRUE,
                           .validity = TRUE,
                           .signer_name = (char *)"陈演示",
                           .signer_enterprise = (char *)"粤演示科技有限公司",
                           .signer_credit_code = (char *)"91440101MA59UA0P7L",
                           .signer_serial = (char *)"0a1b",
                           .signer_fingerprint = (char *)"0a1b2c3d",
                           .signed_at_ms = FAKE_RECORDS_NOW_MS};
  g_task_return_pointer (task, yqq_verification_copy (&found),
                         (GDestroyNotify)yqq_verification_free);
}

static void
fake_verify (YqqRecords *records, GBytes *signature, GFile *document, GTask *task)
{
  ask (records, task, answer_verify, NULL, NULL);
}

static void
fake_records_finalize (GObject *object)
{
  FakeRecords *self = FAKE_RECORDS (object);
  g_queue_clear_full (&self->held, (GDestroyNotify)held_free);
  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->signatures);
  g_clear_error (&self->next_error);
  G_OBJECT_CLASS (fake_records_parent_class)->finalize (object);
}

static void
fake_records_class_init (FakeRecordsClass *class)
{
  YqqRecordsClass *records_class = YQQ_RECORDS_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = fake_records_finalize;
  records_class->fetch_notices_async = fake_fetch_notices;
  records_class->see_notices_async = fake_see_notices;
  records_class->fetch_history_async = fake_fetch_history;
  records_class->fetch_signature_async = fake_fetch_signature;
  records_class->verify_async = fake_verify;
}

static void
fake_records_init (FakeRecords *self)
{
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_notice_free);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_usage_record_free);
  self->page_size = 200;
  self->good = TRUE;
}

FakeRecords *
fake_records_new (void)
{
  return g_object_new (FAKE_TYPE_RECORDS, NULL);
}

void
fake_records_add_notice (FakeRecords *self,
                         YqqNoticeKind kind,
                         const char *enterprise_id,
                         const char *subject,
                         const char *person,
                         const char *detail,
                         gint64 number)
{
  YqqNotice *notice = g_new0 (YqqNotice, 1);
  notice->sequence = self->notices->len + 1;
  notice->kind = kind;
  notice->at_ms = FAKE_RECORDS_NOW_MS + notice->sequence * 60000;
  notice->enterprise = g_strdup (enterprise_id);
  notice->enterprise_name = enterprise_id ? g_strdup ("粤演示科技有限公司") : NULL;
  notice->subject = g_strdup (subject);
  notice->person = g_strdup (person);
  notice->detail = g_strdup (detail);
  notice->number = number;
  g_ptr_array_add (self->notices, notice);
}

static void
add_signature (FakeRecords *self, const char *name, const char *signer, const char *party)
{
  guint8 digest[32];
  YqqUsageRecord *record = g_new0 (YqqUsageRecord, 1);
  memset (digest, (int)self->signatures->len, sizeof digest);
  record->session = g_strdup ("SESSION");
  record->request = g_strdup_printf ("r%u", self->signatures->len);
  record->document = g_strdup ("d1");
  record->name = g_strdup (name);
  record->size = 24576;
  record->digest = g_bytes_new (digest, sizeof digest);
  record->algorithm = YQQ_ALGORITHM_SM2_SM3;
  record->signed_at_ms =
      FAKE_RECORDS_NOW_MS - (gint64)self->signatures->len * G_GINT64_CONSTANT (3600000);
  record->relying_party = g_strdup (party);
  record->domain = g_strdup ("sign.example.cn");
  record->purpose = g_strdup ("合同签署");
  record->enterprise = g_strdup (FAKE_ENTERPRISE);
  record->enterprise_name = g_strdup ("粤演示科技有限公司");
  record->signer = g_strdup (signer);
  record->certificate =
      g_strdup ("0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9");
  record->serial = g_strdup ("0A1B2C3D4E5F6071");
  g_ptr_array_add (self->signatures, record);
}

/* Those about nobody and nothing else, each kind once. */
static void
add_notices_of_person (FakeRecords *self)
{
  for (guint i = YQQ_NOTICE_KEY_ADDED; i < YQQ_NOTICE_KIND_COUNT; i++)
    if (i == YQQ_NOTICE_IDENTITY_CONFIRMED)
      fake_records_add_notice (self, (YqqNoticeKind)i, FAKE_ENTERPRISE, "0001", "赵样例", "new-pin",
                               0);
    else
      fake_records_add_notice (self, (YqqNoticeKind)i, NULL, "0001", NULL, "办公室", 0);
}

void
fake_records_fill (FakeRecords *self)
{
  for (guint i = 0; i < YQQ_NOTICE_KEY_ADDED; i++)
    fake_records_add_notice (self, (YqqNoticeKind)i, FAKE_ENTERPRISE, "0001",
                             i % 3 == 1 && i != YQQ_NOTICE_CERTIFICATE_USED ? "林样例" : NULL,
                             i == YQQ_NOTICE_CERTIFICATE_USED ? "示例采购平台" : NULL, 7);
  add_notices_of_person (self);
  add_signature (self, "采购合同正文（终稿）.pdf", "陈演示", "示例采购平台");
  add_signature (self, "附件一：报价单.xlsx", "陈演示", "示例采购平台");
  add_signature (self, "投标承诺书.docx", "林样例", "南沙招投标系统");
  add_signature (self, "年度审计报告.pdf", "陈演示", "南沙招投标系统");
  add_signature (self, "补充协议.pdf", "王样例", "示例采购平台");
}

void
fake_records_add_many (FakeRecords *self, guint count)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf ("document-%04u.pdf", i);
    add_signature (self, name, "陈演示", "示例采购平台");
  }
}

void
fake_records_set_page_size (FakeRecords *self, guint size)
{
  self->page_size = size;
}

void
fake_records_fail_next (FakeRecords *self, const GError *error)
{
  g_clear_error (&self->next_error);
  self->next_error = g_error_copy (error);
}

void
fake_records_hold (FakeRecords *self, gboolean hold)
{
  self->hold = hold;
  release (self);
}

void
fake_records_set_good (FakeRecords *self, gboolean good)
{
  self->good = good;
}

gint64
fake_records_get_seen (FakeRecords *self)
{
  return self->seen;
}

guint
fake_records_count_asked (FakeRecords *self)
{
  return self->asked;
}
