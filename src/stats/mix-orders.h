/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"
#include "mix-risk.h"
#include "mix-stock.h"

G_BEGIN_DECLS

/* An order for every row of a table, as CSV. Borrowed. */
typedef struct
{
  const MixModel *model;
  const MixModel *plain;    /* whose number is the forecast; NULL: the mixture's mean */
  MixDesign *design;
  const GPtrArray *columns; /* const MixColumn* of its table, that are written too */
  MixStock stock;
  gboolean is_service;      /* a service level: costs mean nothing */
  MixRisk risk;             /* what is not asked for is no column */
} MixOrders;

/* path: "-" for standard output. n_negative (out): rows with more than 1 % of the distribution
 * below 0. */
gboolean mix_orders_write (const MixOrders *orders, const char *path, gsize *n_negative,
                           GError **error);

G_END_DECLS
