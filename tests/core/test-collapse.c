/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-collapse.h"

#include <math.h>
#include <string.h>

#include "mix-network.h"
#include "mix-rng.h"

/* A first layer of units, a second of next, and rows, all in double: the plain way. */
typedef struct
{
  gsize n_units, n_next, n_rows;
  double tolerance;
  float *w, *b, *w2, *b2, *x, *dz; /* w2 [next × units], dz [next × rows] */
  double *z, *dw, *db, *dw2;
} Case;

static void
fill (MixRng *rng, float *v, gsize n, double scale)
{
  for (gsize i = 0; i < n; i++)
    v[i] = (float) (scale * mix_rng_normal (rng));
}

static void
case_init (Case *c, gsize n_units, gsize n_next, gsize n_rows, guint64 seed)
{
  MixRng rng;
  mix_rng_init (&rng, seed);
  *c = (Case){ .n_units = n_units, .n_next = n_next, .n_rows = n_rows };
  c->tolerance = n_units < 4 ? 2e-5 : 5e-6; /* a few terms may cancel */
  c->w = g_new (float, n_units);
  c->b = g_new (float, n_units);
  c->w2 = g_new (float, n_units * n_next);
  c->b2 = g_new (float, n_next);
  c->x = g_new (float, n_rows);
  c->dz = g_new (float, n_next * n_rows);
  fill (&rng, c->w, n_units, 1.4);
  fill (&rng, c->b, n_units, 0.5);
  fill (&rng, c->w2, n_units * n_next, 0.2);
  fill (&rng, c->b2, n_next, 0.2);
  fill (&rng, c->x, n_rows, 1);
  fill (&rng, c->dz, n_next * n_rows, 1.0 / (double) n_rows);
  c->z = g_new0 (double, n_next * n_rows);
  c->dw = g_new0 (double, n_units);
  c->db = g_new0 (double, n_units);
  c->dw2 = g_new0 (double, n_units * n_next);
}

static void
case_clear (Case *c)
{
  gpointer all[] = { c->w, c->b, c->w2, c->b2, c->x, c->dz, c->z, c->dw, c->db, c->dw2 };
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (all[i]);
}

static void
work_out_plainly (Case *c)
{
  for (gsize i = 0; i < c->n_rows; i++)
    for (gsize u = 0; u < c->n_next; u++)
      {
        double z = (double) c->b2[u], dz = (double) c->dz[u * c->n_rows + i];
        for (gsize j = 0; j < c->n_units; j++)
          {
            double x = (double) c->x[i], v = (double) c->w[j] * x + (double) c->b[j];
            double w2 = (double) c->w2[u * c->n_units + j];
            if (!(v > 0))
              continue;
            z += w2 * v;
            c->dw[j] += w2 * dz * x;
            c->db[j] += w2 * dz;
            c->dw2[u * c->n_units + j] += dz * v;
          }
        c->z[u * c->n_rows + i] = z;
      }
}

static void
assert_close (const float *got, const double *expected, gsize n, double tolerance)
{
  double error = 0, norm = 0;
  for (gsize i = 0; i < n; i++)
    {
      error += pow ((double) got[i] - expected[i], 2);
      norm += expected[i] * expected[i];
    }
  g_assert_cmpfloat (norm, >, 0);
  /* Terms of about 1 that cancel leave a rounding error of their own size. */
  g_assert_cmpfloat (sqrt (error), <=, tolerance * sqrt (norm) + 1e-7);
}

