#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 06-answer-scan.sh NONCE PURPOSE FILE…: answers the `scanned` event, whose nonce this is, with the same request once
# more, now bound to this session and this device. Only then does the person see who asks.
. "$(dirname "$0")/common.sh"

nonce=$1 purpose=$2
shift 2
session=$(field session_id <"$STATE/session.json")
jws=$("$(dirname "$0")/sign-request.sh" "$purpose" "$session" "$nonce" -- "$@")
frame request "jws=\"$jws\""
