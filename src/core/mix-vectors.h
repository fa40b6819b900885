/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-collapse-kernels.h"
#include "mix-kernels-private.h"

/* Vectors that the compiler is told about, where it would not find them by itself: single
 * numbers, and half as many doubles. */
#define LANES MIX_COLLAPSE_LANES
#define HALF (LANES / 2)

/* The helpers that take vectors are always inlined: there is no call whose conventions could
 * differ. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef double Doubles __attribute__ ((vector_size (8 * HALF), aligned (8), may_alias));
typedef float Floats __attribute__ ((vector_size (4 * HALF), aligned (4), may_alias));
typedef float Vector __attribute__ ((vector_size (4 * LANES), aligned (4), may_alias));
typedef gint32 Bits __attribute__ ((vector_size (4 * LANES), aligned (4), may_alias));

INLINE Doubles
load_doubles (const double *from)
{
  return *(const Doubles *) from;
}

INLINE void
store_doubles (Doubles values, double *to)
{
  *(Doubles *) to = values;
}

INLINE Doubles
widen (const float *from)
{
  /* one instruction, where gcc 12 makes five of __builtin_convertvector */
  return (Doubles){ (double) from[0], (double) from[1], (double) from[2], (double) from[3],
                    (double) from[4], (double) from[5], (double) from[6], (double) from[7] };
}

INLINE void
narrow (Doubles values, float *to)
{
  *(Floats *) to = __builtin_convertvector (values, Floats);
}

INLINE Vector
load (const float *from)
{
  return *(const Vector *) from;
}

INLINE void
store (Vector values, float *to)
{
  *(Vector *) to = values;
}

/* Of two vectors, every other block of n: those that are even, and those that are odd. */
#define LOW_1  0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define HIGH_1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
#define LOW_2  0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define HIGH_2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define LOW_4  0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define HIGH_4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define LOW_8  0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define HIGH_8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31

#define LOW_BLOCKS(a, b, n) __builtin_shufflevector (a, b, LOW_##n)
#define HIGH_BLOCKS(a, b, n) __builtin_shufflevector (a, b, HIGH_##n)

/* Before a loop over an array of vectors, which is in registers only where the loop is gone. */
#ifdef __clang__
#define UNROLLED _Pragma ("clang loop unroll(full)")
#else
#define UNROLLED _Pragma ("GCC unroll 16")
#endif
