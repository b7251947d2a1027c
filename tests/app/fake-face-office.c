/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-face-office.h"

/* 2026-03-01 and half a year later. */
#define MADE_MS G_GINT64_CONSTANT (1772323200000)
#define EXPIRES_MS G_GINT64_CONSTANT (1787875200000)

struct _FakeFaceOffice {
  GObject parent;

  YqqKeptFace *kept;
  char *identity;
  GError *failure;
};

static gboolean
fail_if_told (FakeFaceOffice *self, GTask *task)
{
  if (!self->failure)
    return FALSE;
  g_task_return_error (task, g_steal_pointer (&self->failure));
  return TRUE;
}

static void
fake_load (YqqFaceOffice *office, GTask *given)
{
  FakeFaceOffice *self = FAKE_FACE_OFFICE (office);
  g_autoptr (GTask) task = given;
  if (!fail_if_told (self, task))
    g_task_return_pointer (task, self->kept ? yqq_kept_face_copy (self->kept) : NULL,
                           (GDestroyNotify)yqq_kept_face_free);
}

static void
fake_keep (YqqFaceOffice *office,
           YqqSecretBytes *bytes,
           const char *consent,
           const char *identity,
           GTask *given)
{
  FakeFaceOffice *self = FAKE_FACE_OFFICE (office);
  g_autoptr (GTask) task = given;
  if (fail_if_told (self, task))
    return;
  const YqqKeptFace face = {(char *)"face-1", (char *)"models", (char *)consent,
                            MADE_MS,          EXPIRES_MS,       bytes};
  g_clear_pointer (&self->kept, yqq_kept_face_free);
  self->kept = yqq_kept_face_copy (&face);
  g_free (self->identity);
  self->identity = g_strdup (identity);
  g_task_return_boolean (task, TRUE);
}

static void
fake_erase (YqqFaceOffice *office, GTask *given)
{
  FakeFaceOffice *self = FAKE_FACE_OFFICE (office);
  g_autoptr (GTask) task = given;
  g_clear_pointer (&self->kept, yqq_kept_face_free);
  if (!fail_if_told (self, task))
    g_task_return_boolean (task, TRUE);
}

static void
implement_office (YqqFaceOfficeInterface *interface)
{
  interface->load = fake_load;
  interface->keep = fake_keep;
  interface->erase = fake_erase;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeFaceOffice,
                               fake_face_office,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_FACE_OFFICE, implement_office))

static void
fake_face_office_finalize (GObject *object)
{
  FakeFaceOffice *self = FAKE_FACE_OFFICE (object);
  yqq_kept_face_free (self->kept);
  g_free (self->identity);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (fake_face_office_parent_class)->finalize (object);
}

static void
fake_face_office_class_init (FakeFaceOfficeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fake_face_office_finalize;
}

static void
fake_face_office_init (FakeFaceOffice *self)
{
}

FakeFaceOffice *
fake_face_office_new (void)
{
  return g_object_new (FAKE_TYPE_FACE_OFFICE, NULL);
}

const YqqKeptFace *
fake_face_office_get_kept (FakeFaceOffice *self)
{
  return self->kept;
}

const char *
fake_face_office_get_identity (FakeFaceOffice *self)
{
  return self->identity;
}

void
fake_face_office_fail_next (FakeFaceOffice *self, const GError *error)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}
