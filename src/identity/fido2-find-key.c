/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the security key to work with: waiting for one, asking each, letting a touch decide. */
#include <fido.h>
#include <string.h>

#include "identity/fido2-channel.h"
#include "identity/fido2-conversation-private.h"
#include "identity/fido2-error.h"

/* How often to look whether keys were plugged in or out. */
#define LOOK_MS 250
/* How long to listen to each of several keys before the next. */
#define LISTEN_MS 50

typedef struct {
  YqqFido2Conversation *conversation;
  YqqFido2Request question;
  gpointer user_data;
  char *seen;       /* the paths that were asked last, so that each key is asked once */
  GError *hindered; /* the last reason why a key could not be asked */
  const char *told;
} Search;

static void
search_clear (Search *self)
{
  g_free (self->seen);
  g_clear_error (&self->hindered);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static char *
join_paths (GPtrArray *infos)
{
  GString *paths = g_string_new ("");
  for (guint i = 0; i < infos->len; i++) {
    const YqqFido2KeyInfo *info = g_ptr_array_index (infos, i);
    g_string_append_printf (paths, "%s\n", info->path);
  }
  return g_string_free (paths, FALSE);
}

static struct fido_dev *
open_key (Search *self, const YqqFido2KeyInfo *info, GError **error)
{
  YqqFido2Conversation *conversation = self->conversation;
  int fd = yqq_fido2_bus_open (conversation->bus, info->path, error);
  if (fd < 0)
    return NULL;
  return yqq_fido2_channel_open (fd, conversation->cancellable, conversation->patience_ms, error);
}

/* A key that answers anything but "none of those" is tried: it may want its PIN first. */
static gboolean
fits (Search *self, struct fido_dev *device)
{
  if (self->question == NULL)
    return TRUE;
  int status = self->question (device, NULL, self->user_data);
  return status != FIDO_ERR_NO_CREDENTIALS && status != FIDO_ERR_INVALID_CREDENTIAL &&
         yqq_fido2_channel_get_state (device) == YQQ_FIDO2_CHANNEL_SOUND;
}

/* Opens the keys that fit. A key that another program holds is asked again at the next look. */
static GPtrArray *
open_fitting (Search *self, GPtrArray *infos)
{
  GPtrArray *fitting = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_fido2_channel_close);
  for (guint i = 0; i < infos->len; i++) {
    g_autoptr (GError) error = NULL;
    struct fido_dev *device = open_key (self, g_ptr_array_index (infos, i), &error);
    if (device == NULL) {
      if (g_error_matches (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_IN_USE))
        g_clear_pointer (&self->seen, g_free);
      g_clear_error (&self->hindered);
      self->hindered = g_steal_pointer (&error);
    } else if (fits (self, device)) {
      g_ptr_array_add (fitting, device);
    } else {
      yqq_fido2_channel_close (device);
    }
  }
  return fitting;
}

/* Has each key blink; FALSE where one says something else than a touch. */
static gboolean
begin_touches (Search *self, GPtrArray *devices, GError **error)
{
  for (guint i = 0; i < devices->len; i++) {
    struct fido_dev *device = g_ptr_array_index (devices, i);
    int status = fido_dev_get_touch_begin (device);
    if (status != FIDO_OK) {
      yqq_fido2_conversation_fail (self->conversation, device, status, error);
      return FALSE;
    }
  }
  return TRUE;
}

