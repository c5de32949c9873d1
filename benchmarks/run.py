#!/usr/bin/env python3
"""Measure qualcode, each figure beside a floor measured in the same run.

    python benchmarks/run.py [--size L] [--only NAME,NAME]

Names: import, codings, revise, freq, by, agree, screens, suggest, learn, judge, again, codebook, share, start, key.

See README.md beside this file for what each floor does.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus import SIZES
from measuring import Result
from studies import workplace


def main() -> int:
    """Run what was asked for and print one table; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description="Measure qualcode beside its floors.")
    parser.add_argument("--size", choices=SIZES, default="L", help="corpus of import, codings and freq (default: L)")
    parser.add_argument("--only", default="", help=f"some of {', '.join(_measures('S', Path()))}")
    asked = parser.parse_args()
    work = workplace()
    try:
        measures = _measures(asked.size, work)
        wanted = [name.strip() for name in asked.only.split(",") if name.strip()] or list(measures)
        unknown = [name for name in wanted if name not in measures]
        if unknown:
            parser.error(f"--only: {unknown[0]!r} is none of {', '.join(measures)}")
        results = list(_measured(measures[name] for name in wanted))
    finally:
        shutil.rmtree(work)
    print()
    print(_table(results))
    print(f"\nPython {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {_load()}")
    return 0 if all(result.is_met for result in results) else 1


def _measures(size: str, work: Path) -> dict[str, Callable[[], Iterator[Result]]]:
    from again import making_again
    from agreeing import agreeing
    from codebooks import codebook_files
    from counting import counting
    from crosstabs import crossing
    from documents import documents
    from intake import importing, loading
    from judging import judging
    from keying import keying
    from learning import learning
    from revising import revising
    from screens import screens
    from sharing import sharing
    from starting import starting
    from suggesting import suggesting

    return {
        "start": starting,
        "import": lambda: importing(size, work),
        "docx": lambda: documents("S" if size == "S" else "M", work),
        "codings": lambda: loading(size, work),
        "revise": lambda: revising(size, work),
        "freq": lambda: counting(size, work),
        "by": lambda: crossing(size),
        "agree": lambda: agreeing(size, work),
        "screens": lambda: screens(size, work),
        "suggest": lambda: suggesting("S" if size == "S" else "M"),
        "judge": lambda: judging(work),
        "learn": lambda: learning("S" if size == "S" else "M", work),
        "again": lambda: making_again("M" if size == "S" else size, work),
        "codebook": lambda: codebook_files(size, work),
        "share": lambda: sharing(work),
        "key": lambda: keying(work),
    }


def _measured(measures: Iterable[Callable[[], Iterator[Result]]]) -> Iterator[Result]:
    for measure in measures:
        for result in measure():
            print(".", end="", file=sys.stderr, flush=True)
            yield result


def _table(results: list[Result]) -> str:
    rows = [("what", "seconds", "floor", "ratio", "goal", ""), *(_cells(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(row[place].rjust(widths[place]) for place in range(1, 5)), row[5]]
        lines.append(f"| {' | '.join(cells[:5])} | {cells[5].ljust(widths[5])} |")
        if number == 0:
            dashes = ["-" * widths[0], *("-" * (widths[place] - 1) + ":" for place in range(1, 5)), "-" * widths[5]]
            lines.append(f"| {' | '.join(dashes)} |")
    return "\n".join(lines)


def _cells(result: Result) -> tuple[str, ...]:
    goal = f"≤ {result.goal:g}" if result.goal is not None else ""
    note = result.note if result.is_met else f"missed{'; ' if result.note else ''}{result.note}"
    return (
        result.name,
        f"{result.ours:.4f}" if result.ours else "",
        f"{result.floor:.4f}" if result.floor is not None else "",
        f"{result.ratio:.2f}" if result.ratio is not None else "",
        goal,
        note,
    )


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
