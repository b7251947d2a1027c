/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-administration.h"

#include <string.h>

#include "fake-office.h"
#include "wallet/wallet-error.h"

#define TRIES 5
#define PAGE 200

typedef void (*Answer) (FakeAdministration *self, GTask *task, gpointer data);

/* A question that waits for its answer. */
typedef struct {
  GTask *task; /* NULL: a refresh */
  Answer answer;
  gpointer data;
  GDestroyNotify free_data;
} Held;

struct _FakeAdministration {
  YqqAdministration parent;

  FakeOffice *office;
  YqqSecretBytes *pin;
  gboolean pin_kept;
  gboolean can_sign;
  int tries_left;
  guint page_size;
  guint sent; /* users of this refresh that are there already */
  GError *next_error;
  gboolean hold;
  GQueue held; /* of Held */
  YqqEnterpriseAct *performed;
  guint performed_count;
  guint revealed_count;
  guint refreshed_count;
};

G_DEFINE_FINAL_TYPE (FakeAdministration, fake_administration, YQQ_TYPE_ADMINISTRATION)

static void
held_free (Held *self)
{
  g_clear_object (&self->task);
  if (self->free_data)
    self->free_data (self->data);
  g_free (self);
}

static void
answer (FakeAdministration *self, Held *held)
{
  if (held->task && g_task_return_error_if_cancelled (held->task))
    return;
  if (held->task && self->next_error)
    g_task_return_error (held->task, g_steal_pointer (&self->next_error));
  else
    held->answer (self, held->task, held->data);
}

static void
release (FakeAdministration *self)
{
  Held *held;
  while (!self->hold && (held = g_queue_pop_head (&self->held))) {
    answer (self, held);
    held_free (held);
  }
}

/* Takes data. */
static void
ask (FakeAdministration *self, GTask *task, Answer way, gpointer data, GDestroyNotify free_data)
{
  Held *held = g_new (Held, 1);
  *held = (Held){task ? g_object_ref (task) : NULL, way, data, free_data};
  g_queue_push_tail (&self->held, held);
  release (self);
}

static gboolean
send_page (gpointer user_data)
{
  FakeAdministration *self = user_data;
  YqqAdministration *administration = YQQ_ADMINISTRATION (self);
  g_autoptr (GPtrArray) page = fake_office_list (self->office, self->sent, self->page_size);
  gboolean first = self->sent == 0;
  self->sent += page->len;
  gboolean last = self->sent >= fake_office_count (self->office);
  yqq_administration_add_users (administration, page, first, last);
  if (last)
    yqq_administration_set_busy (administration, FALSE);
  return last ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
answer_refresh (FakeAdministration *self, GTask *task, gpointer data)
{
  YqqAdministration *administration = YQQ_ADMINISTRATION (self);
  yqq_administration_set_trouble (administration, self->next_error);
  if (self->next_error) {
    g_clear_error (&self->next_error);
    yqq_administration_set_busy (administration, FALSE);
    return;
  }
  yqq_administration_take_overview (administration, fake_office_dup_overview (self->office));
  self->sent = 0;
  if (send_page (self) == G_SOURCE_CONTINUE)
    g_idle_add_full (G_PRIORITY_DEFAULT, send_page, g_object_ref (self), g_object_unref);
}

static void
fake_refresh (YqqAdministration *administration)
{
  FakeAdministration *self = FAKE_ADMINISTRATION (administration);
  if (yqq_administration_get_busy (administration))
    return;
  self->refreshed_count++;
  yqq_administration_set_busy (administration, TRUE);
  ask (self, NULL, answer_refresh, NULL, NULL);
}

static gboolean
fake_needs_pin (YqqAdministration *administration, YqqActKind kind)
{
  return yqq_act_kind_needs_pin (kind) || !FAKE_ADMINISTRATION (administration)->pin_kept;
}

static gboolean
fake_can_sign (YqqAdministration *administration)
{
  return FAKE_ADMINISTRATION (administration)->can_sign;
}

static void
fake_forget_pin (YqqAdministration *administration)
{
  FAKE_ADMINISTRATION (administration)->pin_kept = FALSE;
}

static gboolean
refuse_pin (FakeAdministration *self, YqqSecretBytes *pin, GTask *task)
{
  if (pin && yqq_secret_bytes_equal (self->pin, pin)) {
    self->tries_left = TRIES;
    self->pin_kept = TRUE;
    return FALSE;
  }
  self->tries_left--;
  g_task_return_error (task, yqq_wallet_error_new_for_pin (self->tries_left > 0
                                                               ? YQQ_WALLET_ERROR_WRONG_PIN
                                                               : YQQ_WALLET_ERROR_PIN_LOCKED,
                                                           self->tries_left));
  return TRUE;
}

typedef struct {
  YqqEnterpriseAct *act;
  YqqSecretBytes *pin;
} Performance;

static void
performance_free (Performance *self)
{
  yqq_enterprise_act_free (self->act);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_free (self);
}

static void
answer_perform (FakeAdministration *self, GTask *task, gpointer data)
{
  Performance *performance = data;
  g_autoptr (GError) error = NULL;
  if (fake_needs_pin (YQQ_ADMINISTRATION (self), performance->act->kind) &&
      refuse_pin (self, performance->pin, task))
    return;
  self->performed_count++;
  g_clear_pointer (&self->performed, yqq_enterprise_act_free);
  self->performed = yqq_enterprise_act_copy (performance->act);
  YqqActResult *result = fake_office_perform (self->office, performance->act, &error);
  if (result)
    g_task_return_pointer (task, result, (GDestroyNotify)yqq_act_result_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  yqq_administration_refresh (YQQ_ADMINISTRATION (self));
}

static void
fake_perform (YqqAdministration *administration,
              YqqEnterpriseAct *act,
              YqqSecretBytes *pin,
              GTask *task)
{
  Performance *performance = g_new (Performance, 1);
  if (!act->id)
    act->id = g_uuid_string_random ();
  *performance =
      (Performance){yqq_enterprise_act_copy (act), pin ? yqq_secret_bytes_ref (pin) : NULL};
  ask (FAKE_ADMINISTRATION (administration), task, answer_perform, performance,
       (GDestroyNotify)performance_free);
}

static void
answer_check (FakeAdministration *self, GTask *task, gpointer drafts)
{
  g_task_return_pointer (task, fake_office_check (self->office, drafts),
                         (GDestroyNotify)yqq_act_result_free);
}

static void
fake_check (YqqAdministration *administration, GPtrArray *drafts, GTask *task)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (copies, yqq_grant_draft_copy (drafts->pdata[i]));
  ask (FAKE_ADMINISTRATION (administration), task, answer_check, copies,
       (GDestroyNotify)g_ptr_array_unref);
}

static void
answer_find (FakeAdministration *self, GTask *task, gpointer data)
{
  const char *name = data;
  if (!g_str_equal (name, FAKE_VISITOR)) {
    YqqProblemCode problem =
        g_str_equal (name, FAKE_REVIEWER) ? YQQ_PROBLEM_IDENTITY_OWN : YQQ_PROBLEM_PERSON_UNKNOWN;
    g_task_return_error (task, yqq_problem_error_new (problem, NULL));
    return;
  }
  YqqFoundPerson *found = g_new0 (YqqFoundPerson, 1);
  YqqAuthenticatorView *key = g_new0 (YqqAuthenticatorView, 1);
  key->id = g_strdup ("key-1");
  key->label = g_strdup ("办公室的安全密钥");
  key->credential = g_bytes_new_static ("x", 1);
  key->added_at_ms = 1;
  found->person = g_strdup ("person-1");
  found->authenticators =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_authenticator_view_free);
  g_ptr_array_add (found->authenticators, key);
  g_task_return_pointer (task, found, (GDestroyNotify)yqq_found_person_free);
}

