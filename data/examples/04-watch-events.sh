#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 04-watch-events.sh [LAST-EVENT-ID]: what happens in the session, as it happens (Server-Sent Events), until it ends.
# Leave it running: a relying party that listens to nothing for 45 s counts as gone. Given the number of the last
# event seen, it goes on after that one.
. "$(dirname "$0")/common.sh"

curl -sSN --fail -H "@$STATE/session.header" ${1:+-H "Last-Event-ID: $1"} \
  "$AUTHORITY/v1/sessions/$(field session_id <"$STATE/session.json")/events"
