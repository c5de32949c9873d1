"""Codebooks and passages of a few words, for the tests of this room."""

import json

from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.identity import new_guid, text_sha256
from qualcode.model.transcript import Source
from qualcode.suggestions.language.passages import Passage
from qualcode.suggestions.talk.suggesting import suggest

SOURCE = "00000000-0000-4000-8000-000000000700"
SPEAKER = "00000000-0000-4000-8000-000000000800"


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, *cues, name=None, **fields):
    """A code of that number; cues as words on lemmas, or as `Cue`s."""
    made = tuple(cue if isinstance(cue, Cue) else Cue(cue) for cue in cues)
    return Code(guid=guid(number), name=name or f"Code {number}", cues=made, **fields)


def book(*codes, number=900):
    return Codebook(guid=guid(number), name=f"Book {number}", codes=codes)


def pattern(*tokens, **fields):
    return Cue(json.dumps(tokens), form="pattern", **fields)


def against(text, **fields):
    return Cue(text, is_negative=True, **fields)


def passage(text, language="en", offset=0, source=SOURCE, **fields):
    return Passage(
        source_guid=source,
        language=language,
        offset=offset,
        text=text,
        turn_number=fields.pop("turn_number", 1),
        case_guid=SPEAKER,
        **fields,
    )


def source_of(text, turns, cases, name="fg1.txt"):
    """A source in English."""
    return Source(
        guid=new_guid(), name=name, text=text, sha256=text_sha256(text), language="en", encoding="utf-8", turns=turns,
        cases=cases,
    )  # fmt: skip


def suggested(text, *cues, language="en", **fields):
    """What is suggested for one code with those cues in one passage."""
    return list(suggest([passage(text, language)], (book(code(1, *cues, **fields)),)))


def quotes(text, *cues, language="en", **fields):
    return [one.quote for one in suggested(text, *cues, language=language, **fields)]
