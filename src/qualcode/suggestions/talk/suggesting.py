"""Suggestions for passages of transcripts: which sentence, which code, how sure, and why.

The segment suggested is the sentence in which a cue stands, without dashes before it and without remarks in round
brackets around it, unless the cue stands there. Several cues of one code in one sentence make one suggestion. The same
passages and codebooks give the same suggestions, in the order of the passages.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby, islice, takewhile
from typing import TYPE_CHECKING

from qualcode.model.codebook import Codebook
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.suggestions.cues.cue_places import cues_for
from qualcode.suggestions.cues.scoring import Judge, Judgement, Record
from qualcode.suggestions.language.folding import PARAGRAPH, folded
from qualcode.suggestions.language.passages import Passage, pieces
from qualcode.suggestions.language.pipelines import primary_code

if TYPE_CHECKING:
    from qualcode.suggestions.cues.cues import Cues
    from qualcode.suggestions.language.lexicon import Lexicon
    from qualcode.suggestions.talk.talk import CueHit

_NO_RECORD: Record = {}


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
        batch_size: how many passages are read together.
        stop: asked before each passage; once it says so, no more suggestions come.

    Token patterns that are none are left out.
    """
    wanted = (passage for passage in passages if with_moderator or not passage.is_moderator)
    return _suggestions(takewhile(lambda _: not stop(), wanted), codebooks, record, batch_size)


def _suggestions(
    passages: Iterable[Passage], codebooks: tuple[Codebook, ...], record: Record, batch_size: int
) -> Iterator[Suggestion]:
    from qualcode.suggestions.language.lexicon import lexicon_of
    from qualcode.suggestions.language.words import WordTable

    table, judge = WordTable(), Judge(record)
    places = {code.guid: place for place, code in enumerate(code for book in codebooks for code in book.codes)}
    for language, group in groupby(passages, key=lambda passage: primary_code(passage.language)):
        lexicon, cues = lexicon_of(table, language), cues_for(language, codebooks)
        while batch := [*islice(group, batch_size)]:
            starts = [*accumulate((len(one.text) + len(PARAGRAPH) for one in batch[:-1]), initial=0)]
            hits = _hits(batch, starts, lexicon, cues)
            for hit in sorted(hits, key=lambda hit: (hit.start, hit.end, places[hit.code_guid])):
                place = bisect_right(starts, hit.start) - 1
                judgement = judge.judged(hit.code_guid, hit.evidence)
                yield _suggestion(batch[place], hit, starts[place], judgement)


def _hits(batch: Sequence[Passage], starts: Sequence[int], lexicon: "Lexicon", cues: "Cues") -> Iterator["CueHit"]:
    """Yield what cues find in passages that stand as paragraphs of one text, and start there."""
    from qualcode.suggestions.language.stretches import Piece, read_pieces
    from qualcode.suggestions.talk.reading import cue_hits

    text = PARAGRAPH.join(one.text for one in batch)
    ready = [
        Piece(start + offset, place, folded(piece))
        for place, (passage, start) in enumerate(zip(batch, starts, strict=True))
        for offset, piece in pieces(passage.text)
    ]
    for stretch in read_pieces(ready, lexicon):
        yield from cue_hits(stretch, text, cues)


def _suggestion(passage: Passage, hit: "CueHit", before: int, judgement: Judgement) -> Suggestion:
    start, end = hit.start - before, hit.end - before
    return Suggestion(
        source_guid=passage.source_guid,
        segment=Segment(passage.offset + start, passage.offset + end),
        quote=passage.text[start:end],
        code_guid=hit.code_guid,
        score=judgement.score,
        reason=judgement.reason,
        cue=judgement.cue,
    )
