#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 07-check-code.sh DIGITS: the three digits that the application shows, as the person typed them on your page. Needed
# where the `scanned` event says check_code_required; three tries.
. "$(dirname "$0")/common.sh"

frame check-code "code=\"$1\""
