#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 01-make-key.sh: makes the relying party's own key, P-256. It signs session requests and nothing else; keep it.
. "$(dirname "$0")/common.sh"

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$STATE/key.pem" 2>/dev/null
openssl pkey -in "$STATE/key.pem" -pubout -outform DER -out "$STATE/public-key.der"
echo "The key is in $STATE/key.pem"
