#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 02-register.sh NAME DOMAIN…: registers with the invitation that `yqq-authority relying-party invite` printed, read
# from standard input. Name and domains are those of the invitation: the signers will be shown them.
. "$(dirname "$0")/common.sh"

read -r invitation
(umask 077; printf 'Authorization: Bearer %s\n' "$invitation" >"$STATE/invitation.header")
trap 'rm -f "$STATE/invitation.header"' EXIT
base64 -w0 "$STATE/public-key.der" | python3 -c '
import json, sys
print(json.dumps({"name": sys.argv[1], "domains": sys.argv[2:], "public_key": sys.stdin.read()}, ensure_ascii=False))' "$@" |
  ask POST /v1/relying-parties -H "@$STATE/invitation.header" -H 'Content-Type: application/json' --data-binary @- >"$STATE/relying-party.json"
cat "$STATE/relying-party.json"
