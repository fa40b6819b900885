/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For numbers that have to be equal and not just near; NaN equals nothing. */
#define mix_assert_exact(a, b)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpfloat (a, <=, b);                                                                  \
    g_assert_cmpfloat (a, >=, b);                                                                  \
  }                                                                                                \
  G_STMT_END
