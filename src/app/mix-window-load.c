/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-window-private.h"

/* One thing is read at a time: who asks for another has no use for the first. */

/**
 * mix_window_begin_load:
 * @work: in a thread, on @data
 * @data: (transfer full): the task's
 * @done: in the main thread, always, with @done_data, which it owns; the first that it asks is
 *   mix_window_end_load()
 *
 * Reads something in a thread, and shows that it does; what was being read is cancelled.
 */
void
mix_window_begin_load (MixWindow *self, GTaskThreadFunc work, gpointer data,
                       GDestroyNotify free_data, GAsyncReadyCallback done, gpointer done_data)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  mix_top_bar_set_reading (self->top_bar, TRUE);

  g_autoptr (GTask) task = g_task_new (self, self->loading, done, done_data);
  g_task_set_task_data (task, data, free_data);
  g_task_run_in_thread (task, work);
}

/* Returns: whether anyone still waits for it: the window may have been closed, or another file
 * asked for since. */
gboolean
mix_window_end_load (MixWindow *self, GAsyncResult *result)
{
  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return FALSE;
  g_clear_object (&self->loading);
  mix_top_bar_set_reading (self->top_bar, FALSE);
  return TRUE;
}
