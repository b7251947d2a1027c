#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# 11-close-session.sh [done|user]: ends the session; the person's certificates are then out of reach. Done: everything
# wanted is signed. User: the person at your page gave up.
. "$(dirname "$0")/common.sh"

frame close "reason=\"${1:-done}\""