static void
check (Case *c)
{
  g_autoptr (MixCollapse) collapse = mix_collapse_new (c->n_units, c->n_next, 0, c->n_rows);
  g_autofree float *z = g_new0 (float, c->n_next * c->n_rows);
  g_autofree float *dw = g_new0 (float, c->n_units), *db = g_new0 (float, c->n_units);
  g_autofree float *dw2 = g_new0 (float, c->n_units * c->n_next);

  work_out_plainly (c);
  for (guint round = 0; round < 2; round++) /* the second starts from sorted kinks, used sums */
    {
      memset (dw, 0, c->n_units * sizeof *dw);
      memset (db, 0, c->n_units * sizeof *db);
      memset (dw2, 0, c->n_units * c->n_next * sizeof *dw2);
      mix_collapse_fold (collapse, c->w, c->b, c->w2, c->b2);
      mix_collapse_take (collapse, c->x, c->n_rows);
      mix_collapse_forward (collapse, c->n_rows, z);
      mix_collapse_backward (collapse, c->n_rows, c->dz);
      mix_collapse_unfold (collapse, dw, db, dw2, NULL);
      assert_close (z, c->z, c->n_next * c->n_rows, c->tolerance);
      assert_close (dw, c->dw, c->n_units, c->tolerance);
      assert_close (db, c->db, c->n_units, c->tolerance);
      assert_close (dw2, c->dw2, c->n_units * c->n_next, c->tolerance);
    }
}

