/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-interrupt.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* A handler may not cancel: it wakes a thread through a pipe, and that cancels. */
struct _MixInterrupt
{
  GCancellable *cancellable;
  GThread *thread;
  int pipe[2];
  struct sigaction before;
};

static int handler_pipe = -1;

static void
interrupt_cb (int signal_number)
{
  int kept = errno;

  if (write (handler_pipe, "!", 1) < 0)
    _exit (130);
  errno = kept;
}

/* Until the pipe is closed. */
static gpointer
wait_thread (gpointer data)
{
  MixInterrupt *interrupt = data;
  char byte;

  while (read (interrupt->pipe[0], &byte, 1) == 1)
    g_cancellable_cancel (interrupt->cancellable);
  return NULL;
}

/**
 * mix_interrupt_new:
 * @cancellable: cancelled by the first Ctrl-C; a reference is taken
 *
 * At most one at a time.
 */
MixInterrupt *
mix_interrupt_new (GCancellable *cancellable)
{
  MixInterrupt *interrupt = g_new0 (MixInterrupt, 1);
  struct sigaction action = { .sa_handler = interrupt_cb, .sa_flags = (int) SA_RESETHAND };

  interrupt->cancellable = g_object_ref (cancellable);
  if (pipe (interrupt->pipe) < 0)
    {
      interrupt->pipe[0] = interrupt->pipe[1] = -1; /* Ctrl-C ends the program, as ever */
      return interrupt;
    }
  handler_pipe = interrupt->pipe[1];
  interrupt->thread = g_thread_new ("interrupt", wait_thread, interrupt);
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, &interrupt->before);
  return interrupt;
}

void
mix_interrupt_free (MixInterrupt *interrupt)
{
  if (interrupt->thread != NULL)
    {
      sigaction (SIGINT, &interrupt->before, NULL);
      handler_pipe = -1;
      close (interrupt->pipe[1]);
      g_thread_join (interrupt->thread);
      close (interrupt->pipe[0]);
    }
  g_object_unref (interrupt->cancellable);
  g_free (interrupt);
}
