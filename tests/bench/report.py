# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of one run as a table, or with --json as one object: report.py BENCHMARKLOG.json [--json]

A benchmark prints one JSON object a line: {"what", "ours", "unit"} and, where there is one, "peer" with
"peer_value", "limit" (a sentence), and "met". It ends with 1 when a limit is broken."""

import json
import os
import platform
import sys

HEADINGS = ("what", "ours", "peer", "peer's", "ratio", "limit", "")


def machine():
    model = platform.processor() or platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as cpus:
        for line in cpus:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"


def figures_of(run):
    """The figures a benchmark printed; other lines are its remarks."""
    for line in (run.get("stdout") or "").splitlines():
        if line.startswith("{"):
            figure = json.loads(line)
            if figure.get("peer_value"):
                figure.setdefault("ratio", figure["ours"] / figure["peer_value"])
            yield {"benchmark": run["name"], **figure}


def read(path):
    if not os.path.exists(path):
        return [], []
    with open(path, encoding="utf-8") as log:
        runs = [json.loads(line) for line in log]
    return ([figure for run in runs for figure in figures_of(run)],
            [run["name"] for run in runs if run["result"] != "OK"])


def number(value, unit=""):
    if value is None:
        return ""
    text = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{text} {unit}".strip()


def row(figure, broken):
    unit = figure.get("unit", "")
    ratio = figure.get("ratio")
    return (figure["what"], number(figure["ours"], unit), figure.get("peer", ""),
            number(figure.get("peer_value"), unit), f"{ratio:.2f}" if ratio else "", figure.get("limit", ""),
            "" if figure.get("met", figure["benchmark"] not in broken) else "BROKEN")


def print_table(figures, broken):
    rows = [HEADINGS] + [row(figure, broken) for figure in figures]
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEADINGS))]
    for cells in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())
    print(f"\nmeasured on {machine()}")


def main(path, *options):
    figures, broken = read(path)
    if "--json" in options:
        print(json.dumps({"machine": machine(), "figures": figures, "broken": broken}, ensure_ascii=False, indent=2))
    else:
        print_table(figures, broken)
        for name in broken:
            print(f"{name}: over its limit, or it did not run through (build/meson-logs/benchmarklog.txt)")
    return 1 if broken or not figures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
