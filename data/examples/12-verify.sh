#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 12-verify.sh FILE SIGNATURE: has a signature checked, at any time and without a session. Prints the finding; exit 1
# if the signature is not valid.
. "$(dirname "$0")/common.sh"

# The digest algorithm stands at the beginning of the signature (RFC 5652 5.1).
case $(openssl asn1parse -inform DER -in "$2" | grep -m2 OBJECT | tail -1) in
*sm3*) hash=sm3 ;;
*sha256*) hash=sha256 ;;
*) echo "$2 is no signature we know" >&2; exit 2 ;;
esac
printf '{"signature":"%s","digest":"%s"}' "$(base64 -w0 "$2")" "$(openssl dgst "-$hash" -binary "$1" | base64 -w0)" |
  ask POST /v1/verify -H 'Content-Type: application/json' --data-binary @- | python3 -c '
import json, sys
found = json.load(sys.stdin)
print(json.dumps(found, ensure_ascii=False, indent=2))
sys.exit(not found["valid"])'
