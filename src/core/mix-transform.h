/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-types.h"

G_BEGIN_DECLS

/* Increasing maps z = T(y) from data units to those in which a network sees a column, before it is
 * standardised. */
typedef enum
{
  MIX_TRANSFORM_NONE,
  MIX_TRANSFORM_LOG,   /* ln y, of y > 0 */
  MIX_TRANSFORM_LOG1P, /* ln (1 + y), of y > −1 */
  MIX_TRANSFORM_SQRT,  /* √y, of y ≥ 0 */
  MIX_TRANSFORM_RANK,  /* Φ⁻¹ of the rank's share, straight between knots */
} MixTransformKind;

extern const MixChoice mix_transform_choices[];

#define MIX_MAX_RANK_KNOTS 64

/* Immutable, reference-counted, read from any thread. */
typedef struct
{
  MixTransformKind kind;
  guint n;                           /* knots of a rank transform, at least 2 */
  double y[MIX_MAX_RANK_KNOTS], z[MIX_MAX_RANK_KNOTS]; /* [n], both ascend strictly */
} MixTransform;

MixTransform *mix_transform_new (MixTransformKind kind);
MixTransform *mix_transform_new_rank (const double *values, gsize n);
MixTransform *mix_transform_new_knots (const double *y, const double *z, guint n);
MixTransform *mix_transform_ref (MixTransform *transform);
void mix_transform_unref (MixTransform *transform);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixTransform, mix_transform_unref)

/* Whether the transform is of such a value. */
gboolean mix_transform_takes (MixTransformKind kind, double y);
/* "a logarithm is of numbers above 0": what is wrong with one that it does not take; translated */
const char *mix_transform_complain (MixTransformKind kind);

/* NULL is the identity everywhere. */
double mix_transform_forward (const MixTransform *transform, double y);
double mix_transform_inverse (const MixTransform *transform, double z);
void mix_transform_inverse_all (const MixTransform *transform, double *z, gsize n);
double mix_transform_log_slope (const MixTransform *transform, double y);
double mix_transform_inverse_slope (const MixTransform *transform, double z);

/* Of T⁻¹(Z) where Z is normal, in closed form. */
void mix_transform_moments (const MixTransform *transform, double mu, double sigma, double *mean,
                            double *variance);

G_END_DECLS
