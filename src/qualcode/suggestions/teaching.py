"""Codings and verdicts as examples that other tools learn from: Prodigy-style JSON lines and spaCy's DocBin.

An example is about one turn's talk: its text is exactly what stands in the source, and offsets in it are code points.
A coding that lies in several turns is an example in each of them. The same project gives the same bytes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from qualcode.model.transcript import cases_heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from qualcode.model.coding import Coding, Verdict
    from qualcode.model.transcript import Segment, Source

Answer = Literal["accept", "reject"]
Asked = Literal["all", "codings", "verdicts"]
ASKED: tuple[Asked, ...] = get_args(Asked)
SPANS, REJECTED = "sc", "rejected"  # "sc" is where spaCy's own span categorizer looks
_LONGEST_WORD = 200  # spaCy's tokenizer takes time that grows with the square of a word's length


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One span of a turn's talk, a label, and whether the label is right there.

    Attributes:
        start: in the turn's talk.
        end: in the turn's talk, exclusive.
        label: path of the code.
        origin: how the coding came about; empty for a verdict.
        score: of the suggestion that was judged; None for a coding.
    """

    source: str
    turn: int
    speaker: str
    start: int
    end: int
    label: str
    code_guid: str
    answer: Answer
    coder: str
    at: str
    origin: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One turn as other tools get it, and what is known in it, by place."""

    source: str
    source_guid: str
    language: str
    turn: int
    speaker: str
    offset: int
    text: str
    examples: tuple[Example, ...]


def talks(
    source: Source,
    codings: Iterable[Coding],
    verdicts: Iterable[Verdict],
    paths: Mapping[str, str],
    *,
    asked: Asked = "all",
    with_moderator: bool = False,
) -> tuple[Talk, ...]:
    """Return the turns of a source that say something, with the examples in each.

    Args:
        source: whose.
        codings: in it.
        verdicts: on suggestions in it.
        paths: of the codes, by GUID.
        asked: `codings`: each is right; `verdicts`: accepted ones are right, rejected ones wrong; `all`: codings are
            right, rejected suggestions wrong.
        with_moderator: moderators' and observers' turns, too.
    """
    labels = {case.guid: case.label for case in source.cases}
    heard = cases_heard(source, with_moderator=with_moderator)
    known = [_coding_facts(one) for one in codings if asked != "verdicts"]
    known += [_verdict_facts(one) for one in verdicts if asked == "verdicts" or (asked, one.kind) == ("all", "reject")]
    known.sort(key=lambda one: (one[0].start, one[0].end))
    starts = [segment.start for segment, _ in known]
    made, first = [], 0
    for turn in source.turns:
        if turn.case_guid not in heard or turn.speech >= turn.end:
            continue
        while first < len(known) and known[first][0].end <= turn.speech:
            first += 1
        speaker = labels[turn.case_guid]
        examples = tuple(
            Example(
                source=source.name,
                turn=turn.number,
                speaker=speaker,
                start=max(segment.start, turn.speech) - turn.speech,
                end=min(segment.end, turn.end) - turn.speech,
                label=paths[facts["code_guid"]],
                **facts,
            )
            for segment, facts in known[first : bisect_left(starts, turn.end)]
            if turn.speech < segment.end
        )
        made.append(
            Talk(
                source=source.name,
                source_guid=source.guid,
                language=source.language,
                turn=turn.number,
                speaker=speaker,
                offset=turn.speech,
                text=source.text[turn.speech : turn.end],
                examples=tuple(sorted(examples, key=lambda one: (one.start, one.end, one.label, one.coder, one.at))),
            )
        )
    return tuple(made)


def _coding_facts(one: Coding) -> tuple[Segment, dict[str, Any]]:
    return one.segment, {
        "code_guid": one.code_guid,
        "answer": "accept",
        "coder": one.coder,
        "at": one.at.isoformat(),
        "origin": one.origin,
    }


def _verdict_facts(one: Verdict) -> tuple[Segment, dict[str, Any]]:
    return one.segment, {
        "code_guid": one.code_guid,
        "answer": one.kind,
        "coder": one.coder,
        "at": one.at.isoformat(),
        "score": one.score,
    }


def json_lines(talk: Talk) -> str:
    """Return the examples of a turn as lines of JSON, one a line: text, spans, label, answer, meta."""
    lines = []
    for one in talk.examples:
        meta = {
            "source": one.source,
            "turn": one.turn,
            "speaker": one.speaker,
            "start": talk.offset + one.start,
            "end": talk.offset + one.end,
            "coder": one.coder,
            "at": one.at,
            "code_guid": one.code_guid,
        }
        if one.origin:
            meta["origin"] = one.origin
        if one.score is not None:
            meta["score"] = one.score
        task = {
            "text": talk.text,
            "spans": [{"start": one.start, "end": one.end, "label": one.label}],
            "label": one.label,
            "answer": one.answer,
            "meta": meta,
        }
        lines.append(json.dumps(task, ensure_ascii=False) + "\n")
    return "".join(lines)


def doc_bin(talks: Sequence[Talk]) -> bytes:
    """Return turns as a spaCy DocBin, one Doc a turn: `DocBin().from_bytes(…)`, or `from_disk` of a file with them.

    What is right stands in `doc.spans["sc"]`, what is wrong in `doc.spans["rejected"]`, one span a coding or verdict,
    its label the path of the code and its id the code's GUID, widened to whole tokens. `doc.cats` has every label of
    all turns: 1 where it is right in the turn, else 0. `doc.user_data` says source, turn, speaker, offset, language.
    """
    import spacy
    from spacy.tokens import DocBin, Span, SpanGroup

    from qualcode.suggestions.language.pipelines import tokenizer_for

    labels = sorted({one.label for talk in talks for one in talk.examples if one.answer == "accept"})
    made = DocBin(store_user_data=True)
    vocab = spacy.blank("xx").vocab  # strings of all languages are kept, whatever vocabulary they are read into
    for talk in talks:
        doc = _doc(talk.text, tokenizer_for(talk.language), vocab)
        for key, answer in ((SPANS, "accept"), (REJECTED, "reject")):
            spans = []
            for one in talk.examples:
                found = doc.char_span(one.start, one.end, alignment_mode="expand") if one.answer == answer else None
                if found is not None:
                    spans.append(Span(doc, found.start, found.end, label=one.label, span_id=one.code_guid))
            doc.spans[key] = SpanGroup(doc, name=key, spans=spans)
        right = {one.label for one in talk.examples if one.answer == "accept"}
        doc.cats = {label: float(label in right) for label in labels}
        doc.user_data.update(
            {
                "source": talk.source,
                "source_guid": talk.source_guid,
                "turn": talk.turn,
                "speaker": talk.speaker,
                "offset": talk.offset,
                "language": talk.language,
            }
        )
        made.add(doc)
    return bytes(made.to_bytes())


def _doc(text: str, tokenizer: Any, vocab: Any) -> Doc:  # noqa: ANN401  # spaCy's, which has no types
    """Return the text as tokens; where a word is endless, by plain rules."""
    import re

    from spacy.tokens import Doc
    from spacy.util import get_words_and_spaces

    if max(map(len, text.split()), default=0) > _LONGEST_WORD:
        words = re.findall(rf"\w{{1,{_LONGEST_WORD}}}|[^\w\s]", text)
    else:
        words = [token.text for token in tokenizer(text)]
    words, spaces = get_words_and_spaces(words, text)
    return Doc(vocab, words=words, spaces=spaces)
