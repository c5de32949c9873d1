"""suggest export: files that spaCy and Prodigy read."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from qualcode.coding.verdicts import accept, reject
from qualcode.project.opening import open_project
from tests.cli.conftest import Run


@pytest.fixture
def judged(small: Run, tmp_path: Path) -> Run:
    """The first suggestion of each code accepted, the others rejected."""
    with open_project(tmp_path / "study.qualcode", coder="Vera") as project:
        codes = set()
        for one in sorted(project.suggestions(), key=lambda one: one.segment.start):
            judge = reject if one.code_guid in codes else accept
            codes.add(one.code_guid)
            judge(project.store, one, coder="Vera", at=datetime.now(UTC))
    return small


def test_both_files_say_the_same(judged: Run, tmp_path: Path) -> None:
    """By ending; the same file again is the same bytes."""
    answer = judged("suggest", "export", "out.spacy")
    assert ("out.spacy\n", "2 examples accepted, 1 rejected.\n") == (answer.out, answer.err)
    first = (tmp_path / "out.spacy").read_bytes()
    judged("suggest", "export", "out.spacy")
    assert judged("suggest", "export", "out.jsonl").code == 0

    docs = list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("en").vocab))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]

    assert first == (tmp_path / "out.spacy").read_bytes()
    in_docs = sorted(
        (span.text, span.label_, answer)
        for doc in docs
        for key, answer in (("sc", "accept"), ("rejected", "reject"))
        for span in doc.spans[key]
    )
    in_lines = sorted(
        (line["text"][line["spans"][0]["start"] : line["spans"][0]["end"]], line["label"], line["answer"])
        for line in lines
    )
    assert in_docs == in_lines
    assert ("Let the big people decide.", "Deference > Big people", "reject") in in_docs
    assert [2, 3, 5, 6] == [doc.user_data["turn"] for doc in docs]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("out.txt",), 1, "unknown file ending. Known are .jsonl, .spacy"),
        (("out.jsonl", "--what", "more"), 2, "is one of all, codings, verdicts"),
        (("out.jsonl", "--coder", "Nina"), 1, "No coder 'Nina' in the project (it has: 'Vera')"),
        (("no/out.jsonl",), 1, "there is no folder 'no'"),
    ],
)
def test_what_cannot_be_written_is_told(
    judged: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Nothing is written."""
    answer = judged("suggest", "export", *arguments)

    assert code == answer.code
    assert said in " ".join(answer.err.replace("│", " ").split())
    assert [] == list(tmp_path.glob("**/out.*"))
