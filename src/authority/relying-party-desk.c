/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relying-party-desk.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "authority/data-directory.h"
#include "authority/registration-desk.h"
#include "authority/store/audit.h"
#include "authority/store/relying-parties.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "protocol/problem.h"

#define TOKEN_BYTES 32
#define MAX_NAME 64
#define OWN_NAME "粤企签 PC 签名页"

struct _YqqRelyingPartyDesk {
  YqqDatabase *reader;
  YqqWriter *writer;
  YqqClock *clock;
};

typedef struct {
  char *invitation_id;
  YqqRelyingPartyRecord *party;
  gint64 now_ms;
  gboolean taken;
  YqqReply reply;
  gpointer user_data;
} Registering;

YqqRelyingPartyDesk *
yqq_relying_party_desk_new (YqqDatabase *reader, YqqWriter *writer, YqqClock *clock)
{
  YqqRelyingPartyDesk *self = g_new0 (YqqRelyingPartyDesk, 1);
  self->reader = g_object_ref (reader);
  self->writer = writer;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_relying_party_desk_free (YqqRelyingPartyDesk *self)
{
  g_object_unref (self->reader);
  yqq_clock_unref (self->clock);
  g_free (self);
}

static GBytes *
digest_token (const char *token)
{
  g_autoptr (GBytes) bytes = g_bytes_new (token, strlen (token));
  return yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, bytes);
}

static gboolean
do_register (YqqDatabase *database, gpointer data, GError **error)
{
  Registering *job = data;
  return yqq_relying_parties_add (database, job->party, job->now_ms, error) &&
         yqq_invitations_use (database, job->invitation_id, job->party->id, &job->taken, error) &&
         (job->taken || yqq_problem_error_set (error, YQQ_PROBLEM_TOKEN_INVALID, NULL) == NULL) &&
         yqq_audit_add (database, job->party->id, "relying-party-register", job->party->id,
                        job->now_ms, error);
}

static void
on_registered (const GError *error, gpointer data)
{
  Registering *job = data;
  if (error != NULL)
    job->reply (0, NULL, error, job->user_data);
  else {
    g_autoptr (YqqRelyingParty) party = yqq_relying_party_new (
        job->party->id, job->party->name, (const char *const *)job->party->domains, FALSE);
    g_autoptr (JsonObject) answer = yqq_relying_party_registered_to_json (party);
    job->reply (201, answer, NULL, job->user_data);
  }
  g_free (job->invitation_id);
  yqq_relying_party_record_free (job->party);
  g_free (job);
}

/* Domains come sorted from the store and in any order from outside. */
static gboolean
are_same (GStrv invited, GStrv asked)
{
  if (g_strv_length (invited) != g_strv_length (asked))
    return FALSE;
  for (guint i = 0; asked[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)invited, asked[i]))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_member (const char *member, GError **error)
{
  yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not as it was invited")->member =
      g_strdup (member);
  return FALSE;
}

static gboolean
check (YqqRelyingPartyDesk *self,
       const char *token,
       const YqqRelyingPartyRegistration *asked,
       YqqRelyingPartyRecord **invited,
       GError **error)
{
  g_autoptr (GBytes) digest = digest_token (token != NULL ? token : "");
  if (!yqq_invitations_find (self->reader, digest, yqq_clock_get_unix_ms (self->clock), invited,
                             error))
    return FALSE;
  if (*invited == NULL) {
    yqq_problem_error_set (error, YQQ_PROBLEM_TOKEN_INVALID, NULL);
    return FALSE;
  }
  if (strcmp ((*invited)->name, asked->name) != 0)
    return refuse_member ("name", error);
  if (!are_same ((*invited)->domains, asked->domains))
    return refuse_member ("domains", error);
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (asked->public_key, NULL);
  return key != NULL || refuse_member ("public_key", error);
}

void
yqq_relying_party_desk_register (YqqRelyingPartyDesk *self,
                                 const char *token,
                                 const YqqRelyingPartyRegistration *registration,
                                 YqqReply reply,
                                 gpointer user_data)
{
  g_autoptr (YqqRelyingPartyRecord) invited = NULL;
  g_autoptr (GError) error = NULL;
  if (!check (self, token, registration, &invited, &error)) {
    reply (0, NULL, error, user_data);
    return;
  }
  Registering *job = g_new0 (Registering, 1);
  job->invitation_id = g_strdup (invited->id);
  job->party = g_steal_pointer (&invited);
  g_free (job->party->id);
  job->party->id = yqq_random_id ();
  job->party->public_key = g_bytes_ref (registration->public_key);
  job->now_ms = yqq_clock_get_unix_ms (self->clock);
  job->reply = reply;
  job->user_data = user_data;
  yqq_writer_submit (self->writer, do_register, on_registered, job);
}

