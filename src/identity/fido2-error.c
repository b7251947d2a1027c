/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-error.h"

#include <fido.h>

G_DEFINE_QUARK (yqq - fido2 - error - quark, yqq_fido2_error)

static const struct {
  int status;
  YqqFido2Error code;
  const char *message;
} meanings[] = {
    {FIDO_ERR_USER_ACTION_TIMEOUT, YQQ_FIDO2_ERROR_TIMED_OUT, "nobody touched the key in time"},
    {FIDO_ERR_ACTION_TIMEOUT, YQQ_FIDO2_ERROR_TIMED_OUT, "nobody touched the key in time"},
    {FIDO_ERR_OPERATION_DENIED, YQQ_FIDO2_ERROR_DECLINED, "the person declined on the key"},
    {FIDO_ERR_PIN_AUTH_BLOCKED, YQQ_FIDO2_ERROR_PIN_PAUSED,
     "the key takes no PIN until it is plugged in again"},
    {FIDO_ERR_PIN_BLOCKED, YQQ_FIDO2_ERROR_PIN_BLOCKED, "the key's PIN is blocked"},
    {FIDO_ERR_UV_BLOCKED, YQQ_FIDO2_ERROR_PIN_PAUSED, "the key verifies nobody for now"},
    {FIDO_ERR_CREDENTIAL_EXCLUDED, YQQ_FIDO2_ERROR_REGISTERED, "the key is registered already"},
    {FIDO_ERR_NO_CREDENTIALS, YQQ_FIDO2_ERROR_OTHER_KEY, "the key is not registered"},
    {FIDO_ERR_INVALID_CREDENTIAL, YQQ_FIDO2_ERROR_OTHER_KEY, "the key is not registered"},
    {FIDO_ERR_UNSUPPORTED_ALGORITHM, YQQ_FIDO2_ERROR_UNSUPPORTED, "the key does not know ES256"},
    {FIDO_ERR_CHANNEL_BUSY, YQQ_FIDO2_ERROR_IN_USE, "another program holds the key"},
};

void
yqq_fido2_error_set_from_status (GError **error, int status)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++) {
    if (meanings[i].status == status) {
      g_set_error_literal (error, YQQ_FIDO2_ERROR, meanings[i].code, meanings[i].message);
      return;
    }
  }
  g_set_error (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_FAILED, "the key failed: %s",
               fido_strerr (status));
}
