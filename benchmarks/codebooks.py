"""Codebook files of 2,000 codes out and in, each format beside the bare library; the privacy check on all the talk.

Every code has a definition, when to use it and when not, cues in two languages and an example: 70 words. Checking,
GUIDs, remarks and the tree are what ours does beyond the floor.
"""

import csv
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from measuring import Result, compared, timed
from qualcode.codebooks.privacy.privacy import Talk, Text, privacy_leaks
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.model.codebook import Code, Codebook, Cue

CODES = 2_000
_WORDS = [
    f"{start}{middle}{end}" for start in "bdfgklmnprstvz" for middle in ("a", "ei", "oo", "ur") for end in "dgklmnrstz"
]
_TALK = {"S": 10_000, "M": 200_000}


def codebook_files(size: str, work: Path) -> Iterator[Result]:
    """Measure writing and reading of every format, then the privacy check."""
    book = codebook(CODES)
    for ending, (write, read) in _FLOORS.items():
        path, bare = work / f"book.{ending}", work / f"bare.{ending}"
        write_codebook(book, path)
        read_codebook(path)  # loads the library
        name = f"codebook of {CODES:,} codes as .{ending}"
        yield compared(f"{name}, written", _written(book, path), _timed(write, book, bare), repetitions=5)
        yield compared(f"{name}, read", _read(path), _timed(read, book, path), repetitions=5)
    yield checking(book, _TALK.get(size, 2_000_000))


def codebook(codes: int, seed: int = 1) -> Codebook:
    """Return a codebook of that many codes on three levels."""
    rng = random.Random(seed)

    def guid() -> str:
        digits = f"{rng.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"

    def words(count: int) -> str:
        return " ".join(rng.choices(_WORDS, k=count)).capitalize() + "."

    made: list[Code] = []
    for number in range(codes):
        above = None if number % 10 == 0 else made[number - number % 10 + (1 if number % 10 > 5 else 0)].guid
        made.append(
            Code(
                guid=guid(),
                name=f"{words(3)[:-1]} {number}",
                parent_guid=above,
                definition=words(20),
                use_when=words(15),
                not_when=words(15),
                cues=tuple(Cue(words(2)[:-1], language=language) for language in ("en", "en", "ru")),
                examples=(words(10),),
                color=f"#{rng.getrandbits(24):06x}",
            )
        )
    return Codebook(guid=guid(), name="Measured", codes=tuple(made))


def checking(book: Codebook, count: int) -> Result:
    """Measure the privacy check, beside taking the words of the same talk apart once."""
    rng = random.Random(2)
    texts = [
        Text(f"fg{n}", "en", ". ".join(" ".join(rng.choices(_WORDS, k=20)).capitalize() for _ in range(500)))
        for n in range(count // 10_000)
    ]
    talk = Talk(texts=texts, people=["Anna", "Ivan"], places=["Moscow"])

    def ours() -> float:
        with timed() as watch:
            privacy_leaks(book, talk)
        return watch.seconds

    def floor() -> float:
        with timed() as watch:
            for _, _, text in texts:
                text.casefold().split()
        return watch.seconds

    ours()  # loads NumPy
    return compared(f"privacy of {CODES:,} codes in {count:,} words, beside split() alone", ours, floor)


def _written(book: Codebook, path: Path) -> Callable[[], float]:
    def ours() -> float:
        path.unlink(missing_ok=True)
        with timed() as watch:
            write_codebook(book, path)
        return watch.seconds

    return ours


def _read(path: Path) -> Callable[[], float]:
    def ours() -> float:
        with timed() as watch:
            read_codebook(path)
        return watch.seconds

    return ours


def _timed(act: Callable[[Codebook, Path], None], book: Codebook, path: Path) -> Callable[[], float]:
    def floor() -> float:
        with timed() as watch:
            act(book, path)
        return watch.seconds

    return floor


def _rows(book: Codebook) -> list[list[str]]:
    return [
        [
            code.name,
            code.definition,
            code.use_when,
            code.not_when,
            "; ".join(cue.text for cue in code.cues),
            *code.examples,
        ]
        for code in book.codes
    ]


def _write_yaml(book: Codebook, path: Path) -> None:
    from ruamel.yaml import YAML

    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump([dict(enumerate(row)) for row in _rows(book)], file)


def _read_yaml(_: Codebook, path: Path) -> None:
    from ruamel.yaml import YAML

    YAML(typ="safe").load(path.read_text("utf-8"))


def _write_csv(book: Codebook, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(book))


def _read_csv(_: Codebook, path: Path) -> None:
    list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def _write_xlsx(book: Codebook, path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(path, {"in_memory": True}) as file:
        page = file.add_worksheet()
        for number, row in enumerate(_rows(book)):
            for place, text in enumerate(row):
                page.write_string(number, place, text)


def _read_xlsx(_: Codebook, path: Path) -> None:
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _write_qdc(book: Codebook, path: Path) -> None:
    from lxml import etree

    root = etree.Element("Codes")
    for code in book.codes:
        element = etree.SubElement(root, "Code", {"guid": code.guid, "name": code.name})
        etree.SubElement(element, "Description").text = code.definition + code.use_when + code.not_when
    path.write_bytes(etree.tostring(root, encoding="utf-8"))


def _read_qdc(_: Codebook, path: Path) -> None:
    from lxml import etree

    for element in etree.parse(path).iter("{*}Code"):
        element.get("name")


_FLOORS: dict[str, tuple[Callable[[Codebook, Path], None], Callable[[Codebook, Path], None]]] = {
    "yaml": (_write_yaml, _read_yaml),
    "csv": (_write_csv, _read_csv),
    "xlsx": (_write_xlsx, _read_xlsx),
    "qdc": (_write_qdc, _read_qdc),
}
