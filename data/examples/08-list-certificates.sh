#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 08-list-certificates.sh: which certificates the connected person may sign with: fingerprint, algorithm, kind,
# enterprise, credit code and name, tab by tab. Let the person choose one.
. "$(dirname "$0")/common.sh"

in_session GET /certificates | tee "$STATE/certificates.json" | python3 -c '
import json, sys
for one in json.load(sys.stdin)["certificates"]:
    print(one["fingerprint"], one["algorithm"], one["kind"], one["enterprise"]["name"], one["enterprise"]["credit_code"],
          one["person"].get("name", ""), sep="\t")'
