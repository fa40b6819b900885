/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of every legend: pressed it takes what it stands for away and brings it back, pointed
 * at it leaves that alone and dims all else, in every panel. */
#include <string.h>

#include "mix-figure-fixture.h"
#include "mix-frame.h"
#include "mix-loss-usage.h"
#include "mix-plot-private.h"

static const struct
{
  const char *figure;
  int width, height;
} panels[] = { { "fit", 628, 444 }, { "slice", 328, 444 }, { "mixing", 628, 208 },
               { "loss", 328, 208 } };

#define N_PANELS G_N_ELEMENTS (panels)
#define EVERY_PANEL ((1u << N_PANELS) - 1)
#define MOST_TAGS 64

typedef struct
{
  cairo_surface_t *image[N_PANELS];
  MixTag tag[MOST_TAGS]; /* of the words, with the panel each is in */
  guint panel[MOST_TAGS], n_tags;
} Page;

static void
note_tag (Page *page, guint panel, const MixTag *tag)
{
  for (guint i = 0; i < page->n_tags; i++)
    if (page->panel[i] == panel && mix_tag_equal (&page->tag[i], tag))
      return;
  g_assert_cmpuint (page->n_tags, <, MOST_TAGS);
  page->panel[page->n_tags] = panel;
  page->tag[page->n_tags++] = *tag;
}

static void
find_words (Page *page, guint panel, const MixPlot *plot)
{
  for (int y = 0; y < panels[panel].height; y += 5)
    for (int x = 0; x < panels[panel].width; x += 6)
      {
        MixHit hit;
        mix_plot_find_hit (plot, x, y, &hit);
        if (hit.kind == MIX_HIT_ENTRY)
          note_tag (page, panel, &hit.tag);
      }
}

/* which: panels that are drawn, a bit for each */
static Page
draw (MixScene *scene, const MixTag *focus, guint which)
{
  Page page = { 0 };

  for (guint i = 0; i < N_PANELS; i++)
    {
      if ((which & 1u << i) == 0)
        continue;
      g_autoptr (MixPlot) plot = mix_figure_build (mix_figure_find (panels[i].figure), scene,
                                                   mix_palette_get (MIX_SCHEME_LIGHT));
      if (focus != NULL)
        mix_plot_set_focus (plot, focus);
      mix_plot_layout (plot, panels[i].width, panels[i].height, NULL);
      page.image[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, panels[i].width,
                                                  panels[i].height);
      cairo_t *cr = cairo_create (page.image[i]);
      mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
      cairo_destroy (cr);
      cairo_surface_flush (page.image[i]);
      if (focus == NULL)
        find_words (&page, i, plot);
    }
  return page;
}

