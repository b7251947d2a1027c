#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 10-fetch-signatures.sh REQUEST FOLDER: after the `completed` event: writes FOLDER/NAME.p7s for each document
# (detached CMS, DER) and prints what the authority found of it. Exit 1 if the request was refused or a signature is
# not valid. Check the signer's fingerprint against the one you asked for.
. "$(dirname "$0")/common.sh"

mkdir -p "$2"
in_session GET "/requests/$1" | python3 -c '
import base64, json, os, sys
answer = json.load(sys.stdin)
print(answer["state"], answer.get("reason") or "")
for one in answer["signatures"]:
    path = os.path.join(sys.argv[1], os.path.basename(one["name"]) + ".p7s")
    with open(path, "wb") as file:
        file.write(base64.b64decode(one["signature"]))
    found = one["verification"]
    print(path, "valid" if found["valid"] else "NOT VALID", found["signer"]["enterprise"], found["signer"]["fingerprint"], found.get("signed_at"))
sys.exit(answer["state"] != "signed" or not all(one["verification"]["valid"] for one in answer["signatures"]))' "$2"