static void
test_random_networks (void)
{
  const gsize sizes[][3] = { { 1, 1, 1 },    { 3, 2, 5 },     { 16, 16, 16 },  { 17, 6, 33 },
                             { 128, 64, 96 }, { 200, 100, 97 }, { 31, 64, 1000 }, { 128, 6, 128 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint64 seed = 1; seed <= 20; seed++)
      {
        Case c;
        case_init (&c, sizes[i][0], sizes[i][1], sizes[i][2], seed * 100 + i);
        if (sizes[i][0] < 4)
          for (gsize j = 0; j < sizes[i][0]; j++)
            c.b[j] = 3; /* so that something is active */
        check (&c);
        case_clear (&c);
      }
}

/* He's start: every bias is 0, so every kink is the same. */
static void
test_kinks_that_coincide (void)
{
  Case c;
  case_init (&c, 128, 64, 100, 5);
  for (gsize j = 0; j < c.n_units; j++)
    c.b[j] = 0;
  for (gsize i = 0; i < 10; i++)
    c.x[i] = 0; /* on the kink itself: no unit is active */
  check (&c);
  case_clear (&c);
}

static void
test_kinks_outside_of_the_data (void)
{
  Case c;
  case_init (&c, 64, 32, 100, 6);
  for (gsize j = 0; j < c.n_units; j++)
    switch (j % 8)
      {
      case 0: c.b[j] = 1e6f; break;
      case 1: c.w[j] = 1e-30f; break;
      case 2: c.w[j] = 0; break;
      case 3: c.w[j] = -0.0f; c.b[j] = 2; break;
      case 4: c.w[j] = -1e-20f; c.b[j] = 1; break;
      case 5: c.w[j] = 0; c.b[j] = 0; break;
      default: break;
      }
  check (&c);
  case_clear (&c);
}

static void
test_rows_on_kinks (void)
{
  Case c;
  case_init (&c, 64, 32, 64, 7);
  for (gsize j = 0; j < c.n_units; j++)
    {
      c.w[j] = j % 2 == 0 ? 2 : -2;
      c.b[j] = (float) j / 8 - 4;
      c.x[j] = -c.b[j] / c.w[j];
    }
  check (&c);
  case_clear (&c);
}

/* The gradient of a whole network by one engine. */
static float *
gradient_by (MixEngine engine, const MixNetwork *network, const float *params, const float *x,
             const float *y, gsize n_rows, double *loss_sum)
{
  const MixLoss loss = { .mixing = MIX_MIXING_SOFTMAX, .temperature = 1 };
  g_autoptr (MixWorkspace) workspace = mix_workspace_new (network, n_rows);
  float *gradient = g_new0 (float, mix_network_n_params (network));

  mix_workspace_set_engine (workspace, engine);
  *loss_sum = mix_network_loss_gradient (network, params, x, y, n_rows, &loss, NULL,
                                         1.0 / (double) n_rows, workspace, gradient);
  return gradient;
}

static void
compare_engines (const MixNetworkSpec *spec, gsize n_rows, guint64 seed)
{
  g_autoptr (MixNetwork) network = mix_network_new (spec);
  gsize n = mix_network_n_params (network);
  g_autofree float *params = g_new0 (float, n), *x = g_new (float, n_rows);
  g_autofree float *y = g_new (float, n_rows);
  g_autofree double *expected = g_new (double, n);
  double dense_loss, collapsed_loss;
  MixRng rng;

  mix_rng_init (&rng, seed);
  mix_network_init_params (network, &(MixInit){ .head_scale = 0.05 }, &rng, params);
  for (gsize i = 0; i < n; i++)
    params[i] += (float) (0.02 * mix_rng_normal (&rng));
  fill (&rng, x, n_rows, 1);
  fill (&rng, y, n_rows, 1);

  g_autofree float *dense = gradient_by (MIX_ENGINE_DENSE, network, params, x, y, n_rows,
                                         &dense_loss);
  g_autofree float *collapsed = gradient_by (MIX_ENGINE_COLLAPSED, network, params, x, y, n_rows,
                                             &collapsed_loss);
  g_assert_cmpfloat_with_epsilon (collapsed_loss, dense_loss, 1e-5 * fabs (dense_loss) + 1e-5);

  guint n_views;
  const MixParamView *views = mix_network_get_views (network, &n_views);
  for (gsize i = 0; i < n; i++)
    expected[i] = (double) dense[i];
  for (guint v = 0; v < n_views; v++)
    if (spec->components > 1 || !g_str_has_prefix (views[v].name, "head.pi")) /* else it is 0 */
      assert_close (collapsed + views[v].offset, expected + views[v].offset,
                    views[v].rows * views[v].cols, 1e-4); /* each rounds in its own way */
}

static void
test_whole_networks (void)
{
  const MixLayers shapes[] = { { 1, { 20 } },          { 2, { 128, 64 } }, { 3, { 32, 17, 9 } },
                               { 2, { 7, 130 } },      { 1, { 300 } },     { 4, { 16, 16, 16, 16 } } };
  const gsize rows[] = { 48, 97, 1000, 2100 };
  const guint components[] = { 1, 3, 5, 8, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (components); j++)
      for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
        {
          guint k = components[j];
          MixNetworkSpec spec = { .n_features = 1,
                                  .hidden = shapes[i],
                                  .components = k,
                                  .sigma_bias = TRUE,
                                  .sigma_floor = 1e-4 };
          compare_engines (&spec, rows[r], 10 * i + k);
          spec.head = MIX_HEAD_POINT;
          spec.components = 1;
          compare_engines (&spec, rows[r], 20 * i + k);
        }
}

static void
test_where_it_applies (void)
{
  const struct { guint n_features, n_hidden; MixActivation activation; gboolean can; } cases[] = {
    { 1, 1, MIX_ACTIVATION_RELU, TRUE },  { 1, 2, MIX_ACTIVATION_RELU, TRUE },
    { 2, 1, MIX_ACTIVATION_RELU, FALSE }, { 1, 0, MIX_ACTIVATION_RELU, FALSE },
    { 1, 1, MIX_ACTIVATION_TANH, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MixNetworkSpec spec = { .n_features = cases[i].n_features,
                              .hidden = { cases[i].n_hidden, { 8, 8 } },
                              .activation = cases[i].activation,
                              .components = 2 };
      g_autoptr (MixNetwork) network = mix_network_new (&spec);
      g_assert_cmpint (mix_network_can_collapse (network), ==, cases[i].can);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collapse/random", test_random_networks);
  g_test_add_func ("/collapse/coincide", test_kinks_that_coincide);
  g_test_add_func ("/collapse/outside", test_kinks_outside_of_the_data);
  g_test_add_func ("/collapse/on-kinks", test_rows_on_kinks);
  g_test_add_func ("/collapse/networks", test_whole_networks);
  g_test_add_func ("/collapse/where", test_where_it_applies);
  return g_test_run ();
}
