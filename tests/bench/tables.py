#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench csv: the same files read here and by pandas' C reader, in turns.

Each reading is a process of its own, so that peaks of memory can be told apart; what is timed is the
reading alone, not the start. Prints Markdown: medians over the rounds and ratios.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

PYTHON = "/usr/bin/python3"  # the one that python3-pandas is for

# rows, columns, decimals (−1: as many digits as a double needs), size of the numbers, ends of lines
FILES = ((1_000_000, 5, 6, 100, "lf"), (1_000_000, 5, 6, 100, "crlf"), (1_000_000, 5, -1, 100, "lf"),
         (1_000_000, 5, -1, 1e-7, "lf"), (10_000_000, 5, 6, 100, "lf"))


def read_with_pandas(path, precision):
    import pandas
    wall, cpu = time.perf_counter(), time.process_time()
    table = pandas.read_csv(path, engine="c", dtype="float64", float_precision=precision)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"wall": wall, "cpu": cpu, "rows": len(table), "columns": table.shape[1],
                      "peak_kib": peak, "last_row": float(table.iloc[-1].sum()),
                      "pandas": pandas.__version__}))


def run(command):
    # Reading takes one thread on either side.
    clean = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=clean)
    return json.loads(done.stdout)


def readers(program, path):
    script = [PYTHON, os.path.abspath(__file__), program, "--pandas"]
    return {"here": [program, path], "pandas": [*script, "high", path],
            "pandas, exact": [*script, "round_trip", path]}


def contest(program, path, rounds):
    found = {}
    for number in range(rounds):
        for name, command in readers(program, path).items():
            print(f"\r\033[Kround {number + 1}: {name}", end="", file=sys.stderr, flush=True)
            found.setdefault(name, []).append(run(command))
    print("\r\033[K", end="", file=sys.stderr)
    return found


def median(results, key):
    return statistics.median(result[key] for result in results)


def report(found, rows, columns, decimals, scale, ends):
    here, fast, exact = (found[name] for name in ("here", "pandas", "pandas, exact"))
    assert here[0]["rows"] == fast[0]["rows"] == rows
    matrix = rows * columns * 8 / 1024
    digits = "all digits" if decimals < 0 else f"{decimals} decimals"
    digits += ", about 10⁻⁷" if scale < 1e-5 else ""
    digits += ", CR LF" if ends == "crlf" else ""
    wall = [median(results, "wall") for results in (here, fast, exact)]
    cpu = [median(results, "cpu") for results in (here, fast, exact)]
    print(f"| {rows:,} × {columns}, {digits} | {wall[0]:.2f} | {wall[1]:.2f} | {wall[2]:.2f} "
          f"| **{wall[1] / wall[0]:.2f}** | {cpu[1] / cpu[0]:.2f} | {cpu[2] / cpu[0]:.2f} "
          f"| {median(here, 'peak_kib') / matrix:.2f} | {median(fast, 'peak_kib') / matrix:.2f} |"
          .replace(",", " ", 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="bench-csv, built")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most-rows", type=int, default=10_000_000)
    parser.add_argument("--pandas", nargs=2, metavar=("PRECISION", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.pandas:
        read_with_pandas(args.pandas[1], args.pandas[0])
        return
    print("| file | here, s | pandas, s | pandas exact, s | × pandas | × by processor time "
          "| × exact by processor time | peak / matrix | pandas' |")
    print("|" + "---|" * 9)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "table.csv")
        for rows, columns, decimals, scale, ends in FILES:
            if rows > args.most_rows:
                continue
            subprocess.run([args.program, "--write", str(rows), str(columns), str(decimals),
                            str(scale), ends, path], check=True)
            found = contest(args.program, path, args.rounds if rows < 10_000_000 else 3)
            report(found, rows, columns, decimals, scale, ends)
    print(f"\nMedians; pandas {found['pandas'][0]['pandas']}, engine “c”, its default way to read "
          f"decimals and the exact one. {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
