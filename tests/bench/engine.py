#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench engine: epochs of training, here and with PyTorch, in turns.

A round runs every work once on each side, so that what else the machine does hits both. Prints
tables in Markdown: medians over the rounds of each round's median epoch, their extremes, ratios.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"  # the one that python3-torch is for

# These change what a BLAS, OpenMP or malloc does, on either side.
UNWANTED = ("OPENBLAS_", "GOTO_", "OMP_", "GOMP_", "KMP_", "MKL_", "BLIS_", "MALLOC_", "LD_PRELOAD",
            "DNNL_", "ATEN_")
# A tuned rival keeps its memory instead of asking the kernel for it at every step.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "4294967296",
               "MALLOC_TOP_PAD_": "268435456"}


@dataclass(frozen=True)
class Own:
    """One way to do a work here, and how many times PyTorch's speed it has to have."""
    engine: str
    threads: int
    wanted: float


@dataclass(frozen=True)
class Work:
    name: str
    options: tuple
    own: tuple
    rival_threads: tuple = (1,)


REFERENCE = ("--rows", "50000", "--hidden", "128,64", "--components", "2")
WORKS = (
    Work("50 000 × 1, 128-64, K=2, b=2048", REFERENCE + ("--batch", "2048"),
         (Own("dense", 1, 5), Own("collapsed", 1, 40), Own("dense", 2, 8)),
         (1, 2)),
    Work("the same, b=128", REFERENCE + ("--batch", "128"),
         (Own("dense", 1, 15), Own("collapsed", 1, 50))),
    Work("2 000 × 1, 32-32, K=3, b=64",
         ("--rows", "2000", "--hidden", "32,32", "--components", "3", "--batch", "64"),
         (Own("dense", 1, 0), Own("auto", 1, 25))),
    Work("10 000 × 1, 128-64, K=2, full batch",
         ("--rows", "10000", "--hidden", "128,64", "--components", "2", "--batch", "10000"),
         (Own("dense", 1, 4), Own("collapsed", 1, 0))),
    Work("10 000 × 8, 50-50, K=3, b=64",
         ("--rows", "10000", "--features", "8", "--hidden", "50,50", "--components", "3",
          "--batch", "64"),
         (Own("dense", 1, 10),)),
)
GROWTH = tuple(10 ** exponent for exponent in range(3, 8))


def environment(extra=None):
    clean = {k: v for k, v in os.environ.items() if not k.startswith(UNWANTED)}
    return {**clean, **(extra or {})}


def run(command, extra=None):
    done = subprocess.run(command, env=environment(extra), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def run_own(program, options, own, seconds):
    return run([program, *options, "--engine", own.engine, "--threads", str(own.threads),
                "--seconds", str(seconds)])


def run_rival(options, model, threads, seconds):
    # torch.set_num_threads() does not reach a BLAS with threads of its own.
    extra = {"OPENBLAS_NUM_THREADS": str(threads), **(KEEP_MEMORY if model == "tuned" else {})}
    return run([PYTHON, os.path.join(HERE, "rival.py"), *options, "--model", model,
                "--threads", str(threads), "--seconds", str(seconds)], extra)


class Series:
    """A round's median epochs, one after another, in milliseconds."""

    def __init__(self):
        self.wall, self.cpu = [], []

    def add(self, times):
        self.wall.append(times["wall"]["median"])
        self.cpu.append(times["cpu"]["median"])

    def median(self, clock="wall"):
        return statistics.median(getattr(self, clock))

    def text(self):
        return f"{digits(self.median())} ({digits(min(self.wall))} – {digits(max(self.wall))})"


def digits(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def progress(text):
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


class Contest:
    def __init__(self, program, seconds):
        self.program, self.seconds = program, seconds
        self.own, self.rivals = {}, {}
        self.core = self.torch = ""

    def add_rival(self, work, model, threads):
        found = run_rival(work.options, model, threads, self.seconds)
        self.torch = found["torch"]
        for mode, times in found["modes"].items():
            self.rivals.setdefault((work, model, threads, mode), Series()).add(times)

    def add_own(self, work, own):
        found = run_own(self.program, work.options, own, self.seconds / 2)
        self.core = found["core"]
        self.own.setdefault((work, own), Series()).add(found)

    def run_round(self, text):
        for work in WORKS:
            progress(f"{text}: {work.name}")
            turns = [(model, threads) for threads in work.rival_threads
                     for model in ("stock", "tuned")]
            for i in range(max(len(turns), len(work.own))):
                if i < len(turns):
                    self.add_rival(work, *turns[i])
                if i < len(work.own):
                    self.add_own(work, work.own[i])

    def rival(self, work, model, most_threads):
        """The quickest of eager and scripted, and on one thread or as many as may be."""
        usable = [(series, threads, mode) for (w, m, threads, mode), series in self.rivals.items()
                  if w is work and m == model and threads <= most_threads]
        return min(usable, key=lambda found: found[0].median())

    def rows(self):
        for (work, own), series in self.own.items():
            stock, threads, mode = self.rival(work, "stock", own.threads)
            tuned, _, _ = self.rival(work, "tuned", own.threads)
            by_cpu = stock.median("cpu") / series.median("cpu")
            yield (work.name, own.engine, own.threads, f"{stock.text()} {mode}, {threads}",
                   tuned.text(), series.text(), f"**{stock.median() / series.median():.1f}**",
                   f"{tuned.median() / series.median():.1f}",
                   f"{by_cpu:.1f}" if own.threads == 1 and threads == 1 else "",
                   f"≥ {own.wanted}" if own.wanted > 0 else "")


def print_table(heads, rows):
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def print_contest(contest, rounds):
    print_table(("work", "engine", "threads", "PyTorch, stock: ms an epoch", "PyTorch, tuned",
                 "Mixture Lab", "× stock", "× tuned", "× stock by processor time", "wanted"),
                contest.rows())
    print(f"{rounds} rounds; median (least – greatest of the rounds). PyTorch {contest.torch}, the "
          f"quicker of eager and scripted. OpenBLAS core here: {contest.core}. "
          f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.\n")


def print_growth(program, rounds):
    found = {}
    for number in range(rounds):
        for rows in GROWTH:
            progress(f"growth {number + 1}: {rows} rows")
            for engine in ("dense", "collapsed"):
                options = REFERENCE + ("--batch", "2048", "--rows", str(rows))
                times = run_own(program, options, Own(engine, 1, 0), 0.5)
                found.setdefault((rows, engine), []).append(times["cpu"]["median"] / rows * 1e6)
    progress("")
    print_table(("rows", "dense: ns a row", "collapsed: ns a row"),
                [(f"{rows:,}".replace(",", " "),
                  *(digits(statistics.median(found[rows, engine]))
                    for engine in ("dense", "collapsed"))) for rows in GROWTH])
    print("128-64, K=2, b=2048 (1 000 rows are one batch), one thread, by processor time.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="bench-engine, built")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="for each run of the rival")
    parser.add_argument("--only", choices=["contest", "growth"])
    args = parser.parse_args()
    if args.only != "growth":
        contest = Contest(args.program, args.seconds)
        for number in range(args.rounds):
            contest.run_round(f"round {number + 1} of {args.rounds}")
        progress("")
        print_contest(contest, args.rounds)
    if args.only != "contest":
        print_growth(args.program, min(args.rounds, 3))


if __name__ == "__main__":
    main()
