/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of models: what it takes predicts, is written, and reads back. */
#include "mix-fuzz.h"
#include "mix-model-io.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = mix_model_from_json ((const char *) bytes, (gssize) length, &error);

  g_assert_true ((model == NULL) == (error != NULL));
  if (model == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  guint n = mix_model_get_n_features (model), k = mix_model_get_components (model);
  g_autofree double *x = g_new0 (double, n);
  g_autofree double *out = g_new (double, 3 * k);
  mix_model_predict (model, x, 1, out, out + k, out + 2 * k);
  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (MixModel) again = mix_model_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  return 0;
}