static void
page_clear (Page *page)
{
  for (guint i = 0; i < N_PANELS; i++)
    if (page->image[i] != NULL)
      cairo_surface_destroy (page->image[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static const guint8 *
row_of (const Page *page, guint panel, int y)
{
  cairo_surface_t *image = page->image[panel];

  return cairo_image_surface_get_data (image) + y * cairo_image_surface_get_stride (image);
}

static gboolean
equal (const Page *a, const Page *b, guint panel)
{
  for (int y = 0; y < panels[panel].height; y++)
    if (memcmp (row_of (a, panel, y), row_of (b, panel, y), 4 * (gsize) panels[panel].width) != 0)
      return FALSE;
  return TRUE;
}

/* How much darker than the card a panel is in all. */
static double
ink_of (const Page *page, guint panel)
{
  double ink = 0;

  for (int y = 0; y < panels[panel].height; y++)
    for (int x = 0; x < 4 * panels[panel].width; x++)
      if (x % 4 != 3)
        ink += 255 - row_of (page, panel, y)[x];
  return ink;
}

static gboolean
has_word (const Page *page, guint panel, const MixTag *tag)
{
  for (guint i = 0; i < page->n_tags; i++)
    if (page->panel[i] == panel && mix_tag_equal (&page->tag[i], tag))
      return TRUE;
  return FALSE;
}

static void
press (MixScene *scene, const MixTag *tag)
{
  MixView view = *mix_scene_get_view (scene);

  mix_view_toggle (&view, tag);
  mix_scene_set_view (scene, &view);
}

/* Everything on show that can be. */
static MixScene *
make_scene (MixMixingStyle mixing)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  MixScene *scene = mix_fixture_scene (design, 2, 6, 10);
  MixView view = *mix_scene_get_view (scene);

  view.shown = (1u << MIX_N_SHOWS) - 1;
  view.mixing = (int) mixing;
  mix_scene_set_view (scene, &view);
  mix_scene_set_x0 (scene, 6);
  return scene;
}

typedef void (*Check) (MixScene *scene, const Page *before, guint word);

/* Each of the words; those of the mixing coefficients in both ways to draw them. */
static void
check_all (Check check)
{
  for (int mixing = MIX_MIXING_STACKED; mixing <= MIX_MIXING_LINES; mixing++)
    {
      g_autoptr (MixScene) scene = make_scene ((MixMixingStyle) mixing);
      g_auto (Page) before = draw (scene, NULL, EVERY_PANEL);
      guint seen[N_PANELS] = { 0 };
      for (guint i = 0; i < before.n_tags; i++)
        {
          g_test_message ("%s: item %u, component %u", panels[before.panel[i]].figure,
                          before.tag[i].item, before.tag[i].component);
          const char *figure = panels[before.panel[i]].figure;
          seen[before.panel[i]]++;
          if (mixing == MIX_MIXING_STACKED || g_str_equal (figure, "mixing"))
            check (scene, &before, i);
        }
      for (guint p = 0; p < N_PANELS; p++)
        g_assert_cmpuint (seen[p], >=, 3);
    }
}

static void
check_press (MixScene *scene, const Page *before, guint word)
{
  const MixTag *tag = &before->tag[word];
  guint panel = before->panel[word];

  press (scene, tag);
  g_auto (Page) off = draw (scene, NULL, 1u << panel);
  g_assert_false (equal (before, &off, panel));
  g_assert_true (has_word (&off, panel, tag));
  press (scene, tag);
  g_auto (Page) again = draw (scene, NULL, 1u << panel);
  g_assert_true (equal (before, &again, panel));
}

static void
test_press (void)
{
  check_all (check_press);
}

/* What is pointed at keeps pixels of its own strength; all panels are lighter by what is dimmed. */
static void
check_hover (MixScene *scene, const Page *before, guint word)
{
  static const MixTag nothing = { 200, 0 };
  guint panel = before->panel[word];
  g_auto (Page) focused = draw (scene, &before->tag[word], EVERY_PANEL);
  g_auto (Page) dimmed = draw (scene, &nothing, 1u << panel);

  for (guint p = 0; p < N_PANELS; p++)
    g_assert_cmpfloat (ink_of (&focused, p), <, 0.97 * ink_of (before, p));
  g_assert_cmpfloat (ink_of (&focused, panel), >, 1.002 * ink_of (&dimmed, panel));
}

static void
test_hover (void)
{
  check_all (check_hover);
}

/* The words, the line and the knob of a threshold just below another word do not go over that: it
 * looks as with a threshold far away. */
static void
test_threshold_is_not_over_words (void)
{
  static const MixTag mean = { MIX_SHOW_MEAN + 1, 0 };
  g_autoptr (MixScene) scene = make_scene (MIX_MIXING_STACKED);
  MixView view = *mix_scene_get_view (scene);
  double low, high;

  mix_scene_get_y_range (scene, &low, &high);
  view.threshold = high - 0.02 * (high - low);
  mix_scene_set_view (scene, &view);
  g_auto (Page) before = draw (scene, &mean, 1 << 1);
  g_autoptr (MixPlot) plot = mix_figure_build (mix_figure_find ("slice"), scene,
                                               mix_palette_get (MIX_SCHEME_LIGHT));
  mix_plot_layout (plot, panels[1].width, panels[1].height, NULL);
  MixRect word = mix_fixture_find_entry (plot->live, panels[1].width, panels[1].height, mean);
  g_assert_cmpfloat (word.height, >, 5);
  int middle = (int) (word.y + word.height / 2);
  view.threshold = mix_plot_y_from_pixel (plot, middle + 11);
  mix_scene_set_view (scene, &view);
  g_auto (Page) after = draw (scene, &mean, 1 << 1);
  for (int y = middle - 5; y < middle + 6; y++)
    g_assert_true (memcmp (row_of (&before, 1, y) + 4 * (int) word.x,
                           row_of (&after, 1, y) + 4 * (int) word.x, 4 * (gsize) word.width)
                   == 0);
}

static void
add_word (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  MixTextStyle style = { .size = 12, .xalign = 0.5, .yalign = 0.5 };
  const MixRect *area = &frame->area;

  *(MixRect *) data = mix_marks_text (live, frame, &style, area->x + area->width / 2,
                                      area->y + area->height / 2, "truth");
}

/* Of the words in the middle of an empty plot of 200 × 200 pixels. */
static cairo_surface_t *
paint_message (const char *message, MixRect *word)
{
  g_autoptr (MixPlot) plot = mix_plot_new (mix_palette_get (MIX_SCHEME_LIGHT));
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
  cairo_t *cr = cairo_create (image);

  mix_plot_set_message (plot, message);
  mix_plot_set_arrange (plot, add_word, word, NULL);
  mix_plot_layout (plot, 200, 200, NULL);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

/* The message wants the middle, where a word of the legend is: it gives way. */
static void
test_message_is_not_over_words (void)
{
  MixRect word = { 0 };
  cairo_surface_t *a = paint_message (NULL, &word);
  cairo_surface_t *b = paint_message ("Appears with the first step of training", &word);
  guint n_changed = 0;

  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 200; x++)
      {
        gsize at = (gsize) (y * cairo_image_surface_get_stride (a) + 4 * x);
        gboolean changed = memcmp (cairo_image_surface_get_data (a) + at,
                                   cairo_image_surface_get_data (b) + at, 3) != 0;
        n_changed += changed;
        g_assert_false (changed && x > word.x && x < word.x + word.width
                        && y > word.y + 3 && y < word.y + word.height - 3);
      }
  g_assert_cmpuint (n_changed, >, 100);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

/* A number of the axis just where the strip's name would stand: the name moves. */
static void
test_usage_is_not_over_numbers (void)
{
  g_autoptr (MixScene) scene = make_scene (MIX_MIXING_STACKED);
  g_autoptr (MixPlot) plot = mix_figure_build (mix_figure_find ("loss"), scene,
                                               mix_palette_get (MIX_SCHEME_LIGHT));
  g_autoptr (MixMarks) still = mix_marks_new (), live = mix_marks_new ();
  MixTextStyle style = { .size = 11, .xalign = 1, .yalign = 0.5 };
  const MixTag usage = { MIX_SHOW_USAGE + 1, 0 };
  MixHit hit;

  mix_plot_layout (plot, 328, 208, NULL);
  const MixFrame *frame = &plot->frame;
  double x = frame->area.x - 8, bottom = frame->area.y + frame->area.height;
  double y = bottom - mix_loss_usage_height (frame) / 2;
  MixRect number = mix_marks_text (still, frame, &style, x, y, "+0.01");
  mix_loss_usage_arrange (mix_scene_get_snapshot (scene)->history, mix_scene_get_view (scene),
                          frame, still, live);
  g_assert_false (mix_marks_find_hit (live, x - 3, y, &hit));
  g_assert_true (mix_marks_find_hit (live, x - 3, y + number.height, &hit)
                 || mix_marks_find_hit (live, x - 3, y - number.height, &hit));
  g_assert_true (mix_tag_equal (&hit.tag, &usage));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legend/a-word-pressed-hides-and-shows", test_press);
  g_test_add_func ("/legend/a-word-pointed-at-isolates", test_hover);
  g_test_add_func ("/legend/a-threshold-is-not-over-words", test_threshold_is_not_over_words);
  g_test_add_func ("/legend/a-message-is-not-over-words", test_message_is_not_over_words);
  g_test_add_func ("/legend/a-strips-name-is-not-over-numbers", test_usage_is_not_over_numbers);
  return g_test_run ();
}
