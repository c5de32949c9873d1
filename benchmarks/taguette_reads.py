#!/usr/bin/env python3
"""Let Taguette itself read the codebooks written here, and read here what it writes.

    python benchmarks/taguette_reads.py

Installs Taguette from the package index into an environment of its own in a temporary folder, so it needs the network
once; nothing else here does. Taguette's importer takes names and descriptions from CSV; it writes CSV, Excel and
REFI-QDA. The exit code is 1 when something did not come across.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook

SAMPLE = Path(__file__).parents[1] / "codebooks" / "peace-talks.yaml"
# Run by Taguette's own Python: our table through its importer, then tags of its kind through its exporters.
THERE = """
import json, sys
from types import SimpleNamespace
from taguette import export
from taguette.import_codebook import list_tags
with open("ours.csv", "rb") as file:
    read = list_tags(file)
tags = [
    SimpleNamespace(path=path, description=told, highlights_count=3, documents_count=1)
    for path, told in json.load(open("tags.json", encoding="utf-8"))
]
export.codebook_xml(tags, "theirs.qdc")
export.codebook_csv(tags, "theirs.csv")
export.codebook_xlsx(tags, "theirs.xlsx")
json.dump([tag["path"] for tag in read], sys.stdout)
"""
TAGS = [
    ["people", "Who is spoken of."],
    ["people.leaders", "Those who bargain."],
    ["people.leaders.abroad", ""],
    ["terms.land", "Of «land», in any case; with, a comma."],
    ["вожди", "Кто решает."],
]
PATHS = ["people", "people > leaders", "people > leaders > abroad", "terms", "terms > land", "вожди"]


def main() -> int:
    """Run both directions and print what came across."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = installed(folder / "environment")
        book = read_codebook(SAMPLE).codebook
        write_codebook(book, folder / "ours.csv")
        (folder / "tags.json").write_text(json.dumps(TAGS), "utf-8")
        done = subprocess.run([python, "-c", THERE], cwd=folder, capture_output=True, text=True, check=True)
        names = json.loads(done.stdout)
        told = [report("their importer, our .csv", names == [code.name for code in book.codes], f"{len(names)} names")]
        for ending in ("qdc", "csv", "xlsx"):
            file = read_codebook(folder / f"theirs.{ending}")
            paths = [file.codebook.path(code.guid) for code in file.codebook.codes]
            definitions = [code.definition for code in file.codebook.codes if code.definition]
            wanted = [] if ending == "qdc" else [text for _, text in TAGS if text]  # its .qdc has no descriptions
            is_whole = paths == PATHS and definitions == wanted
            told.append(
                report(f"our importer, their .{ending}", is_whole, f"{len(paths)} codes, {len(definitions)} texts")
            )
            for remark in file.remarks:
                print(f"    {remark}")
    return 0 if all(told) else 1


def installed(folder: Path) -> str:
    """Return the Python of a new environment that Taguette is installed in."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "taguette"], check=True)
    return python


def report(what: str, is_whole: bool, came: str) -> bool:
    """Print one line and return whether all came across."""
    print(f"{what}: {came}, {'whole' if is_whole else 'NOT whole'}")
    return is_whole


if __name__ == "__main__":
    sys.exit(main())
