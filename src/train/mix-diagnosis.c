/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnosis.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-math.h"

/* The most rows that are looked at one by one. */
#define MOST_ROWS 8192

/* A cell of a table, to be read: whole numbers whole, others with four digits; a true minus. */
static char *
cell_text (double value)
{
  gboolean whole = fabs (value) < 1e9 && fabs (value - round (value)) <= 0;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, whole ? "%.0f" : "%.4g", fabs (value));
  return g_strconcat (value < 0 ? "\xe2\x88\x92" : "", digits, NULL);
}

/* "row 17 (x = 2.5, y = 1e+30)": as a person counts rows of a table, with the first feature. */
static char *
describe_row (const MixDiagnosis *d, gsize at)
{
  guint32 row = d->rows[at];

  g_autofree char *x = cell_text (mix_design_get_x (d->design, row, 0));
  g_autofree char *y = cell_text (mix_design_get_y (d->design, row));
  return g_strdup_printf (_ ("row %.0f (%s = %s, %s = %s)"),
                          (double) mix_design_source_row (d->design, row) + 1,
                          mix_design_get_feature_name (d->design, 0), x,
                          mix_design_get_target_name (d->design), y);
}

/* Room for one row. */
typedef struct
{
  float *x; /* [n_features] */
  float y;
} Row;

static void
row_init (Row *row, const MixDiagnosis *d)
{
  row->x = g_new (float, mix_design_get_n_features (d->design));
}

static double
loss_at (const MixDiagnosis *d, Row *row, gsize at)
{
  mix_scaler_gather (d->scaler, d->design, &d->rows[at], 1, row->x, &row->y);
  return mix_learner_evaluate (d->learner, NULL, d->learner->params, row->x, &row->y, 1);
}

/* The first row whose loss is not finite, or else the one with the highest; FALSE where there is no
 * row. */
static gboolean
find_worst (const MixDiagnosis *d, gsize *worst, double *loss)
{
  gsize n = MIN (d->n_rows, MOST_ROWS);
  Row row;

  row_init (&row, d);
  *loss = -HUGE_VAL;
  for (gsize at = 0; at < n && *loss < HUGE_VAL; at++)
    {
      double here = loss_at (d, &row, at);
      if (!isfinite (here))
        here = HUGE_VAL;
      if (here > *loss)
        {
          *loss = here;
          *worst = at;
        }
    }
  g_free (row.x);
  return n > 0;
}

/* How hard a row pulls at the component that it pulls at most: the logarithm of r |z|/σ, the
 * derivative by mu. */
static double
pull_of (guint k, const float *pi, const float *mu, const float *sigma, float y, guint *component)
{
  double joint[MIX_MAX_COMPONENTS] = { 0 }, pull = -HUGE_VAL;

  for (guint i = 0; i < k; i++)
    joint[i] = log ((double) pi[i])
               + mix_gaussian_log_density ((double) y, (double) mu[i], log ((double) sigma[i]));
  double total = mix_log_sum_exp (joint, k);
  for (guint i = 0; i < k; i++)
    {
      double away = fabs ((double) y - (double) mu[i]);
      double r = k == 1 ? 0 : joint[i] - total;
      double here = r + log (away) - 2 * log ((double) sigma[i]);
      if (here > pull)
        {
          pull = here;
          *component = i;
        }
    }
  return pull;
}

/* Where a narrow component is pulled at hardest. (transfer full) */
static char *
describe_sigma (const MixDiagnosis *d)
{
  guint k = mix_network_get_spec (d->learner->network)->components, component = 0, hardest = 0;
  gsize n = MIN (d->n_rows, MOST_ROWS), worst = 0;
  float pi[MIX_MAX_COMPONENTS], mu[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS];
  double most = -HUGE_VAL, width = 0;
  Row row;

  row_init (&row, d);
  for (gsize at = 0; at < n; at++)
    {
      mix_scaler_gather (d->scaler, d->design, &d->rows[at], 1, row.x, &row.y);
      mix_network_predict (d->learner->network, d->learner->params, row.x, 1,
                           d->learner->workspaces[0], pi, mu, sigma);
      double pull = pull_of (k, pi, mu, sigma, row.y, &component);
      if (pull > most)
        {
          most = pull;
          worst = at;
          hardest = component;
          width = (double) sigma[component] * d->scaler->target.scale;
        }
    }
  g_free (row.x);
  g_autofree char *where = describe_row (d, worst);
  return g_strdup_printf (_ ("σ of component %u is %.2g at %s. A larger σ floor, a lower learning "
                             "rate or gradient clipping may help."),
                          hardest + 1, width, where);
}

/* Whether what is added to the gradient of the rows is infinite by itself. */
static gboolean
penalties_are_infinite (const MixDiagnosis *d)
{
  MixLoss loss = mix_config_loss (d->config);
  g_autofree float *gradient = g_new0 (float, d->learner->n_params);

  mix_network_penalty (d->learner->network, d->learner->params, &loss, gradient);
  for (gsize i = 0; i < d->learner->n_params; i++)
    if (!isfinite (gradient[i] + (float) d->config->weight_decay * d->learner->params[i]))
      return TRUE;
  return FALSE;
}

/**
 * mix_diagnosis_of_loss:
 *
 * Returns: (transfer full): which row's loss is infinite. The head bounds σ and z, so that it takes
 *   an infinite output, and that takes weights which a lower rate would have kept small
 */
char *
mix_diagnosis_of_loss (const MixDiagnosis *diagnosis)
{
  gsize worst;
  double loss;

  if (!find_worst (diagnosis, &worst, &loss) || isfinite (loss))
    return g_strdup (_ ("A lower learning rate or gradient clipping may help."));
  g_autofree char *where = describe_row (diagnosis, worst);
  return g_strdup_printf (_ ("The network’s output is infinite at %s. A lower learning rate or gradient "
                             "clipping may help."),
                          where);
}

/**
 * mix_diagnosis_of_gradient:
 *
 * Returns: (transfer full): whether it is a row, the penalties or a narrow σ that the gradient is
 *   infinite for
 */
char *
mix_diagnosis_of_gradient (const MixDiagnosis *diagnosis)
{
  gsize worst;
  double loss;

  if (find_worst (diagnosis, &worst, &loss) && !isfinite (loss))
    return mix_diagnosis_of_loss (diagnosis);
  if (penalties_are_infinite (diagnosis))
    return g_strdup (_ ("The penalties alone are infinite. A smaller λ or weight decay, or a lower "
                        "learning rate may help."));
  if (mix_network_get_spec (diagnosis->learner->network)->head == MIX_HEAD_MIXTURE
      && diagnosis->n_rows > 0)
    return describe_sigma (diagnosis);
  return g_strdup (_ ("A lower learning rate or gradient clipping may help."));
}

/**
 * mix_diagnosis_worst_row:
 *
 * Returns: (transfer full) (nullable): "row 17 (x = 2.5, y = 1e+30)"
 */
char *
mix_diagnosis_worst_row (const MixDiagnosis *diagnosis)
{
  gsize worst;
  double loss;

  return find_worst (diagnosis, &worst, &loss) ? describe_row (diagnosis, worst) : NULL;
}
