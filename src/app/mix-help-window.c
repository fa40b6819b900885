/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-help-window.h"

#include <glib/gi18n-lib.h>

#include "mix-dialog.h"

/* The help, a page of its own window that may stay open beside the laboratory. */

static const struct
{
  const char *title, *text;
} chapters[] = {
  { N_ ("A first walk"),
    N_ ("Press Space. Two networks learn the same rows: a mixture density network, whose answer at "
        "each x is a whole distribution, and a plain one (dashed), whose answer is one number.\n"
        "Drag x₀ across the fit, or move it with the arrow keys: the panel Slice shows what the network "
        "says about y there. A click pins a second x₀ to compare with; a click on its line, or Escape, "
        "takes it away. Once the wheel has zoomed in, a drag moves what is shown, as the middle button "
        "always does, and x₀ by its line.\n"
        "Change the number of components in the sidebar and press Space again.") },
  { N_ ("The four panels"),
    N_ ("Fit: the rows, coloured by the component that is likeliest to have made them; the means μₖ "
        "as lines, as strong as their weights; bands of ½σ up to 2σ.\n"
        "Slice: the distribution of y at x₀, with its mean, its median and the smallest set that "
        "holds 90 % of it, which may be in two pieces.\n"
        "Mixing: the weights πₖ(x), which sum to 1.\n"
        "Loss: the negative log-likelihood (NLL) in nats per row, training and validation. It is a "
        "logarithm of densities, so it may be negative. Where the rows are made by a recipe the best "
        "possible value is drawn.") },
  { N_ ("The pages"),
    N_ ("Alt+1 to Alt+4 go from Explore to Compare, Diagnose and Decide. Diagnose asks whether the "
        "distributions can be believed, on rows that did not train: every figure says how to read it and "
        "what it says now. Its sliders break the model on purpose, so that you know the shapes; its "
        "switch repairs it. A row of the list at its foot is marked in the fit.") },
  { N_ ("Your own data"),
    N_ ("Open a table with Ctrl+O, or drop the file on the window. It needs two columns of numbers; "
        "choose in the sidebar which one is to be predicted and which one lies on the x axis.\n"
        "Shift+Ctrl+V takes a table from the clipboard, the menu lists recent files and samples. A file "
        "that changes while it is open can be read anew (F5). How a file is read, what is done about "
        "missing cells and the rows that validate stand on the import page (Shift+Ctrl+O). What y and the "
        "features go through before a network sees them, such as a logarithm, is also chosen in the "
        "sidebar, at any time and for any data; results stay in their own units.\n"
        "Alt+D shows the rows beside the plots, each by its line in the file. A click on a head sorts, "
        "as do Alt+Up and Alt+Down; "
        "a row under the pointer is marked in every panel, and a point of the fit in the table. F2 "
        "edits a cell, Delete leaves rows out and Shift+Delete takes them back: they stay in the table, "
        "no network sees them, and Ctrl+Z undoes all of it. Ctrl+C copies rows as CSV.") },
  { N_ ("Projects"),
    N_ ("Ctrl+S saves all of it as a project: where the table is and its checksum, how it is read, the "
        "columns, every option, what the networks know and how it is looked at. Drawn and edited rows are "
        "in the project itself. It opens like a table. Where the table is no longer what it was, or not "
        "there, you are asked what to do. A project remembers no past: the timeline begins anew.") },
  { N_ ("Where the samples are from"),
    N_ ("Old Faithful: eruptions in Yellowstone, August 1985; Azzalini and Bowman 1990, R package "
        "MASS.\n"
        "Income and Food: Belgian households, Ernst Engel 1857; Koenker and Bassett 1982.\n"
        "Motorcycle Impact: a rider's head in a simulated crash; Silverman 1985, R package MASS.\n"
        "Earthquakes near Fiji: since 1964, from the Harvard PRIM-H project; R's datasets.\n"
        "Palmer Penguins: 2007 to 2009; Gorman, Williams and Fraser 2014, R package palmerpenguins, "
        "CC0.") },
  { N_ ("Settings"),
    N_ ("Each row of the sidebar explains itself when the pointer rests on it. What acts at once "
        "changes the running networks; what restarts training says so. Whatever you change can be "
        "undone with Ctrl+Z. Rare settings stand behind “Advanced”.") },
  { N_ ("Without a mouse"),
    N_ ("Tab goes from control to control, and from panel to panel, F9 shows the sidebar, F10 "
        "the menu. Ctrl+? lists every key. In a plot left and right move x₀, or read the losses; up and "
        "down move the threshold; Ctrl with an arrow moves what is in sight. Alt+Down goes through the "
        "legend, Enter shows or hides what it is at. A plot in focus has a description for screen "
        "readers.") },
  { N_ ("Without a window"),
    N_ ("mixture-lab-cli does the same in a terminal, to the same digit: generate, train, evaluate, "
        "predict, plot. mixture-lab-cli --help lists the verbs.") },
};

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_document (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "help");
  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      gtk_box_append (GTK_BOX (box), make_label (_ (chapters[i].title), "title-4"));
      g_auto (GStrv) paragraphs = g_strsplit (_ (chapters[i].text), "\n", -1);
      for (guint j = 0; paragraphs[j] != NULL; j++)
        gtk_box_append (GTK_BOX (box), make_label (paragraphs[j], NULL));
    }
  return box;
}

/* Returns: (transfer none): a window with the help; GTK owns it until it is closed. */
GtkWindow *
mix_help_window_new (GtkApplication *application)
{
  GtkWidget *clamp = adw_clamp_new (), *scroller = gtk_scrolled_window_new ();
  GtkWindow *window = mix_dialog_new (_ ("Help"), 520, 640, scroller);

  adw_clamp_set_child (ADW_CLAMP (clamp), make_document ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_focusable (scroller, TRUE); /* its keys turn the page */
  gtk_window_set_application (window, application);
  return window;
}
