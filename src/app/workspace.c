/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workspace.h"

#include "app/membership.h"

typedef struct {
  YqqPhase phase;
  gboolean busy;
  GError *trouble;
  char *address;
  char *authority_name;
  char *origin;
  gboolean demonstration;
  char *person_name;
  YqqIdType id_type; /* as this computer knows it */
  YqqMe *me;
  gboolean pin_set;
  gboolean loaded;
  GListStore *all;    /* every certificate */
  GListStore *chosen; /* those of the chosen enterprise */
  char *enterprise_id;
  gboolean enterprise_chosen;
  YqqAdministration *administration;
  YqqScanSession *session;
  gulong session_handler;
} YqqWorkspacePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (YqqWorkspace, yqq_workspace, G_TYPE_OBJECT)

enum { CHANGED, PHASE_CHANGED, SIGNALS };

static guint signals[SIGNALS];

#define GET(self) ((YqqWorkspacePrivate *)yqq_workspace_get_instance_private (self))

static void
emit_changed (YqqWorkspace *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
replace_text (char **member, const char *text)
{
  char *copy = g_strdup (text);
  g_free (*member);
  *member = copy;
}

static gboolean
is_chosen (YqqWorkspace *self, YqqCertificateEntry *item)
{
  const char *wanted = GET (self)->enterprise_id;
  YqqEnterprise *enterprise = yqq_grant_get_enterprise (yqq_certificate_entry_get_grant (item));
  return !wanted || g_str_equal (wanted, yqq_enterprise_get_id (enterprise));
}

static void
fill_chosen (YqqWorkspace *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (GET (self)->all)); i++) {
    g_autoptr (YqqCertificateEntry) item =
        g_list_model_get_item (G_LIST_MODEL (GET (self)->all), i);
    if (is_chosen (self, item))
      g_ptr_array_add (items, g_object_ref (item));
  }
  g_list_store_splice (GET (self)->chosen, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (GET (self)->chosen)), items->pdata,
                       items->len);
}

static YqqAdministration *
create_administration (YqqWorkspace *self, YqqEnterprise *enterprise)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->create_administration (self, enterprise);
}

static void
update_administration (YqqWorkspace *self)
{
  YqqEnterprise *enterprise =
      yqq_membership_find_office (GET (self)->me, GET (self)->enterprise_id);
  YqqAdministration *present = GET (self)->administration;
  if (enterprise && present &&
      g_str_equal (yqq_administration_get_enterprise_id (present),
                   yqq_enterprise_get_id (enterprise)))
    return;
  g_clear_object (&GET (self)->administration);
  if (enterprise)
    GET (self)->administration = create_administration (self, enterprise);
}

static void
yqq_workspace_dispose (GObject *object)
{
  YqqWorkspace *self = YQQ_WORKSPACE (object);
  g_clear_object (&GET (self)->administration);
  yqq_workspace_set_session (self, NULL);
  G_OBJECT_CLASS (yqq_workspace_parent_class)->dispose (object);
}

static void
yqq_workspace_finalize (GObject *object)
{
  YqqWorkspacePrivate *private = GET (YQQ_WORKSPACE (object));
  g_clear_error (&private->trouble);
  g_free (private->address);
  g_free (private->authority_name);
  g_free (private->origin);
  g_free (private->person_name);
  g_free (private->enterprise_id);
  g_clear_pointer (&private->me, yqq_me_free);
  g_clear_object (&private->all);
  g_clear_object (&private->chosen);
  G_OBJECT_CLASS (yqq_workspace_parent_class)->finalize (object);
}

