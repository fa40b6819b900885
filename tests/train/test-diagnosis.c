/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnosis.h"

#include <math.h>
#include <string.h>

#include "mix-train-fixture.h"

/* A table of x = 0 … 9 and y = 2x, a network of one unit h = relu (x), and one Gaussian. */
typedef struct
{
  MixConfig config;
  MixDesign *design;
  MixScaler *scaler;
  MixLearner *learner;
  guint32 rows[10];
  MixDiagnosis diagnosis;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  double x[10], y[10];
  MixRng rng;
  MixInit init = { 0 };

  for (guint i = 0; i < 10; i++)
    {
      x[i] = i;
      y[i] = 2 * x[i];
      f->rows[i] = i;
    }
  mix_config_init (&f->config);
  f->config.components = 1;
  f->config.hidden = (MixLayers){ 1, { 1 } };
  f->config.sigma_floor = 0;
  f->design = design_of (x, y, 10);
  f->scaler = mix_scaler_new (f->design, f->rows, 10);
  mix_rng_init (&rng, 1);
  MixNetworkSpec spec = mix_config_network_spec (&f->config, 1, MIX_HEAD_MIXTURE);
  f->learner = mix_learner_new (&spec, &init, &rng, MIX_OPTIMIZER_SGD, MIX_ENGINE_DENSE, 10);
  memset (f->learner->params, 0, f->learner->n_params * sizeof *f->learner->params);
  f->diagnosis = (MixDiagnosis){ &f->config, f->learner, f->design, f->scaler, f->rows, 10 };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  mix_learner_free (f->learner);
  mix_scaler_free (f->scaler);
  mix_design_unref (f->design);
}

static void
set_param (Fixture *f, const char *name, float value)
{
  f->learner->params[mix_network_find_view (f->learner->network, name)->offset] = value;
}

/* h is above 0 from x = 5 on, and mu infinite only where 3e38 h is: from row 7 on, as rows are
 * counted from 1 and x is standardised to (x − 4.5)/2.87 (h at x = 6 is 0.52, at 7 0.87, at 8
 * 1.2). */
static void
test_infinite_row (Fixture *f, gconstpointer data)
{
  set_param (f, "layers.0.W", 1);
  set_param (f, "head.mu.W", 3e38f);
  g_autofree char *loss = mix_diagnosis_of_loss (&f->diagnosis);
  g_autofree char *gradient = mix_diagnosis_of_gradient (&f->diagnosis);

  g_assert_nonnull (strstr (loss, "row 9 (x = 8, y = 16)"));
  g_assert_nonnull (strstr (gradient, "row 9 (x = 8, y = 16)"));
  g_assert_nonnull (strstr (loss, "learning rate"));
}

static void
test_penalties (Fixture *f, gconstpointer data)
{
  set_param (f, "head.pi.W", 3e38f); /* on a unit that is 0 */
  f->config.weight_decay = 10;
  g_autofree char *text = mix_diagnosis_of_gradient (&f->diagnosis);

  g_assert_nonnull (strstr (text, "penalties"));
}

/* σ is e⁻¹⁴ of sd (y) everywhere, and the row furthest from μ = 0 pulls hardest. */
static void
test_narrow_sigma (Fixture *f, gconstpointer data)
{
  set_param (f, "head.sigma.b", -14);
  set_param (f, "head.mu.b", -0.1f);
  g_autofree char *text = mix_diagnosis_of_gradient (&f->diagnosis);
  g_autofree char *sigma
    = g_strdup_printf ("%.2g", exp (-14) * f->scaler->target.scale);

  g_assert_nonnull (strstr (text, "component 1"));
  g_assert_nonnull (strstr (text, sigma));
  g_assert_nonnull (strstr (text, "row 10"));
  g_assert_nonnull (strstr (text, "σ floor"));
}

static void
test_worst_row (Fixture *f, gconstpointer data)
{
  set_param (f, "head.mu.b", 1);
  g_autofree char *worst = mix_diagnosis_worst_row (&f->diagnosis);

  g_assert_cmpstr (worst, ==, "row 1 (x = 0, y = 0)");
}

/* As numbers stand elsewhere in the window: with a true minus, and no more digits than are read. */
static void
test_row_reads_well (Fixture *f, gconstpointer data)
{
  const double x[] = { -9.85539123, 2, 3 }, y[] = { -1234567, 0, 0 };
  const guint32 first = 0;
  g_autoptr (MixDesign) design = design_of (x, y, 3);

  f->diagnosis.design = design;
  f->diagnosis.rows = &first;
  f->diagnosis.n_rows = 1;
  g_autofree char *worst = mix_diagnosis_worst_row (&f->diagnosis);
  g_assert_cmpstr (worst, ==, "row 1 (x = −9.855, y = −1234567)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/diagnosis/infinite-row", Fixture, NULL, set_up, test_infinite_row, tear_down);
  g_test_add ("/diagnosis/penalties", Fixture, NULL, set_up, test_penalties, tear_down);
  g_test_add ("/diagnosis/narrow-sigma", Fixture, NULL, set_up, test_narrow_sigma, tear_down);
  g_test_add ("/diagnosis/worst-row", Fixture, NULL, set_up, test_worst_row, tear_down);
  g_test_add ("/diagnosis/row-reads-well", Fixture, NULL, set_up, test_row_reads_well, tear_down);
  return g_test_run ();
}
