#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 05-show-code.sh [SVG]: the text of the QR code of this moment, and its drawing in a file. Both change every two
# seconds: show the new one at each `code` event.
. "$(dirname "$0")/common.sh"

code=$(in_session GET /code)
[ $# = 0 ] || field svg <<<"$code" >"$1"
field text <<<"$code"
