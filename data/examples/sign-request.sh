#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# sign-request.sh PURPOSE [SESSION-ID NONCE] -- FILE…
# Prints a session request: a compact JWS (RFC 7515, ES256) by the relying party's key. With a session's identifier
# and a device's nonce it is bound to that scan.
. "$(dirname "$0")/common.sh"

purpose=$1
shift
bound=()
while [ "$1" != -- ]; do bound+=("$1"); shift; done
shift

payload() {
  for file in "$@"; do
    printf '%s\n%s\n%s\n%s\n' "$(basename "$file")" "$(stat -c %s "$file")" \
      "$(openssl dgst -sm3 -binary "$file" | base64 -w0)" "$(openssl dgst -sha256 -binary "$file" | base64 -w0)"
  done | python3 -c '
import json, secrets, sys, time
issuer, audience, purpose, *bound = sys.argv[1:]
lines = sys.stdin.read().split("\n")[:-1]
documents = [{"id": f"document-{i // 4 + 1}", "name": lines[i], "size": int(lines[i + 1]),
              "digests": {"sm3": lines[i + 2], "sha-256": lines[i + 3]}} for i in range(0, len(lines), 4)]
now = int(time.time())
request = {"iss": issuer, "aud": audience, "iat": now, "exp": now + 60, "jti": secrets.token_urlsafe(16),
           "purpose": purpose, "documents": documents}
if bound:
    request["sid"], request["nonce"] = bound
print(json.dumps(request, ensure_ascii=False), end="")' "$id" "$origin" "$purpose" "${bound[@]}"
}

# openssl writes an ECDSA signature as DER; a JWS wants r and s, 32 bytes each (RFC 7518 3.4).
der_to_raw() {
  python3 -c '
import sys
der = sys.stdin.buffer.read()
def integer(at):
    assert der[at] == 2
    end = at + 2 + der[at + 1]
    return int.from_bytes(der[at + 2:end], "big").to_bytes(32, "big"), end
r, at = integer(2)
s, at = integer(at)
assert der[0] == 0x30 and at == len(der)
sys.stdout.buffer.write(r + s)'
}

id=$(field relying_party_id <"$STATE/relying-party.json")
origin=$(ask GET /v1/authority | field origin)
header=$(printf '{"alg":"ES256","kid":"%s","typ":"yqq-session-request+jwt"}' "$id" | base64url)
body=$(payload "$@" | base64url)
signature=$(printf '%s.%s' "$header" "$body" | openssl dgst -sha256 -sign "$STATE/key.pem" | der_to_raw | base64url)
printf '%s.%s.%s\n' "$header" "$body" "$signature"
