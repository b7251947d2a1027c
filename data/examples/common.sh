# SPDX-License-Identifier: GPL-3.0-or-later
# What every step shares. AUTHORITY is the address of the authority, STATE a folder that keeps what one step leaves
# for the next: the key, the identifier, the session, the number of the last frame.
# shellcheck shell=bash
set -euo pipefail
umask 077

: "${AUTHORITY:?set AUTHORITY, for example to http://127.0.0.1:8765}"
STATE=${STATE:-relying-party}
mkdir -p "$STATE"

# field NAME.NAME… <JSON: the member's text; for a list, one line an item
field() {
  python3 -c '
import json, sys
value = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    value = value[int(name)] if isinstance(value, list) else value[name]
for one in value if isinstance(value, list) else [value]:
    print(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False))' "$1"
}

# ask METHOD PATH [curl options…]: the answer's body; a problem document goes to standard error, and fails
ask() {
  local method=$1 path=$2 answer status
  shift 2
  answer=$(mktemp "$STATE/answer.XXXXXX")
  status=$(curl -sS -X "$method" -o "$answer" -w '%{http_code}' "$@" "$AUTHORITY$path")
  if [ "$status" -ge 400 ]; then
    echo "$method $path: $status $(cat "$answer")" >&2
    rm -f "$answer"
    return 1
  fi
  cat "$answer"
  rm -f "$answer"
}

# The session of 03-open-session.sh; its token goes to curl through a file, so that ps does not show it.
in_session() {
  local method=$1 path=$2
  shift 2
  ask "$method" "/v1/sessions/$(field session_id <"$STATE/session.json")$path" -H "@$STATE/session.header" "$@"
}

# frame TYPE [MEMBER=JSON…]: sends the next frame
frame() {
  local seq
  seq=$(($(cat "$STATE/seq") + 1))
  echo "$seq" >"$STATE/seq"
  python3 -c '
import json, sys
frame = {"seq": int(sys.argv[1]), "type": sys.argv[2]}
for member in sys.argv[3:]:
    name, value = member.split("=", 1)
    frame[name] = json.loads(value)
print(json.dumps(frame, ensure_ascii=False))' "$seq" "$@" |
    in_session POST /frames -H 'Content-Type: application/json' --data-binary @-
}

base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }
