#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 09-ask-to-sign.sh FINGERPRINT FILE…: asks for a signature of each file by that certificate; prints the request's
# identifier. The digest is SM3 for an SM2 certificate and SHA-256 for a P-256 one. Sent again with the same
# identifier, it is the same request.
. "$(dirname "$0")/common.sh"

fingerprint=$1
shift
algorithm=$(python3 -c '
import json, sys
print(next(c["algorithm"] for c in json.load(open(sys.argv[1]))["certificates"] if c["fingerprint"] == sys.argv[2]))' \
  "$STATE/certificates.json" "$fingerprint")
case $algorithm in sm2-sm3) hash=sm3 ;; p256-sha256) hash=sha256 ;; esac
documents=$(for file in "$@"; do
  printf '%s\n%s\n%s\n' "$(basename "$file")" "$(stat -c %s "$file")" "$(openssl dgst "-$hash" -binary "$file" | base64 -w0)"
done | python3 -c '
import json, sys
lines = sys.stdin.read().split("\n")[:-1]
print(json.dumps([{"id": f"document-{i // 3 + 1}", "name": lines[i], "size": int(lines[i + 1]), "digest": lines[i + 2]}
                  for i in range(0, len(lines), 3)], ensure_ascii=False))')
request=request-$(openssl rand -hex 8)
frame sign "request_id=\"$request\"" "certificate=\"$fingerprint\"" "algorithm=\"$algorithm\"" "documents=$documents" >&2
echo "$request"
