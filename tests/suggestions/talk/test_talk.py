"""A source as read."""

from qualcode.model.transcript import Case, Source, Turn
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.talk.reading import read_talk
from tests.suggestions.small_books import book, code, guid

SPOKEN = [
    ("en", "It is far. The big people decide."),
    ("ru", "Нет (смех). Решают большие люди!"),
    ("en", "— Big people?"),
]
BOOK = book(code(1, "big people", "большие люди"), code(2, "decide", "решать"))


def _source(spoken):
    text, turns = "", []
    for number, (language, talk) in enumerate(spoken, start=1):
        start = len(text)
        text += f"A: {talk}\n\n"
        turns.append(
            Turn(number=number, case_guid=guid(1), start=start, speech=start + 3, end=len(text) - 2, language=language)
        )
    return Source(
        guid=guid(700), name="fg.txt", text=text, sha256="0", language="en", encoding="utf-8", turns=tuple(turns),
        cases=(Case(guid=guid(1), label="A", role="participant"),),
    )  # fmt: skip


def test_turns_of_several_languages_stand_in_order():
    """Each is read in its own language; sentences, their words and what cues found are by place."""
    source, table = _source(SPOKEN), WordTable()
    talk = read_talk(source, (BOOK,), table)

    sentences = [source.text[start:end] for start, end in zip(talk.starts, talk.ends, strict=True)]
    assert ["It is far.", "The big people decide.", "Нет (смех).", "Решают большие люди!", "Big people?"] == sentences
    assert [0, 0, 1, 1, 2] == talk.turns.tolist()
    assert [["it", "be", "far", "."], ["the", "big", "people", "decide", "."]] == [
        [table.lemmas[number] for number in unit.tolist()] for unit in list(talk.units)[:2]
    ]
    assert ["решать", "большой", "человек", "!"] == [table.lemmas[number] for number in list(talk.units)[3].tolist()]
    hits = [(source.text[hit.start : hit.end], hit.code_guid) for hit in talk.cue_hits]
    assert [(sentences[1], guid(1)), (sentences[1], guid(2)), (sentences[3], guid(1)), (sentences[3], guid(2)),
            (sentences[4], guid(1))] == hits  # fmt: skip