static void
fake_find_person (YqqAdministration *administration, const YqqPersonQuery *query, GTask *task)
{
  ask (FAKE_ADMINISTRATION (administration), task, answer_find, g_strdup (query->name), g_free);
}

typedef struct {
  char *grant_id;
  YqqSecretBytes *pin;
} Look;

static void
look_free (Look *self)
{
  g_free (self->grant_id);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_free (self);
}

static void
answer_reveal (FakeAdministration *self, GTask *task, gpointer data)
{
  Look *look = data;
  if ((look->pin || !self->pin_kept) && refuse_pin (self, look->pin, task))
    return;
  YqqRevealedUser *revealed = fake_office_reveal (self->office, look->grant_id);
  self->revealed_count++;
  if (revealed)
    g_task_return_pointer (task, revealed, (GDestroyNotify)yqq_revealed_user_free);
  else
    g_task_return_error (task, yqq_problem_error_new (YQQ_PROBLEM_GRANT_NOT_FOUND, NULL));
}

static void
fake_reveal (YqqAdministration *administration,
             const char *grant_id,
             YqqSecretBytes *pin,
             GTask *task)
{
  Look *look = g_new (Look, 1);
  *look = (Look){g_strdup (grant_id), pin ? yqq_secret_bytes_ref (pin) : NULL};
  ask (FAKE_ADMINISTRATION (administration), task, answer_reveal, look, (GDestroyNotify)look_free);
}

typedef struct {
  GFile *file;
  YqqAdministrationProgress progress;
  gpointer progress_data;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->file);
  g_free (self);
}

