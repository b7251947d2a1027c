#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 03-open-session.sh PURPOSE FILE…: asks for a session to have these files signed. They are named with their digests;
# nothing of them leaves this machine.
. "$(dirname "$0")/common.sh"

purpose=$1
shift
jws=$("$(dirname "$0")/sign-request.sh" "$purpose" -- "$@")
printf '{"request":"%s"}' "$jws" |
  ask POST /v1/sessions -H 'Content-Type: application/json' --data-binary @- >"$STATE/session.json"
(umask 077; printf 'Authorization: Bearer %s\n' "$(field session_token <"$STATE/session.json")" >"$STATE/session.header")
echo 0 >"$STATE/seq"
field session_id <"$STATE/session.json"
