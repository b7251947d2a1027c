/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzz target provides. It returns 0, and ends the program where something is wrong. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
