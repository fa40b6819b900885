/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One copy of each kernel for each generation of processors, chosen when the program is loaded. */
#if defined(MIX_KERNEL_CLONES) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KERNEL __attribute__ ((target_clones ("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif
#define INLINE static inline __attribute__ ((always_inline))
