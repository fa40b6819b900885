/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stock.h"

#include "mix-mixture-example.h"

#define ARRAY(...) ((double[]){ __VA_ARGS__ })
#define MIXTURE(n, ...) ((MixMixture){ n, __VA_ARGS__ })

static const MixMixture branches
  = { 2, (double[]){ 0.5, 0.5 }, (double[]){ 60, 140 }, (double[]){ 2, 2 } };

static MixStock
prices (double cost, double price, double salvage)
{
  MixStock stock;
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_stock_init_prices (&stock, cost, price, salvage, &error));
  g_assert_no_error (error);
  return stock;
}

/* Prices, costs or a service level in turn, signed or not. */
static MixStock
any_stock (MixRng *rng, guint round)
{
  MixStock stock;
  double a = 0.1 + 5 * mix_rng_uniform (rng), b = 0.1 + 5 * mix_rng_uniform (rng);

  if (round % 3 == 0)
    stock = prices (3 + a, 3 + a + b, 3 * mix_rng_uniform (rng));
  else if (round % 3 == 1)
    g_assert_true (mix_stock_init_costs (&stock, a, b, NULL));
  else
    g_assert_true (mix_stock_init_service (&stock, a / (a + b), NULL));
  stock.is_signed = round % 2 == 1;
  return stock;
}

typedef struct
{
  const MixStock *stock;
  double order, amount;
} Case;

static double
earn (double y, gpointer data)
{
  const Case *c = data;
  return mix_stock_earn (c->stock, c->order, y);
}

/* φ(0) cannot be beaten: a forecast N(100, 20²), a unit that costs 6, sells at 10 and is worth 2
 * afterwards: the ratio is ½, the order 100, and what is lost is 8 · 20 φ(0). */
