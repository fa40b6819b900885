/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the kernels share: the few files that are compiled with -ffast-math, so that gcc vectorises
 * exp, log, tanh and erfc through libmvec. Nothing there may ask whether a number is finite, other
 * than by its bits. Divisions and square roots may become a reciprocal estimate and a Newton step,
 * which is as exact but turns infinite and denormal arguments into NaN: arguments are bounded
 * instead. */

/* One copy of each kernel for each generation of processors, chosen when the program is loaded. */
#if defined(MIX_KERNEL_CLONES) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KERNEL __attribute__ ((target_clones ("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif
#define INLINE static inline __attribute__ ((always_inline))

/* Before a loop over arrays that the compiler cannot know to be different ones. */
#ifdef __clang__
#define DISTINCT_ARRAYS _Pragma ("clang loop vectorize(assume_safety)")
#else
#define DISTINCT_ARRAYS _Pragma ("GCC ivdep")
#endif

#define EXP_LIMIT 80.0f /* exp of it, and of minus it, are normal floats */

INLINE float
clamp_float (float v, float low, float high)
{
  v = v < low ? low : v;
  return v > high ? high : v;
}
