/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-error.h"

G_DEFINE_QUARK (yqq - face - error - quark, yqq_face_error)
