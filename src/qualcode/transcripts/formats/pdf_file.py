"""PDF files: the text layer, with its lines joined to paragraphs again.

Columns are read one after the other. What stands at the top or bottom of most pages is no part of the talk and is left
out, as are numbers beside the lines; a doubt says what. A line goes on in the next when the next one's first word would
not have fitted; a word broken there is joined where its other half is a small letter.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from qualcode.errors.files import UnreadableFileError
from qualcode.transcripts.formats.extract import Extract
from qualcode.transcripts.formats.pdf_bounds import check_unpacked_size
from qualcode.transcripts.formats.pdf_lines import Line, Row, Word, in_reading_order, page_rows, tab_stop
from qualcode.transcripts.labels.labels import heads

_MOST_PAGES = 3000
_LINE_NUMBER = re.compile(r"\d{1,7}")
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(|\s]*(?:(?:page|seite|p\.|s\.|стр\.?|страница|strona|str\.|strana|página|pagina)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|sur|из|z|di)\s*\d{1,4})?[-–—\])|\s.]*",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_FIRST = re.compile(r"[^\W\d_]+")


def read_pdf(data: bytes, name: str) -> Extract:
    """Return what stands in the file.

    Raises:
        UnreadableFileError: locked with a password, damaged, without a text layer, thousands of pages, or much drawn.
    """
    sheets = _pages(data, name)
    if not any(sheets):
        raise UnreadableFileError(
            name, "there is no text in it, only pictures of pages; run text recognition (OCR) on it"
        )
    empty = sum(1 for rows in sheets if not rows)
    doubts = [f"pages without text: {empty} of {len(sheets)}; they may be pictures"] if empty else []
    sheets, dropped = _without_margins(sheets)
    doubts += [f"page headers and footers left out: {_listed(dropped)}"] if dropped else []
    read = [in_reading_order(rows, number) for number, rows in enumerate(sheets)]
    columned = sum(is_columned for _, is_columned in read)
    doubts += [f"pages in two columns, read one after the other: {columned} of {len(read)}"] if columned else []
    pages = [lines for lines, _ in read]
    pages, numbered = _without_line_numbers(pages)
    doubts += [f"numbers beside {numbered} lines left out"] if numbered else []
    text, bold, mended = _joined(_with_stop([line for page in pages for line in page]))
    doubts += [f"words broken at the end of a line, joined: {mended}"] if mended else []
    return Extract(encoding="unicode", text=text, bold=bold, doubts=tuple(doubts))


def _pages(data: bytes, name: str) -> list[list[Row]]:
    import logging

    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    from qualcode.transcripts.formats.pdf_pages import MOST_CHARACTERS, Budget, TooMuchDrawnError, interpret

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    if b"%PDF" not in data[:1024]:
        raise UnreadableFileError(name, "it is not a PDF, whatever its ending says")
    check_unpacked_size(data, name)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise UnreadableFileError(name, f"it has more than {_MOST_PAGES} pages; split it")
            pages, budget = [], Budget()
            for page in pdf.pages:
                interpret(page, budget)
                found = page.extract_words(extra_attrs=["fontname"], x_tolerance_ratio=0.15)
                pages.append(page_rows(_word(word) for word in found))
                page.close()
    except TooMuchDrawnError:
        raise UnreadableFileError(
            name, f"it draws more than a transcript of {MOST_CHARACTERS:,} characters does; split it, or print it anew"
        ) from None
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise UnreadableFileError(name, "it is protected with a password; save it without one") from None
        raise
    return pages


def _word(word: dict[str, object]) -> Word:
    text = str(word["text"]).replace("\0", "")
    left, right, top, bottom = (float(str(word[side])) for side in ("x0", "x1", "top", "bottom"))
    font = str(word.get("fontname", "")).casefold()
    clean = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return Word(clean or "\ufffd", left, right, top, bottom, "bold" in font or "black" in font or "heavy" in font)


def _without_margins(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], Counter[str]]:
    """Take out the rows at the top and bottom that come back on most pages, and bare page numbers."""
    outer: Counter[str] = Counter()
    filled = [page for page in pages if page]
    for page in filled:
        outer.update({_plain(row) for row in (*page[:2], *page[-2:])})
    often = {text for text, times in outer.items() if times > 1 and times * 2 > len(filled)}
    dropped: Counter[str] = Counter()
    kept = []
    for page in pages:
        rows = list(page)
        for place in (0, -1):
            for _ in range(3):
                if len(rows) < 2 or not (_plain(rows[place]) in often or _PAGE_NUMBER.fullmatch(_text(rows[place]))):
                    break
                dropped[_text(rows.pop(place))] += 1
        kept.append(rows)
    return kept, dropped


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


def _plain(row: Row) -> str:
    return _NUMBERS.sub("#", _text(row).casefold())


def _without_line_numbers(pages: list[list[Line]]) -> tuple[list[list[Line]], int]:
    """Take out numbers that stand beside the lines and rise, by one or by five."""
    lines = [line for page in pages for line in page]
    led = [line for line in lines if _LINE_NUMBER.fullmatch(line.words[0].text) and len(line.words) > 1]
    if len(led) < 8:
        return pages, 0
    edge = median(line.words[0].right for line in led)
    beside = [line for line in led if abs(line.words[0].right - edge) < 3]
    numbers = [int(line.words[0].text) for line in beside]
    steps = Counter(after - before for before, after in pairwise(numbers))
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    if step not in (1, 5, 10) or times < 0.7 * len(beside) or len(beside) * step < 0.5 * len(lines):
        return pages, 0
    gone = {id(line) for line in beside}
    cut = [[replace(line, words=line.words[1:]) if id(line) in gone else line for line in page] for page in pages]
    return cut, len(beside)


def _with_stop(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the place where a table's second column begins; a bracket over two lines stays whole."""
    stop = tab_stop(lines)
    if stop is None:
        return list(lines)
    placed: list[Line] = []
    for line in lines:
        label = [word for word in line.words if word.right < stop]
        above = [word for word in placed[-1].words if word.right < stop] if placed else []
        is_open = sum(word.text.count("(") - word.text.count(")") for word in above) > 0
        if label and is_open and len(label) < len(line.words) and len(above) < len(placed[-1].words):
            rest = placed[-1].words[len(above) :]
            placed[-1] = replace(placed[-1], words=(*above, *label, *rest))
            placed.append(replace(line, words=line.words[len(label) :], stop=stop))
        else:
            placed.append(replace(line, stop=stop))
    return placed


