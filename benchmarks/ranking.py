"""How well the codes of quotes are ranked when few quotes are known, on any coded texts.

    python benchmarks/ranking.py QUOTES.jsonl [--language ru] [--codebook BOOK.yaml] [--model FOLDER-OR-PACKAGE]

QUOTES.jsonl has one object a line: `text` and `codes` (names). For each seed the texts are put into a random order; the
first n are known, the next 500 are asked about. Codes with fewer than four uses are left out. A codebook adds what it
says of codes of these names; without one only the names are known. All texts, without their codes, are the uncoded talk
a project has; `--only-known` leaves it out.
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualcode.codebooks.reading import read_codebook
from qualcode.model.codebook import Code
from qualcode.model.identity import new_guid
from qualcode.suggestions.evaluation.plain_models import most_frequent, words_with_regression
from qualcode.suggestions.evaluation.ranked_codes import ranked
from qualcode.suggestions.language.pipelines import load_pipeline
from qualcode.suggestions.language.threads import one_thread
from qualcode.suggestions.language.words import WordTable, units_of
from qualcode.suggestions.learned.calibrating import calibration_error, reliability
from qualcode.suggestions.learned.codebook_words import codebook_words
from qualcode.suggestions.learned.judged import Judged
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.vectors import background_of
from qualcode.suggestions.talk.reading import quote_units

FEWEST_USES = 4
ASKED = 500
SIZES = (0, 25, 50, 100, 200, 400, 1000)


@dataclass(frozen=True)
class Quotes:
    """Coded texts."""

    texts: list[str]
    codes: list[Code]
    coded: np.ndarray


def read_quotes(path: Path, codebook: Path | None) -> Quotes:
    """Return the texts of a file and which code each has."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    uses = Counter(code for row in rows for code in set(row["codes"]))
    names = sorted(name for name, count in uses.items() if count >= FEWEST_USES)
    known = {code.name.casefold(): code for code in read_codebook(codebook).codebook.codes} if codebook else {}
    codes = [known.get(name.casefold()) or Code(guid=new_guid(), name=name) for name in names]
    places = {name: place for place, name in enumerate(names)}
    coded = np.zeros((len(rows), len(names)), dtype=bool)
    for place, row in enumerate(rows):
        coded[place, [places[code] for code in row["codes"] if code in places]] = True
    return Quotes([row["text"] for row in rows], codes, coded)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--codebook", type=Path)
    parser.add_argument("--model", help="folder or installed package with a sentence-transformers model")
    parser.add_argument("--only-known", action="store_true", help="without uncoded talk")
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    quotes = read_quotes(asked.quotes, asked.codebook)
    table = WordTable()
    units = quote_units([(text, asked.language) for text in quotes.texts], table)
    talk = units_of([]) if asked.only_known else units
    pipelines = [load_pipeline(asked.language)]
    meanings = sayings = None
    if asked.model:
        from qualcode.suggestions.language.meaning_models import code_texts, load_meanings

        model = load_meanings(asked.model)
        meanings = model.meanings(quotes.texts)
        sayings = (model.sayings(code_texts(quotes.codes)), meanings[:, : model.width].mean(axis=0))
    sys.stdout.write(f"{len(quotes.texts)} texts, {len(quotes.codes)} codes\n")
    sys.stdout.write(f"{'known':>6} {'method':22} {'MAP':>6} {'P@1':>6} {'R@3':>6} {'more MAP':>9} {'more P@1':>9}\n")
    with one_thread():
        background = background_of(table, talk)
        words = codebook_words(quotes.codes, pipelines, table, talk, sayings, background)
        for size in SIZES:
            if size + ASKED <= len(quotes.texts) or size <= len(quotes.texts) // 2:
                _print_size(quotes, table, units, background, words, meanings, size, asked.seeds)


def _print_size(quotes, table, units, background, words, meanings, size, seeds) -> None:  # noqa: ANN001
    figures: dict[str, list[tuple[float, ...]]] = {}
    errors, seconds = [], []
    for seed in range(seeds):
        order = np.random.RandomState(seed).permutation(len(quotes.texts))
        known, asked = order[:size], order[size : size + ASKED]
        texts, truth = [quotes.texts[place] for place in known], quotes.coded[asked]
        said = {"most frequent": most_frequent(quotes.coded[known] if size else quotes.coded, len(asked))}
        if size:
            said["words with regression"] = words_with_regression(
                texts, quotes.coded[known], [quotes.texts[place] for place in asked]
            )
        start = time.perf_counter()
        groups = np.arange(size) % 8
        lessons = Judged(
            units=units.chosen(known), coded=quotes.coded[known], groups=groups,
            meanings=None if meanings is None else meanings[known],
        )  # fmt: skip
        model = learn([code.guid for code in quotes.codes], table, background, words, lessons, [lessons])
        seconds.append(time.perf_counter() - start)
        if model is None:
            continue
        shown = units.chosen(asked), None if meanings is None else meanings[asked]
        said["qualcode"] = model.scores(*shown)
        errors.append(calibration_error(reliability(model.chances(*shown), truth)))
        for method, scores in said.items():
            made = ranked(scores, truth)
            figures.setdefault(method, []).append((made.average_precision, made.first_right, made.recall_at_3))
    floor = np.mean(figures["words with regression" if size else "most frequent"], axis=0)
    for method, rows in figures.items():
        mean = np.mean(rows, axis=0)
        more = 100 * (mean / floor - 1)
        note = f"  calibration error {np.mean(errors):.3f}, {np.mean(seconds):.2f} s" if method == "qualcode" else ""
        told = f"{mean[0]:6.3f} {mean[1]:6.3f} {mean[2]:6.3f} {more[0]:+8.1f}% {more[1]:+8.1f}%{note}"
        sys.stdout.write(f"{size:>6} {method:22} {told}\n")


if __name__ == "__main__":
    main()