static void
yqq_workspace_class_init (YqqWorkspaceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = yqq_workspace_dispose;
  G_OBJECT_CLASS (class)->finalize = yqq_workspace_finalize;
  signals[CHANGED] = g_signal_new ("changed", YQQ_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[PHASE_CHANGED] = g_signal_new ("phase-changed", YQQ_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
yqq_workspace_init (YqqWorkspace *self)
{
  GET (self)->all = g_list_store_new (YQQ_TYPE_CERTIFICATE_ENTRY);
  GET (self)->chosen = g_list_store_new (YQQ_TYPE_CERTIFICATE_ENTRY);
}

YqqPhase
yqq_workspace_get_phase (YqqWorkspace *self)
{
  return GET (self)->phase;
}

gboolean
yqq_workspace_get_busy (YqqWorkspace *self)
{
  return GET (self)->busy;
}

const GError *
yqq_workspace_get_trouble (YqqWorkspace *self)
{
  return GET (self)->trouble;
}

const char *
yqq_workspace_get_authority_name (YqqWorkspace *self)
{
  return GET (self)->authority_name;
}

const char *
yqq_workspace_get_authority_address (YqqWorkspace *self)
{
  return GET (self)->address;
}

const char *
yqq_workspace_get_authority_origin (YqqWorkspace *self)
{
  return GET (self)->origin;
}

gboolean
yqq_workspace_get_demonstration (YqqWorkspace *self)
{
  return GET (self)->demonstration;
}

const char *
yqq_workspace_get_person_name (YqqWorkspace *self)
{
  return GET (self)->person_name;
}

YqqIdType
yqq_workspace_get_id_type (YqqWorkspace *self)
{
  const YqqMe *me = GET (self)->me;
  return me ? yqq_person_get_id_type (me->person) : GET (self)->id_type;
}

const YqqMe *
yqq_workspace_get_me (YqqWorkspace *self)
{
  return GET (self)->me;
}

gboolean
yqq_workspace_get_pin_set (YqqWorkspace *self)
{
  return GET (self)->pin_set;
}

gboolean
yqq_workspace_get_loaded (YqqWorkspace *self)
{
  return GET (self)->loaded;
}

GListModel *
yqq_workspace_get_certificates (YqqWorkspace *self)
{
  return G_LIST_MODEL (GET (self)->chosen);
}

GListModel *
yqq_workspace_get_all_certificates (YqqWorkspace *self)
{
  return G_LIST_MODEL (GET (self)->all);
}

YqqCertificateEntry *
yqq_workspace_find_certificate (YqqWorkspace *self, const char *grant_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (GET (self)->all)); i++) {
    g_autoptr (YqqCertificateEntry) item =
        g_list_model_get_item (G_LIST_MODEL (GET (self)->all), i);
    if (g_str_equal (yqq_certificate_entry_get_id (item), grant_id))
      return item; /* the list keeps it */
  }
  return NULL;
}

guint
yqq_workspace_count_stale (YqqWorkspace *self)
{
  GListModel *all = G_LIST_MODEL (GET (self)->all);
  guint stale = 0;
  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (YqqCertificateEntry) entry = g_list_model_get_item (all, i);
    stale += yqq_certificate_entry_count_stale (entry);
  }
  return stale;
}

gboolean
yqq_workspace_can_sign (YqqWorkspace *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (GET (self)->all)); i++) {
    g_autoptr (YqqCertificateEntry) item =
        g_list_model_get_item (G_LIST_MODEL (GET (self)->all), i);
    if (yqq_certificate_entry_get_usable (item))
      return TRUE;
  }
  return FALSE;
}

static void
show_enterprise (YqqWorkspace *self, const char *enterprise_id, gboolean chosen)
{
  replace_text (&GET (self)->enterprise_id, enterprise_id);
  GET (self)->enterprise_chosen = chosen;
  fill_chosen (self);
  update_administration (self);
  emit_changed (self);
}

void
yqq_workspace_choose_enterprise (YqqWorkspace *self, const char *enterprise_id)
{
  show_enterprise (self, enterprise_id, TRUE);
}

const char *
yqq_workspace_get_enterprise_id (YqqWorkspace *self)
{
  return GET (self)->enterprise_id;
}

gboolean
yqq_workspace_get_enterprise_chosen (YqqWorkspace *self)
{
  return GET (self)->enterprise_chosen;
}

YqqAdministration *
yqq_workspace_get_administration (YqqWorkspace *self)
{
  return GET (self)->administration;
}

YqqAdministration *
yqq_workspace_dup_administration_of (YqqWorkspace *self, const char *enterprise_id)
{
  const YqqMembership *membership = yqq_membership_find (GET (self)->me, enterprise_id);
  YqqAdministration *present = GET (self)->administration;
  if (present && g_str_equal (yqq_administration_get_enterprise_id (present), enterprise_id))
    return g_object_ref (present);
  return membership ? create_administration (self, membership->enterprise) : NULL;
}