static void
test_by_hand (void)
{
  MixMixture demand = MIXTURE (1, ARRAY (1), ARRAY (100), ARRAY (20));
  MixStock stock = prices (6, 10, 2);
  MixStockPlan plan;

  g_assert_cmpfloat_with_epsilon (mix_stock_ratio (&stock), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_stock_order (&stock, &demand), 100, 1e-12);
  mix_stock_plan (&stock, &demand, 100, &plan);
  g_assert_cmpfloat_with_epsilon (plan.expected, 400 - 8 * 20 * 0.3989422804014327, 1e-5);
  g_assert_cmpfloat_with_epsilon (plan.p_stockout, 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (plan.lost, 20 * 0.3989422804014327, 1e-12);
  g_assert_cmpfloat_with_epsilon (plan.left_over, 20 * 0.3989422804014327, 1e-5);
  g_assert_cmpfloat_with_epsilon (plan.p_negative, 2.866515718791939e-7, 1e-15);

  /* The article's question: a high margin asks for more than the forecast of 100. */
  stock = prices (2, 10, 0);
  g_assert_cmpfloat_with_epsilon (mix_stock_order (&stock, &demand), 100 + 20 * 0.8416212335729143,
                                  1e-9);
}

/* The order is the place of the maximum of the curve of what is earned, whatever the prices. */
static void
test_best_by_brute_force (void)
{
  MixRng rng;
  mix_rng_init (&rng, 5);

  for (guint round = 0; round < 90; round++)
    {
      MixtureExample example;
      MixStock stock = any_stock (&rng, round);
      mixture_example_init (&example, &rng, 1 + round % 4);
      const MixMixture *m = &example.mixture;
      double order = mix_stock_order (&stock, m), best = mix_stock_expected (&stock, m, order);

      g_assert_true (stock.is_signed || order >= 0);
      for (double other = stock.is_signed ? -40 : 0; other < 50; other += 0.11)
        {
          double regret = mix_stock_regret (&stock, m, other);
          double less = best - mix_stock_expected (&stock, m, other);
          g_assert_cmpfloat (less, >=, -1e-11);
          g_assert_cmpfloat (regret, >=, 0);
          g_assert_cmpfloat_with_epsilon (regret, less, 1e-10);
        }
      /* And a step away from it, less is earned. */
      g_assert_cmpfloat (mix_stock_regret (&stock, m, order + 5), >, 0);
      if (stock.is_signed || order > 5)
        g_assert_cmpfloat (mix_stock_regret (&stock, m, order - 5), >, 0);
    }
}

/* What is earned on average, in closed form, is the average of what is earned. */
static void
test_expected_is_an_average (void)
{
  MixRng rng;
  mix_rng_init (&rng, 6);

  for (guint round = 0; round < 48; round++)
    {
      MixtureExample example;
      MixStock stock = any_stock (&rng, round);
      mixture_example_init (&example, &rng, 1 + round % 4);
      Case c = { &stock, mix_stock_clamp (&stock, 5 + 8 * mix_rng_normal (&rng)), 0 };

      g_assert_cmpfloat_with_epsilon (
        mix_stock_expected (&stock, &example.mixture, c.order),
        mixture_example_expect (&example.mixture, earn, &c), 1e-4);
    }
}

/* The distribution of what is earned, against counting over a fine grid of quantiles. */
static void
test_distribution (void)
{
  MixRng rng;
  mix_rng_init (&rng, 7);

  for (guint round = 0; round < 18; round++)
    {
      MixtureExample example;
      MixStock stock = any_stock (&rng, round);
      mixture_example_init (&example, &rng, 1 + round % 4);
      const MixMixture *m = &example.mixture;
      double order = mix_stock_clamp (&stock, 6 + 3 * mix_rng_normal (&rng));
      double amounts[5];
      guint counts[5] = { 0 };

      for (guint i = 0; i < 5; i++)
        {
          double q = 0.1 + 0.2 * i;
          amounts[i] = mix_stock_quantile (&stock, m, order, q);
          double below = amounts[i] - 1e-7 * (1 + fabs (amounts[i]));
          g_assert_cmpfloat (mix_stock_cdf (&stock, m, order, amounts[i]), >=, q);
          g_assert_cmpfloat (mix_stock_cdf (&stock, m, order, below), <=, q + 1e-7);
        }
      for (guint j = 0; j < 4000; j++)
        {
          double earned = mix_stock_earn (&stock, order,
                                          mix_mixture_quantile (m, (j + 0.5) / 4000));
          for (guint i = 0; i < 5; i++)
            counts[i] += earned <= amounts[i] + 1e-9;
        }
      for (guint i = 0; i < 5; i++)
        g_assert_cmpfloat_with_epsilon (mix_stock_cdf (&stock, m, order, amounts[i] + 1e-9),
                                        counts[i] / 4000.0, 2e-3);
    }
}

/* Two branches, half the weight each: as the ratio passes ½, the best order leaps over the gap
 * where nobody asks for anything. */
static void
test_order_jumps_across_the_gap (void)
{
  double last = 0;
  guint jumps = 0;

  for (guint i = 1; i < 200; i++)
    {
      MixStock stock;
      g_assert_true (mix_stock_init_service (&stock, i / 200.0, NULL));
      double order = mix_stock_order (&stock, &branches);
      g_assert_true (order < 80 || order > 120);
      if (i > 1 && order - last > 20)
        {
          jumps++;
          g_assert_cmpuint (i, ==, 101);
        }
      last = order;
    }
  g_assert_cmpuint (jumps, ==, 1);

  /* And to stock the mean, 100, costs: nobody ever asks for 100. */
  MixStock stock = prices (6, 10, 2);
  g_assert_cmpfloat_with_epsilon (mix_stock_expected (&stock, &branches, 100),
                                  4 * 100 - 8 * 20, 1e-6);
  stock = prices (4, 10, 0);
  g_assert_cmpfloat (mix_stock_order (&stock, &branches), >, 130);
  g_assert_cmpfloat (mix_stock_regret (&stock, &branches, 100), >, 30);
}

/* A Gaussian has tails below 0: no demand is there, and no order. */
static void
test_below_zero (void)
{
  MixMixture demand = MIXTURE (1, ARRAY (1), ARRAY (1), ARRAY (2));
  MixStock stock = prices (9, 10, 0);
  MixStockPlan plan;

  g_assert_cmpfloat (mix_mixture_quantile (&demand, 0.1), <, 0);
  double order = mix_stock_order (&stock, &demand);
  g_assert_cmpfloat_with_epsilon (order, 0, 1e-300);
  mix_stock_plan (&stock, &demand, order, &plan);
  g_assert_cmpfloat_with_epsilon (plan.expected, 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (plan.left_over, 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (plan.p_negative, 0.3085375387259869, 1e-12);

  stock.is_signed = TRUE;
  g_assert_cmpfloat (mix_stock_order (&stock, &demand), <, 0);
  g_assert_cmpfloat (mix_stock_expected (&stock, &demand, mix_stock_order (&stock, &demand)), <,
                     mix_stock_expected (&stock, &demand, 0) + 10);
}

static void
assert_refused (gboolean made, GError **error, const char *part)
{
  g_assert_false (made);
  g_assert_error (*error, MIX_STOCK_ERROR, MIX_STOCK_ERROR_PRICES);
  g_assert_nonnull (strstr ((*error)->message, part));
  g_clear_error (error);
}

static void
test_nonsense_is_refused (void)
{
  const double none = (double) NAN;
  const struct
  {
    double cost, price, salvage;
    const char *part;
  } cases[] = { { 5, 5, 0, "not above the cost" },   { 5, 3, 0, "not above the cost" },
                { 5, 9, 5, "not below the cost" },   { 5, 9, 6, "not below the cost" },
                { -1, 9, -2, "cost of a unit" },     { none, 9, 0, "cost of a unit" },
                { 1, HUGE_VAL, 0, "cost of a unit" } };
  MixStock stock;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GError *error = NULL;
      gboolean made = mix_stock_init_prices (&stock, cases[i].cost, cases[i].price,
                                             cases[i].salvage, &error);
      assert_refused (made, &error, cases[i].part);
    }
  GError *error = NULL;
  assert_refused (mix_stock_init_costs (&stock, 0, 1, &error), &error, "shortage");
  assert_refused (mix_stock_init_costs (&stock, 1, -1, &error), &error, "holding");
  assert_refused (mix_stock_init_service (&stock, 1, &error), &error, "service level");
  assert_refused (mix_stock_init_service (&stock, none, &error), &error, "service level");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stock/by-hand", test_by_hand);
  g_test_add_func ("/stock/best-by-brute-force", test_best_by_brute_force);
  g_test_add_func ("/stock/expected-is-an-average", test_expected_is_an_average);
  g_test_add_func ("/stock/distribution", test_distribution);
  g_test_add_func ("/stock/order-jumps-across-the-gap", test_order_jumps_across_the_gap);
  g_test_add_func ("/stock/below-zero", test_below_zero);
  g_test_add_func ("/stock/nonsense-is-refused", test_nonsense_is_refused);
  return g_test_run ();
}