static gboolean
check_invitation (const char *name, const char *const *domains, GError **error)
{
  guint count = domains != NULL ? g_strv_length ((GStrv)domains) : 0;
  if (name == NULL || name[0] == '\0' || g_utf8_strlen (name, -1) > MAX_NAME) {
    g_set_error (error, YQQ_DESK_ERROR, YQQ_DESK_ERROR_INVALID, "%s",
                 _ ("A relying party needs a name of 1 to 64 characters."));
    return FALSE;
  }
  if (count < 1 || count > YQQ_RELYING_PARTY_MAX_DOMAINS) {
    g_set_error (error, YQQ_DESK_ERROR, YQQ_DESK_ERROR_INVALID, "%s",
                 _ ("A relying party needs 1 to 8 domains."));
    return FALSE;
  }
  for (guint i = 0; i < count; i++)
    if (!yqq_domain_is_valid (domains[i])) {
      g_set_error (error, YQQ_DESK_ERROR, YQQ_DESK_ERROR_INVALID,
                   _ ("“%s” is not the name of a host in lower case."), domains[i]);
      return FALSE;
    }
  return TRUE;
}

char *
yqq_relying_party_invite (YqqDatabase *database,
                          const char *name,
                          const char *const *domains,
                          gint64 now_ms,
                          GError **error)
{
  if (!check_invitation (name, domains, error))
    return NULL;
  guint8 random[TOKEN_BYTES];
  yqq_random_bytes (random, sizeof random);
  g_autofree char *token = yqq_base64url_encode (random, sizeof random);
  g_autofree char *id = yqq_random_id ();
  g_autoptr (GBytes) digest = digest_token (token);
  if (!yqq_invitations_add (database, id, digest, name, domains, now_ms, now_ms + YQQ_INVITATION_MS,
                            error) ||
      !yqq_audit_add (database, "staff", "relying-party-invite", id, now_ms, error))
    return NULL;
  return g_steal_pointer (&token);
}

static YqqKey *
make_own_key (const char *path, GError **error)
{
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (YqqSecretBytes) secret = yqq_key_dup_secret (key);
  if (!yqq_private_file_write (path, yqq_secret_bytes_get_data (secret),
                               yqq_secret_bytes_get_size (secret), error))
    return NULL;
  return g_steal_pointer (&key);
}

/* The key of the page opens nothing that whoever reads this directory could not open anyway. */
static YqqKey *
load_own_key (const char *data, GError **error)
{
  g_autofree char *path = g_build_filename (data, "pc-page.key", NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  g_autoptr (GError) absent = NULL;
  if (!g_file_get_contents (path, &bytes, &size, &absent)) {
    if (g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return make_own_key (path, error);
    g_propagate_error (error, g_steal_pointer (&absent));
    return NULL;
  }
  g_autoptr (YqqSecretBytes) secret = yqq_secret_bytes_new_copy (bytes, size);
  yqq_wipe (bytes, size);
  return yqq_key_new_from_secret (YQQ_ALGORITHM_P256_SHA256, secret, error);
}

static char *
find_host (const char *origin)
{
  g_autoptr (GUri) uri = g_uri_parse (origin, G_URI_FLAGS_NONE, NULL);
  return g_strdup (uri != NULL ? g_uri_get_host (uri) : "localhost");
}

char *
yqq_relying_party_ensure_built_in (YqqDatabase *database,
                                   const char *data,
                                   const char *origin,
                                   gint64 now_ms,
                                   YqqKey **key,
                                   GError **error)
{
  g_autoptr (YqqKey) own = load_own_key (data, error);
  g_autoptr (YqqRelyingPartyRecord) there = NULL;
  if (own == NULL || !yqq_relying_parties_find_built_in (database, &there, error))
    return NULL;
  g_autofree char *host = find_host (origin);
  char *domains[] = {host, NULL};
  g_autofree char *id = there != NULL ? g_strdup (there->id) : yqq_random_id ();
  YqqRelyingPartyRecord party = {
      .id = id,
      .name = (char *)OWN_NAME,
      .domains = domains,
      .public_key = yqq_key_get_public (own),
      .built_in = TRUE,
  };
  if (there != NULL ? !yqq_relying_parties_update (database, &party, error)
                    : !yqq_relying_parties_add (database, &party, now_ms, error))
    return NULL;
  *key = g_steal_pointer (&own);
  return g_steal_pointer (&id);
}