static void
answer_export (FakeAdministration *self, GTask *task, gpointer data)
{
  Export *export = data;
  GError *error = NULL;
  for (gint64 done = 0; export->progress && done <= 3; done++)
    export->progress (done, 3, export->progress_data);
  if (g_file_replace_contents (export->file, "audit\n", 6, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
fake_export_audit (YqqAdministration *administration,
                   GFile *file,
                   YqqAdministrationProgress progress,
                   gpointer progress_data,
                   GTask *task)
{
  Export *export = g_new (Export, 1);
  *export = (Export){g_object_ref (file), progress, progress_data};
  ask (FAKE_ADMINISTRATION (administration), task, answer_export, export,
       (GDestroyNotify)export_free);
}

static void
fake_administration_finalize (GObject *object)
{
  FakeAdministration *self = FAKE_ADMINISTRATION (object);
  g_queue_clear_full (&self->held, (GDestroyNotify)held_free);
  g_clear_pointer (&self->office, fake_office_free);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_clear_pointer (&self->performed, yqq_enterprise_act_free);
  g_clear_error (&self->next_error);
  G_OBJECT_CLASS (fake_administration_parent_class)->finalize (object);
}

static void
fake_administration_class_init (FakeAdministrationClass *class)
{
  YqqAdministrationClass *administration_class = YQQ_ADMINISTRATION_CLASS (class);
  G_OBJECT_CLASS (class)->finalize = fake_administration_finalize;
  administration_class->refresh = fake_refresh;
  administration_class->needs_pin = fake_needs_pin;
  administration_class->can_sign = fake_can_sign;
  administration_class->forget_pin = fake_forget_pin;
  administration_class->perform_async = fake_perform;
  administration_class->check_async = fake_check;
  administration_class->find_person_async = fake_find_person;
  administration_class->reveal_async = fake_reveal;
  administration_class->export_audit_async = fake_export_audit;
}

static void
fake_administration_init (FakeAdministration *self)
{
  g_queue_init (&self->held);
  self->tries_left = TRIES;
  self->can_sign = TRUE;
  self->page_size = PAGE;
}

FakeAdministration *
fake_administration_new (const char *enterprise_id, const char *enterprise_name, const char *pin)
{
  FakeAdministration *self = g_object_new (FAKE_TYPE_ADMINISTRATION, NULL);
  self->pin = yqq_secret_bytes_new_copy (pin, strlen (pin));
  self->office = fake_office_new (enterprise_id, enterprise_name);
  yqq_administration_set_enterprise (YQQ_ADMINISTRATION (self), enterprise_id, enterprise_name);
  return self;
}

void
fake_administration_fill (FakeAdministration *self)
{
  fake_office_fill (self->office);
}

void
fake_administration_add_many (FakeAdministration *self, guint count)
{
  fake_office_add_many (self->office, count);
}

void
fake_administration_set_page_size (FakeAdministration *self, guint size)
{
  self->page_size = size;
}

void
fake_administration_set_quota (FakeAdministration *self, gint64 total)
{
  fake_office_get_overview (self->office)->quota.total = total;
}

void
fake_administration_set_roles (FakeAdministration *self, guint roles)
{
  fake_office_get_overview (self->office)->roles = roles;
}

void
fake_administration_add_seal (FakeAdministration *self, const char *id, const char *name)
{
  YqqSealView *seal = g_new0 (YqqSealView, 1);
  seal->id = g_strdup (id);
  seal->name = g_strdup (name);
  g_ptr_array_add (fake_office_get_overview (self->office)->seals, seal);
}

void
fake_administration_set_two_person (FakeAdministration *self, gboolean on)
{
  fake_office_get_overview (self->office)->two_person = on;
  fake_office_get_overview (self->office)->can_have_two_person = TRUE;
}

void
fake_administration_set_code_ms (FakeAdministration *self, gint64 milliseconds)
{
  fake_office_set_code_ms (self->office, milliseconds);
}

void
fake_administration_set_can_sign (FakeAdministration *self, gboolean can_sign)
{
  self->can_sign = can_sign;
}

void
fake_administration_set_pin_kept (FakeAdministration *self, gboolean kept)
{
  self->pin_kept = kept;
}

const char *
fake_administration_add_transfer (FakeAdministration *self,
                                  const char *from,
                                  const char *to,
                                  gboolean to_me,
                                  gboolean by_me)
{
  return fake_office_add_transfer (self->office, from, to, to_me, by_me);
}

const char *
fake_administration_add_proposal (FakeAdministration *self,
                                  const char *by,
                                  gboolean by_me,
                                  const char *act,
                                  const char *subject_name)
{
  return fake_office_add_proposal (self->office, by, by_me, act, subject_name);
}

void
fake_administration_fail_next (FakeAdministration *self, const GError *error)
{
  g_clear_error (&self->next_error);
  self->next_error = g_error_copy (error);
}

void
fake_administration_hold (FakeAdministration *self, gboolean hold)
{
  self->hold = hold;
  release (self);
}

void
fake_administration_fault_next (FakeAdministration *self, YqqGrantField field, YqqGrantFault fault)
{
  fake_office_fault_next (self->office, field, fault);
}

const YqqEnterpriseAct *
fake_administration_get_performed (FakeAdministration *self)
{
  return self->performed;
}

guint
fake_administration_count_performed (FakeAdministration *self)
{
  return self->performed_count;
}

guint
fake_administration_count_revealed (FakeAdministration *self)
{
  return self->revealed_count;
}

guint
fake_administration_count_refreshed (FakeAdministration *self)
{
  return self->refreshed_count;
}
