/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-blas.h"

#include <cblas.h>

/* Threads inside BLAS never pay at the sizes of this program; whoever wants to use more cores
 * shares rows among workers. */
static void
use_one_thread (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&done, 1);
    }
}

/**
 * mix_blas_multiply:
 * @a: [m × k]
 * @b: [k × n]
 * @accumulate: whether c is added to; otherwise it is overwritten, whatever it held
 * @c: [m × n], row-major, with @c_stride numbers between the starts of two rows
 *
 * c = a·b, or c += a·b, in single precision on the calling thread. Empty matrices do nothing.
 */
void
mix_blas_multiply (MixMatrix a, MixMatrix b, gboolean accumulate, float *c, gsize c_stride)
{
  g_assert (a.cols == b.rows);

  if (a.rows == 0 || b.cols == 0 || a.cols == 0)
    return;
  use_one_thread ();
  cblas_sgemm (CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,
               b.transposed ? CblasTrans : CblasNoTrans, (blasint) a.rows, (blasint) b.cols,
               (blasint) a.cols, 1.0f, a.data, (blasint) a.stride, b.data, (blasint) b.stride,
               accumulate ? 1.0f : 0.0f, c, (blasint) c_stride);
}

/**
 * mix_blas_transpose:
 * @a: [m × n], not transposed
 * @b: (out): [n × m], row-major without gaps
 */
void
mix_blas_transpose (MixMatrix a, float *b)
{
  g_assert (!a.transposed);

  cblas_somatcopy (CblasRowMajor, CblasTrans, (blasint) a.rows, (blasint) a.cols, 1.0f, a.data,
                   (blasint) a.stride, b, (blasint) a.rows);
}

/**
 * mix_blas_core_name:
 *
 * Returns: (transfer none): the kind of processor that the BLAS library chose its kernels for
 */
const char *
mix_blas_core_name (void)
{
  return openblas_get_corename ();
}