def _joined(lines: Sequence[Line]) -> tuple[str, dict[int, int], int]:
    """Return the paragraphs, the bold beginnings of their lines, and how many broken words were joined."""
    pitch = _pitch(lines)
    breaks = [_break(above, below, pitch) for above, below in pairwise(lines)]
    between = "\n\n" if breaks.count("\n\n") > breaks.count("\n") else "\n"
    known = _certain_labels(lines, breaks)
    mends = _Mending([line.text for line in lines])
    parts = [lines[0].text]
    bold = {0: lines[0].bold} if lines[0].bold else {}
    number = 0
    for place, ((above, below), found) in enumerate(zip(pairwise(lines), breaks, strict=True), 1):
        gap = found or ("\n" if known & _keys(lines, place) else "")
        if gap and above.page != below.page:
            gap = between
        number += gap.count("\n")
        if gap:
            parts.append(gap + below.text)
            if below.bold:
                bold[number] = below.bold
        else:
            parts[-1], glue = mends.joint(parts[-1], below.text)
            parts.append(glue + below.text)
    return "".join(parts), bold, mends.joined


class _Mending:
    """Joins words that were broken at the end of a line: a hyphen stays where the word has one anyway.

    It goes when it is a soft one, when the whole word stands elsewhere, or when so many lines end in one that the file
    was hyphenated by a program and the word stands nowhere with it.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.joined = 0
        self.words = Counter(word.casefold() for line in lines for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", line))
        broken = {match[1] for line in lines if (match := _BROKEN.search(line))}
        self.is_hyphenated = len(broken) * 20 > len(lines)

    def joint(self, above: str, below: str) -> tuple[str, str]:
        """Return the upper line as it should end, and what stands between it and the lower one."""
        match, first = _BROKEN.search(above), _FIRST.match(below)
        if match is None or first is None:
            return above, " "
        if not below[0].islower():
            return above, ""
        whole = (match[1] + first[0]).casefold()
        hyphened = f"{match[1]}-{first[0]}".casefold()
        is_soft = above[-1] != "-"
        if is_soft or self.words[whole] or (self.is_hyphenated and not self.words[hyphened]):
            self.joined += 1
            return above[:-1], ""
        return above, ""


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        below.bottom - above.bottom
        for above, below in pairwise(lines)
        if above.page == below.page and below.bottom > above.bottom
    ]
    return median(steps) if steps else 12.0


def _break(above: Line, below: Line, pitch: float) -> str:
    """Return what stands between two lines: nothing when one goes on in the other, else one newline or two."""
    step = below.bottom - above.bottom
    if above.page == below.page and step > 1.35 * pitch:
        return "\n\n"
    first = below.words[0]
    fits = above.right + (first.right - first.left) + 0.25 * (first.bottom - first.top) < above.edge
    is_indented = above.page == below.page and 6 < below.left - above.left < 60 and len(above.words) > 3
    return "\n" if fits or is_indented or "\t" in below.text[:60] else ""


def _keys(lines: Sequence[Line], place: int) -> set[str]:
    """Return the keys of what could be a label in front of a line; it may reach into the next one."""
    text = " ".join(line.text for line in lines[place : place + 2])
    return {head.key for head in heads(text) if head.style in ("colon", "bracket", "tab", "stamp", "angle")}


def _certain_labels(lines: Sequence[Line], breaks: Sequence[str]) -> set[str]:
    """Return the keys of what looks like a label at the beginning of paragraphs, twice at least."""
    times: Counter[str] = Counter()
    for place, gap in enumerate(breaks, 1):
        if gap:
            times.update(_keys(lines, place))
    return {key for key, count in times.items() if count > 1}


def _listed(dropped: Counter[str]) -> str:
    shown: Iterable[tuple[str, int]] = dropped.most_common(3)
    more = f" and {len(dropped) - 3} more" if len(dropped) > 3 else ""
    return ", ".join(f"{text[:60]!r} × {times}" for text, times in shown) + more
