"""Suggestions for passages of transcripts: which sentence, which code, how sure, and why.

The segment suggested is the sentence in which a cue stands, without dashes before it and without remarks in round
brackets around it, unless the cue stands there. Several cues of one code in one sentence make one suggestion. The same
passages and codebooks give the same suggestions, in the order of the passages.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from qualcode.model.codebook import Codebook
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.suggestions.folding import Folded, folded
from qualcode.suggestions.passages import Passage, pieces
from qualcode.suggestions.pipelines import load_pipeline, primary_code
from qualcode.suggestions.rules import rules_for
from qualcode.suggestions.scoring import Evidence, Judge, Judgement, Record

if TYPE_CHECKING:
    from qualcode.suggestions.cues import Cues
    from qualcode.suggestions.searching import Found
    from qualcode.suggestions.sentences import Tokens

_BEFORE_SPEECH = re.compile(r"(?:\s|[–—-]+\s|…|\([^()\n]{0,80}\))*")
_REMARK_AFTER = re.compile(r"(?<!\s)(?:\s*\([^()\n]{0,80}\))+\Z")
_NO_RECORD: Record = {}

_Part = tuple[int, int]  # `[start, end)` in a passage


def suggest(
    passages: Iterable[Passage],
    codebooks: tuple[Codebook, ...],
    *,
    record: Record = _NO_RECORD,
    with_moderator: bool = False,
    batch_size: int = 256,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Suggestion]:
    """Return an iterator over the suggestions for the passages, computed as it goes.

    Within a passage they stand by place, then in the codebooks' order.

    Args:
        passages: in any number of languages; taken as they are needed.
        record: accepted and rejected suggestions by GUID of the code and the cue.
        with_moderator: suggest for what the moderator says too.
        batch_size: how many passages go through spaCy together.
        stop: asked before each passage; once it says so, no more suggestions come.

    Raises:
        CuePatternError: a cue's pattern is not one; at once, before the first suggestion.
    """
    check_patterns(codebooks)
    wanted = (passage for passage in passages if with_moderator or not passage.is_moderator)
    return _suggestions(takewhile(lambda _: not stop(), wanted), codebooks, record, batch_size)


def check_patterns(codebooks: tuple[Codebook, ...]) -> None:
    """Check the token patterns of all cues, whether their codes may be applied or not.

    Raises:
        CuePatternError: of the first that is not one.
    """
    patterns = [
        (book.path(code.guid), cue.text)
        for book in codebooks
        for code in book.codes
        for cue in code.cues
        if cue.form == "pattern"
    ]
    if patterns:
        from qualcode.suggestions.patterns import checked_pattern

        for path, text in patterns:
            checked_pattern(path, text)


def _suggestions(
    passages: Iterable[Passage], codebooks: tuple[Codebook, ...], record: Record, batch_size: int
) -> Iterator[Suggestion]:
    from qualcode.suggestions.sentences import Tokens

    places = {code.guid: place for place, code in enumerate(code for book in codebooks for code in book.codes)}
    judge = Judge(record)
    for language, group in groupby(passages, key=lambda passage: primary_code(passage.language)):
        nlp = load_pipeline(language)
        cues = cues_for(language, codebooks)
        texts = (
            (ready.text, (passage, offset, ready))
            for passage in group
            for offset, piece in pieces(passage.text)
            for ready in (folded(piece),)
        )
        for doc, (passage, offset, ready) in nlp.pipe(texts, as_tuples=True, batch_size=batch_size):
            if found := cues.found(doc):
                parts = found_parts(found, Tokens.of(doc), passage.text, offset, ready)
                for part, code in sorted(parts, key=lambda key: (*key[0], places[key[1]])):
                    yield _suggestion(passage, part, code, judge.judged(code, parts[part, code]))


@lru_cache(maxsize=8)
def cues_for(language: str, codebooks: tuple[Codebook, ...]) -> "Cues":
    """Return the cues of these codebooks, ready for texts in that language.

    Raises:
        CuePatternError: a cue's pattern is not one.
    """
    from qualcode.suggestions.cues import Cues

    return Cues(load_pipeline(language), rules_for(codebooks, language))


def found_parts(
    found: list["Found"], tokens: "Tokens", text: str, offset: int, ready: Folded
) -> dict[tuple[_Part, str], list[Evidence]]:
    """Return what speaks for which code in which part of the passage; one code's parts are apart."""
    borders = tokens.borders
    parts = [
        sentence_part(
            text,
            offset + ready.stored_start(tokens.starts[borders[bisect_right(borders, one.start) - 1]]),
            offset + ready.stored_end(tokens.ends[borders[bisect_left(borders, one.end)] - 1]),
            offset + ready.stored_start(tokens.starts[one.start]),
            offset + ready.stored_end(tokens.ends[one.end - 1]),
        )
        for one in found
    ]
    return merged_parts(zip(parts, found, strict=True))


def merged_parts(found: Iterable[tuple[_Part, "Found"]]) -> dict[tuple[_Part, str], list[Evidence]]:
    """Return what speaks for which code in which part of a text; one code's parts are apart.

    Args:
        found: by place, each with the part that it speaks for.
    """
    parts: dict[tuple[_Part, str], list[Evidence]] = {}
    last: dict[str, _Part] = {}
    for part, (_, _, code, evidence) in found:
        before = last.get(code)
        if before is not None and before[1] > part[0]:
            merged = (min(before[0], part[0]), max(before[1], part[1]))
            parts[merged, code] = [*parts.pop((before, code)), evidence]
            last[code] = merged
        else:
            parts[part, code] = [evidence]
            last[code] = part
    return parts


def sentence_part(text: str, first: int, beyond: int, cue_start: int, cue_end: int) -> _Part:
    """Return what is shown of the sentence or sentences `[first, beyond)` of a text around a cue in them."""
    if not text[first].isalnum():
        before = _BEFORE_SPEECH.match(text, first, cue_start)
        first = before.end() if before else first
    if text[beyond - 1].isspace():
        beyond = cue_end + len(text[cue_end:beyond].rstrip())
    if text[beyond - 1] == ")" and (after := _REMARK_AFTER.search(text, cue_end, beyond)):
        beyond = after.start()
    return first, beyond


def _suggestion(passage: Passage, part: _Part, code_guid: str, judgement: Judgement) -> Suggestion:
    start, end = part
    return Suggestion(
        source_guid=passage.source_guid,
        segment=Segment(passage.offset + start, passage.offset + end),
        quote=passage.text[start:end],
        code_guid=code_guid,
        score=judgement.score,
        reason=judgement.reason,
        cue=judgement.cue,
    )