/* The place of the key that was touched; -1 with error. A key that was taken out drops out. */
static int
await_touch (Search *self, GPtrArray *devices, GError **error)
{
  gint64 until_us =
      g_get_monotonic_time () + self->conversation->patience_ms * G_GINT64_CONSTANT (1000);
  while (devices->len > 0 && g_get_monotonic_time () < until_us) {
    for (guint i = 0; i < devices->len; i++) {
      struct fido_dev *device = g_ptr_array_index (devices, i);
      int touched = 0;
      int status = fido_dev_get_touch_status (device, &touched, LISTEN_MS);
      if (g_cancellable_set_error_if_cancelled (self->conversation->cancellable, error))
        return -1;
      if (touched)
        return (int)i;
      if (status != FIDO_OK || yqq_fido2_channel_get_state (device) == YQQ_FIDO2_CHANNEL_GONE)
        g_ptr_array_remove_index (devices, i--);
    }
  }
  yqq_fido2_error_set_from_status (error, FIDO_ERR_USER_ACTION_TIMEOUT);
  return -1;
}

static struct fido_dev *
choose_by_touch (Search *self, GPtrArray *devices, GError **error)
{
  yqq_fido2_conversation_tell (self->conversation, "choose-key", NULL);
  int chosen = -1;
  if (begin_touches (self, devices, error))
    chosen = await_touch (self, devices, error);
  for (guint i = 0; i < devices->len; i++) {
    if ((int)i != chosen)
      fido_dev_cancel (g_ptr_array_index (devices, i));
  }
  return chosen >= 0 ? g_ptr_array_steal_index (devices, (guint)chosen) : NULL;
}

/* FALSE where the search was cancelled. */
static gboolean
pause_search (YqqFido2Conversation *self)
{
  GPollFD polled;
  if (!g_cancellable_make_pollfd (self->cancellable, &polled)) {
    g_poll (NULL, 0, LOOK_MS);
    return TRUE;
  }
  int ready = g_poll (&polled, 1, LOOK_MS);
  g_cancellable_release_fd (self->cancellable);
  return ready == 0;
}

/* Nothing that fits is there: which reason has the next step that helps most. */
static void
give_up (Search *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->conversation->cancellable, error))
    return;
  if (self->hindered != NULL)
    g_propagate_error (error, g_steal_pointer (&self->hindered));
  else if (self->seen != NULL && *self->seen != '\0')
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY,
                         "no key that is plugged in is registered");
  else
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_NO_KEY,
                         "no security key was plugged in");
}

/* What the person has to change before the search can go on. */
static void
tell_hindrance (Search *self, guint keys)
{
  const char *state = "other-key";
  if (keys == 0)
    state = "insert-key";
  else if (g_error_matches (self->hindered, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_IN_USE))
    state = "key-in-use";
  else if (g_error_matches (self->hindered, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_NOT_PERMITTED))
    state = "key-not-permitted";
  else if (g_error_matches (self->hindered, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED))
    state = "key-unsupported";
  if (g_strcmp0 (state, self->told) != 0)
    yqq_fido2_conversation_tell (self->conversation, state, NULL);
  self->told = state;
}

struct fido_dev *
yqq_fido2_conversation_find_key (YqqFido2Conversation *self,
                                 YqqFido2Request question,
                                 gpointer user_data,
                                 GError **error)
{
  g_auto (Search) search = {.conversation = self, .question = question, .user_data = user_data};
  gint64 until_us = g_get_monotonic_time () + self->patience_ms * G_GINT64_CONSTANT (1000);
  do {
    g_autoptr (GPtrArray) infos = yqq_fido2_bus_list (self->bus);
    g_autofree char *paths = join_paths (infos);
    if (g_strcmp0 (paths, search.seen) == 0)
      continue;
    g_free (search.seen);
    search.seen = g_steal_pointer (&paths);
    g_clear_error (&search.hindered);
    g_autoptr (GPtrArray) fitting = open_fitting (&search, infos);
    if (g_cancellable_is_cancelled (self->cancellable))
      break;
    if (fitting->len == 1)
      return g_ptr_array_steal_index (fitting, 0);
    if (fitting->len > 1)
      return choose_by_touch (&search, fitting, error);
    tell_hindrance (&search, infos->len);
  } while (pause_search (self) && g_get_monotonic_time () < until_us);
  give_up (&search, error);
  return NULL;
}
