/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-card-layout.h"

#include "mix-style.h"

#define WIDE "mix-wide"

/* Logical pixels. */
enum
{
  MARGIN = 8,
  GAP = 8,
  LEAST = 290, /* the width below which a card of several columns is a smear, at the design's text */
  MOST_COLUMNS = 4,
};

/**
 * mix_card_layout_columns:
 * @width: of all, or -1 for any
 * @n_cards: how many there are, but for wide ones
 * @unit: how many times larger than the design's the text is
 *
 * Returns: how many stand beside each other, at least 1
 */
guint
mix_card_layout_columns (int width, guint n_cards, double unit)
{
  int least = (int) (LEAST * MAX (unit, 1));
  int most = CLAMP ((width - 2 * MARGIN + GAP) / (least + GAP), 1, MOST_COLUMNS);

  if (width < 0)
    most = 3;
  /* Four cards in rows of three leave a hole: rather two rows of two. */
  if (n_cards == (guint) most + 1 && most > 2)
    most = (int) (n_cards + 1) / 2;
  return CLAMP (n_cards, 1, (guint) most);
}

static gboolean
is_wide (GtkWidget *card)
{
  return g_object_get_data (G_OBJECT (card), WIDE) != NULL;
}

/* A wide card has a row of its own. */
void
mix_card_layout_set_wide (GtkWidget *card, gboolean wide)
{
  g_object_set_data (G_OBJECT (card), WIDE, wide ? card : NULL);
}

/* The last card takes what is left of its row. */
static gboolean
fills_row (GPtrArray *cards, guint place)
{
  return place + 1 == cards->len;
}

/* How many of the cards from a place on are one row. */
static guint
row_length (GPtrArray *cards, guint from, guint columns)
{
  guint n = 1;

  if (is_wide (g_ptr_array_index (cards, from)))
    return 1;
  while (n < columns && from + n < cards->len && !is_wide (g_ptr_array_index (cards, from + n)))
    n++;
  return n;
}

/* Where the cards of a row are. */
typedef struct
{
  guint from, n;
  int y, width, last_width, height;
  int across; /* of the whole row */
} Row;

static int
row_height (GPtrArray *cards, const Row *row)
{
  int height = 0;

  for (guint i = 0; i < row->n; i++)
    {
      int minimum, natural;
      gtk_widget_measure (g_ptr_array_index (cards, row->from + i), GTK_ORIENTATION_VERTICAL,
                          i + 1 == row->n ? row->last_width : row->width, &minimum, &natural, NULL,
                          NULL);
      height = MAX (height, natural);
    }
  return height;
}

static void
allocate_row (GPtrArray *cards, const Row *row)
{
  for (guint i = 0; i < row->n; i++)
    {
      GtkWidget *card = g_ptr_array_index (cards, row->from + i);
      int width = i + 1 == row->n ? row->last_width : row->width;
      int x = (int) i * (row->width + GAP);
      if (gtk_widget_get_direction (gtk_widget_get_parent (card)) == GTK_TEXT_DIR_RTL)
        x = row->across - x - width;
      GdkRectangle at = { MARGIN + x, row->y, width, row->height };
      gtk_widget_size_allocate (card, &at, -1);
    }
}

void
mix_card_layout_measure_width (GPtrArray *cards, int *minimum, int *natural)
{
  *minimum = 0;
  for (guint i = 0; i < cards->len; i++)
    {
      int least;
      gtk_widget_measure (g_ptr_array_index (cards, i), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                          NULL, NULL);
      *minimum = MAX (*minimum, least + 2 * MARGIN);
    }
  *natural = MAX (*minimum, 700);
}

static guint
count (GPtrArray *cards, guint columns, guint *n_rows)
{
  guint n_cards = 0;

  *n_rows = 0;
  for (guint i = 0; i < cards->len; i++)
    n_cards += is_wide (g_ptr_array_index (cards, i)) ? 0 : 1;
  for (guint i = 0; i < cards->len && columns > 0;)
    {
      guint n = row_length (cards, i, columns);
      *n_rows += is_wide (g_ptr_array_index (cards, i)) ? 0 : 1;
      i += n;
    }
  return n_cards;
}

/**
 * mix_card_layout_place:
 * @cards: GtkWidgets, in order
 * @width: of all; -1 for any
 * @height: of all, which rows of cards share; -1: as little as they need
 * @allocate: whether to place them
 *
 * Returns: the height that is needed
 */
int
mix_card_layout_place (GPtrArray *cards, int width, int height, gboolean allocate)
{
  guint n_rows, n_cards = count (cards, 0, &n_rows);
  double unit = cards->len > 0 ? mix_style_text_unit (g_ptr_array_index (cards, 0)) : 1;
  guint columns = mix_card_layout_columns (width, n_cards, unit);
  int across = (width < 0 ? 960 : width) - 2 * MARGIN, y = MARGIN, extra = 0;
  int each = MAX ((across - ((int) columns - 1) * GAP) / (int) columns, 1);

  count (cards, columns, &n_rows);
  if (height > 0 && n_rows > 0)
    extra = MAX (height - mix_card_layout_place (cards, width, -1, FALSE), 0) / (int) n_rows;
  for (guint i = 0; i < cards->len;)
    {
      Row row = { .from = i, .n = row_length (cards, i, columns), .y = y, .across = across };
      gboolean wide = is_wide (g_ptr_array_index (cards, i));
      row.width = row.last_width = wide ? across : each;
      if (!wide && fills_row (cards, i + row.n - 1))
        row.last_width = across - ((int) row.n - 1) * (each + GAP);
      row.height = row_height (cards, &row) + (wide ? 0 : extra);
      if (allocate)
        allocate_row (cards, &row);
      y += row.height + GAP;
      i += row.n;
    }
  return y - GAP + MARGIN;
}
