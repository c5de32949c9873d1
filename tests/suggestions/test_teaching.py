"""Codings and verdicts as other tools read them: spaCy gives back the same spans, labels and answers."""

import json
from datetime import UTC, datetime

import pytest
import spacy
from spacy.tokens import DocBin

from qualcode.model.coding import Coding, Verdict
from qualcode.model.identity import new_guid, text_sha256
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.suggestions.teaching import doc_bin, json_lines, talks
from tests.suggestions.small_books import source_of

AT = datetime(2025, 2, 14, 10, 0, tzinfo=UTC)
TEXT = "Q: And you?\nANNA: Big 🙂 deal, don't wait.\nIVAN: Мы большие люди. No  deals."
Q, ANNA, IVAN, DEAL, BIG = (new_guid() for _ in range(5))
PATHS = {DEAL: "Leaders > Deal", BIG: "Big people"}
SOURCE = source_of(
    TEXT,
    turns=(
        Turn(number=1, start=0, speech=3, end=11, case_guid=Q),
        Turn(number=2, start=12, speech=18, end=TEXT.index("\nIVAN"), case_guid=ANNA),
        Turn(number=3, start=TEXT.index("IVAN"), speech=TEXT.index("Мы"), end=len(TEXT), case_guid=IVAN),
    ),
    cases=(
        Case(guid=Q, label="Q", role="moderator"),
        Case(guid=ANNA, label="ANNA"),
        Case(guid=IVAN, label="IVAN"),
    ),
)


def at(words):
    return Segment(TEXT.index(words), TEXT.index(words) + len(words))


def coded(words, code, coder="Vera", origin="hand"):
    return Coding(
        guid=new_guid(), source_guid=SOURCE.guid, segment=at(words), quote=words, code_guid=code, coder=coder, at=AT,
        origin=origin,
    )  # fmt: skip


def judged(words, code, kind, score=0.5):
    return Verdict(
        source_guid=SOURCE.guid, segment=at(words), code_guid=code, cue="", kind=kind, coder="Pavel", at=AT, score=score
    )


CODINGS = [coded("Big 🙂 deal", DEAL), coded("wait.\nIVAN: Мы большие люди.", BIG, origin="suggestion")]
VERDICTS = [judged("Мы большие люди.", BIG, "accept", 0.9), judged("No  deals", DEAL, "reject", 0.25)]


def spans(docs, key):
    return [(span.text, span.label_, span.id_) for doc in docs for span in doc.spans[key]]


def test_spacy_reads_back_what_was_coded_and_rejected():
    """Texts as stored, spans on the words, labels and identities of the codes, answers apart."""
    made = talks(SOURCE, CODINGS, VERDICTS, PATHS)

    docs = list(DocBin().from_bytes(doc_bin(made)).get_docs(spacy.blank("en").vocab))

    assert [doc.text for doc in docs] == ["Big 🙂 deal, don't wait.", "Мы большие люди. No  deals."]
    assert spans(docs, "sc") == [
        ("Big 🙂 deal", "Leaders > Deal", DEAL),
        ("wait.", "Big people", BIG),
        ("Мы большие люди.", "Big people", BIG),
    ]
    assert spans(docs, "rejected") == [("No  deals", "Leaders > Deal", DEAL)]
    assert [doc.cats for doc in docs] == [
        {"Leaders > Deal": 1.0, "Big people": 1.0},
        {"Leaders > Deal": 0.0, "Big people": 1.0},
    ]
    facts = docs[1].user_data
    assert ("fg1.txt", 3, "IVAN", TEXT.index("Мы")) == tuple(facts[k] for k in ("source", "turn", "speaker", "offset"))
    assert [token.text for token in docs[0]][-4:] == ["do", "n't", "wait", "."]


def test_json_lines_say_span_label_answer_and_where_it_is():
    """One line a span; offsets are those of the text in the line, and of the source in meta."""
    lines = [
        json.loads(line) for talk in talks(SOURCE, CODINGS, VERDICTS, PATHS) for line in json_lines(talk).splitlines()
    ]

    assert [
        (line["text"][line["spans"][0]["start"] : line["spans"][0]["end"]], line["label"], line["answer"])
        for line in lines
    ] == [
        ("Big 🙂 deal", "Leaders > Deal", "accept"),
        ("wait.", "Big people", "accept"),
        ("Мы большие люди.", "Big people", "accept"),
        ("No  deals", "Leaders > Deal", "reject"),
    ]
    assert [TEXT[line["meta"]["start"] : line["meta"]["end"]] for line in lines][-1] == "No  deals"
    assert lines[-1]["meta"] | {"score": 0.25, "coder": "Pavel", "turn": 3, "speaker": "IVAN"} == lines[-1]["meta"]
    assert [line["meta"].get("origin") for line in lines] == ["hand", "suggestion", "suggestion", None]
    assert all(span["label"] == line["label"] for line in lines for span in line["spans"])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("codings", [("accept", "Vera"), ("accept", "Vera"), ("accept", "Vera")]),
        ("verdicts", [("accept", "Pavel"), ("reject", "Pavel")]),
        ("all", [("accept", "Vera"), ("accept", "Vera"), ("accept", "Vera"), ("reject", "Pavel")]),
    ],
)
def test_what_is_asked_for_is_given(asked, expected):
    """An accepted suggestion is a coding too: it is not told twice."""
    made = talks(SOURCE, CODINGS, VERDICTS, PATHS, asked=asked)

    assert [(one.answer, one.coder) for talk in made for one in talk.examples] == expected


def test_the_moderator_comes_only_when_asked():
    """With the moderator's codings."""
    asked = [coded("And you?", BIG)]

    assert [talk.turn for talk in talks(SOURCE, asked, [], PATHS)] == [2, 3]
    with_moderator = talks(SOURCE, asked, [], PATHS, with_moderator=True)
    assert [(talk.turn, len(talk.examples)) for talk in with_moderator] == [(1, 1), (2, 0), (3, 0)]


def test_an_endless_word_is_cut_and_the_text_stays():
    """spaCy's tokenizer alone would take minutes."""
    text = "ANNA: " + "!" * 60_000 + " deal"
    source = Source(
        guid=SOURCE.guid, name="a", text=text, sha256=text_sha256(text), language="en", encoding="utf-8",
        turns=(Turn(number=1, start=0, speech=6, end=len(text), case_guid=ANNA),), cases=SOURCE.cases,
    )  # fmt: skip
    made = talks(source, [], [], PATHS)

    docs = list(DocBin().from_bytes(doc_bin(made)).get_docs(spacy.blank("en").vocab))

    assert docs[0].text == text[6:]


def test_the_same_project_gives_the_same_bytes():
    """So that files can be compared."""
    made = talks(SOURCE, CODINGS, VERDICTS, PATHS)

    assert doc_bin(made) == doc_bin(talks(SOURCE, CODINGS[::-1], VERDICTS, PATHS))
