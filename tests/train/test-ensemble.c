/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ensemble.h"

#include <math.h>
#include <string.h>

#include "mix-mixture.h"
#include "mix-model-io.h"
#include "mix-train-fixture.h"

static MixEnsemble *
trained (const MixConfig *config, MixDesign *design)
{
  g_autoptr (GError) error = NULL;
  MixEnsemble *ensemble = mix_ensemble_new (config, design, &error);
  guint calls = 0;

  g_assert_no_error (error);
  while (mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    g_assert_cmpuint (++calls, <, 1000000);
  g_assert_cmpint (mix_ensemble_get_state (ensemble), ==, MIX_RUN_FINISHED);
  return ensemble;
}

static char *
trained_json (const MixConfig *config, MixDesign *design)
{
  g_autoptr (MixEnsemble) ensemble = trained (config, design);
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  return mix_model_to_json (model);
}

/* The first member is the network that is trained without an ensemble; the others are others. */
static void
test_members (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  g_autoptr (MixEnsemble) one = trained (&config, design);
  config.ensemble = 3;
  config.plain_network = TRUE;
  g_autoptr (MixEnsemble) three = trained (&config, design);
  g_autoptr (MixModel) alone = mix_ensemble_make_model (one);
  g_autoptr (MixModel) pool = mix_ensemble_make_model (three);
  gsize n = mix_network_n_params (mix_model_get_network (alone)) * sizeof (float);
  const float *first = mix_model_get_params (mix_model_get_member (pool, 0));

  g_assert_cmpuint (mix_model_get_n_members (alone), ==, 0);
  g_assert_cmpuint (mix_model_get_n_members (pool), ==, 3);
  g_assert_cmpuint (mix_model_get_components (pool), ==, 6);
  g_assert_nonnull (mix_model_get_companion (pool));
  g_assert_cmpint (memcmp (mix_model_get_params (alone), first, n), ==, 0);
  for (guint i = 1; i < 3; i++)
    {
      const MixSplit *split = mix_trainer_get_split (mix_ensemble_get_member (three, i));
      const MixSplit *siblings = mix_trainer_get_split (mix_ensemble_get_member (three, 0));
      const float *params = mix_model_get_params (mix_model_get_member (pool, i));
      g_assert_cmpint (memcmp (params, first, n), !=, 0);
      g_assert_cmpint (memcmp (split->validation, siblings->validation,
                               split->n_validation * sizeof *split->validation),
                       ==, 0);
    }
  g_assert_cmpstr (g_hash_table_lookup (mix_model_get_settings (pool), "ensemble"), ==, "3");
}

static void
test_same_bytes_from_any_threads (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 1500);
  MixConfig config = small_config ();
  config.ensemble = 3;
  config.batch_size = 1200;
  config.threads = 1;
  g_autofree char *one = trained_json (&config, design);
  config.threads = 2;
  g_autofree char *two = trained_json (&config, design);
  config.threads = 7;
  g_autofree char *seven = trained_json (&config, design);

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, ==, seven);
}

/* The pool's NLL on the validation rows, worked out row by row; it is below the mean of the
 * members', as −ln is convex. */
static void
test_measured_pool (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 1500);
  MixConfig config = small_config ();
  config.ensemble = 4;
  g_autoptr (MixEnsemble) ensemble = trained (&config, design);
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  MixLossPoint point = mix_ensemble_measure (ensemble);
  const MixSplit *split = mix_trainer_get_split (mix_ensemble_get_member (ensemble, 0));
  double pi[8], mu[8], sigma[8], nll = 0, members = 0;

  for (gsize i = 0; i < split->n_validation; i++)
    {
      double x = mix_design_get_x (design, split->validation[i], 0);
      mix_model_predict (model, &x, 1, pi, mu, sigma);
      nll -= mix_mixture_log_density (&(MixMixture){ 8, pi, mu, sigma },
                                      mix_design_get_y (design, split->validation[i]));
    }
  for (guint i = 0; i < 4; i++)
    members += mix_history_get_best (mix_trainer_get_history (
                                       mix_ensemble_get_member (ensemble, i)))
                 ->validation_nll
               / 4;
  g_assert_cmpfloat_with_epsilon (point.validation_nll, nll / (double) split->n_validation, 1e-6);
  g_assert_cmpfloat (point.validation_nll, <, members);
  g_assert_true (isfinite (point.train_nll) && isfinite (point.validation_rmse));
}

static void
test_finish_before_the_time (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  MixConfig config = small_config ();
  config.ensemble = 3;
  config.epochs = 100000;
  config.patience = 0;
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&config, design, NULL);

  g_assert_cmpint (mix_ensemble_step (ensemble), ==, MIX_RUN_RUNNING);
  mix_ensemble_finish (ensemble);
  g_assert_cmpint (mix_ensemble_get_state (ensemble), ==, MIX_RUN_FINISHED);
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  g_assert_cmpuint (mix_model_get_n_members (model), ==, 3);
}

static void
test_too_many_components (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  g_autoptr (GError) error = NULL;
  MixConfig config = small_config ();

  config.ensemble = 5;
  config.components = 32;
  g_assert_null (mix_ensemble_new (&config, design, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS);
  g_assert_nonnull (strstr (error->message, "128"));
}

static void
test_refused_data (void)
{
  const double x[] = { 1 }, y[] = { 2 };
  g_autoptr (MixDesign) one = design_of (x, y, 1);
  g_autoptr (GError) error = NULL;
  MixConfig config = small_config ();

  config.ensemble = 2;
  g_assert_null (mix_ensemble_new (&config, one, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ensemble/members", test_members);
  g_test_add_func ("/ensemble/same-bytes", test_same_bytes_from_any_threads);
  g_test_add_func ("/ensemble/measured-pool", test_measured_pool);
  g_test_add_func ("/ensemble/finish", test_finish_before_the_time);
  g_test_add_func ("/ensemble/too-many-components", test_too_many_components);
  g_test_add_func ("/ensemble/refused-data", test_refused_data);
  return g_test_run ();
}
