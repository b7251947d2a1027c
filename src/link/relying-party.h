/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who asks for signatures, as the authority has registered it: the model's relying party. */
#pragma once

#include "model/relying-party.h"
