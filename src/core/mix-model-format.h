/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the writer and the reader of model files agree on. */
#define FORMAT_NAME "mixture-lab-model"
#define FORMAT_VERSION 1

#define KEY_FORMAT "format"
#define KEY_VERSION "version"
#define KEY_SPEC "spec"
#define KEY_HIDDEN "hidden"
#define KEY_ACTIVATION "activation"
#define KEY_HEAD "head"
#define KEY_COMPONENTS "components"
#define KEY_SIGMA_ACTIVATION "sigma_activation"
#define KEY_SIGMA_BIAS "sigma_bias"
#define KEY_SIGMA_EPSILON "sigma_epsilon"
#define KEY_SIGMA_FLOOR "sigma_floor"
#define KEY_FEATURES "features"
#define KEY_TARGET "target"
#define KEY_NAME "name"
#define KEY_CATEGORY "category" /* the column of words; not there for a column of numbers */
#define KEY_LEVEL "level"       /* a word of it; not there where the feature is all other words */
#define KEY_MISSING_OF "missing_of" /* the column whose missing cells the feature marks */
#define KEY_FILL "fill" /* stands in for a missing cell; not there: the row has no prediction */
#define KEY_TRANSFORM "transform" /* of what comes before scaling; not there: none */
#define KEY_KNOTS "knots"   /* of a rank transform: values … */
#define KEY_SCORES "scores" /* … and what they become */
#define KEY_TIME "time"     /* of a target that is a date: what its numbers stand for */
#define KEY_SHIFT "shift"
#define KEY_SCALE "scale"
#define KEY_RESIDUAL_SD "residual_sd"
#define KEY_SETTINGS "settings"
#define KEY_PARAMETERS "parameters"
#define KEY_COMPANION "companion"
#define KEY_MEMBERS "members" /* of an ensemble, which has them instead of spec … parameters */