YqqScanSession *
yqq_workspace_get_session (YqqWorkspace *self)
{
  return GET (self)->session;
}

void
yqq_workspace_set_session (YqqWorkspace *self, YqqScanSession *session)
{
  if (GET (self)->session == session)
    return;
  if (GET (self)->session)
    g_clear_signal_handler (&GET (self)->session_handler, GET (self)->session);
  g_set_object (&GET (self)->session, session);
  if (session)
    GET (self)->session_handler =
        g_signal_connect_swapped (session, "changed", G_CALLBACK (emit_changed), self);
  emit_changed (self);
}

void
yqq_workspace_start (YqqWorkspace *self)
{
  YQQ_WORKSPACE_GET_CLASS (self)->start (self);
}

void
yqq_workspace_unlock_keyring (YqqWorkspace *self)
{
  YQQ_WORKSPACE_GET_CLASS (self)->unlock_keyring (self);
}

void
yqq_workspace_refresh (YqqWorkspace *self)
{
  YQQ_WORKSPACE_GET_CLASS (self)->refresh (self);
}

YqqScanSession *
yqq_workspace_create_session (YqqWorkspace *self)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->create_session (self);
}

gboolean
yqq_workspace_check_pin (YqqWorkspace *self, YqqSecretBytes *pin, YqqPinWeakness *weakness)
{
  return YQQ_WORKSPACE_GET_CLASS (self)->check_pin (self, pin, weakness);
}

void
yqq_workspace_stop (YqqWorkspace *self)
{
  YQQ_WORKSPACE_GET_CLASS (self)->stop (self);
}

void
yqq_workspace_set_phase (YqqWorkspace *self, YqqPhase phase)
{
  if (GET (self)->phase == phase)
    return;
  GET (self)->phase = phase;
  g_signal_emit (self, signals[PHASE_CHANGED], 0);
  emit_changed (self);
}

void
yqq_workspace_set_busy (YqqWorkspace *self, gboolean busy)
{
  GET (self)->busy = busy;
  emit_changed (self);
}

void
yqq_workspace_set_trouble (YqqWorkspace *self, const GError *trouble)
{
  GError *copy = trouble ? g_error_copy (trouble) : NULL;
  g_clear_error (&GET (self)->trouble);
  GET (self)->trouble = copy;
  emit_changed (self);
}

void
yqq_workspace_set_authority (YqqWorkspace *self,
                             const char *address,
                             const char *name,
                             const char *origin,
                             gboolean demonstration)
{
  replace_text (&GET (self)->address, address);
  replace_text (&GET (self)->authority_name, name);
  replace_text (&GET (self)->origin, origin);
  GET (self)->demonstration = demonstration;
  emit_changed (self);
}

void
yqq_workspace_set_person_name (YqqWorkspace *self, const char *name)
{
  replace_text (&GET (self)->person_name, name);
  emit_changed (self);
}

void
yqq_workspace_set_id_type (YqqWorkspace *self, YqqIdType type)
{
  GET (self)->id_type = type;
  emit_changed (self);
}

void
yqq_workspace_forget_enterprise (YqqWorkspace *self)
{
  show_enterprise (self, NULL, FALSE);
}

void
yqq_workspace_take_me (YqqWorkspace *self, YqqMe *me)
{
  g_clear_pointer (&GET (self)->me, yqq_me_free);
  GET (self)->me = me;
  update_administration (self);
  emit_changed (self);
}

void
yqq_workspace_set_pin_tries_left (YqqWorkspace *self, int tries_left)
{
  if (GET (self)->me && tries_left >= 0)
    GET (self)->me->pin_tries_left = (guint)tries_left;
}

void
yqq_workspace_set_pin_set (YqqWorkspace *self, gboolean pin_set)
{
  GET (self)->pin_set = pin_set;
  emit_changed (self);
}

void
yqq_workspace_set_certificates (YqqWorkspace *self, GPtrArray *items)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (GET (self)->all));
  g_list_store_splice (GET (self)->all, 0, before, items ? items->pdata : NULL,
                       items ? items->len : 0);
  GET (self)->loaded = items != NULL;
  fill_chosen (self);
  emit_changed (self);
}
