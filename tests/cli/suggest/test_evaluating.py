"""`qualcode suggest evaluate`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

THEMES = {"Money": ("money", "wages", "prices"), "Health": ("doctor", "fever", "hospital")}


@pytest.fixture
def coded(run: Run, tmp_path: Path) -> Run:
    """Three groups of eight turns, two themes, all turns coded."""
    rows = ["source,start,end,code,coder"]
    for group in range(3):
        lines = ["Moderator: Tell me?"]
        position = len(lines[0]) + 2
        for place in range(8):
            name = "Money" if place % 2 else "Health"
            words = THEMES[name]
            talk = f"I say {words[place % 3]} and {words[(place + group) % 3]} matter in year {place}."
            lines.append(f"ANNA: {talk}")
            rows.append(f"g{group}.txt,{position + 6},{position + 6 + len(talk)},{name},Vera")
            position += len(lines[-1]) + 2
        (tmp_path / f"g{group}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    (tmp_path / "book.csv").write_text("name\nMoney\nHealth\n", encoding="utf-8")
    (tmp_path / "codings.csv").write_text("\n".join(rows), encoding="utf-8")
    run("init", "study.qualcode")
    run("import", "g0.txt", "g1.txt", "g2.txt")
    run("codebook", "import", "book.csv")
    assert 0 == run("codings", "import", "codings.csv").code
    return run


def test_figures_of_codes_methods_and_the_curve(coded: Run) -> None:
    """Sources nobody had seen are ranked right, and better than by frequency."""
    answer = coded("suggest", "evaluate", "--json")
    rows = {(row["part"], row["name"]): row for row in answer.rows}

    assert 0 == answer.code
    assert 24 == rows["overall", "all codes"]["codings"]
    assert 12 == rows["code", "Money"]["codings"]
    assert 1.0 == rows["method", "qualcode"]["first_right"]
    assert rows["method", "most frequent"]["average_precision"] < rows["method", "qualcode"]["average_precision"]
    assert {"most frequent", "cues alone", "words with regression", "qualcode"} == {
        name for part, name in rows if part == "method"
    }


def test_the_table_and_the_chart(coded: Run, tmp_path: Path) -> None:
    """A chart needs a curve: with few quotes it is told that there is none."""
    answer = coded("suggest", "evaluate", "--chart", "curve.svg")

    assert "average precision" in answer.out
    assert "No learning curve to draw" in answer.err
    assert not (tmp_path / "curve.svg").exists()


def test_how_a_language_is_read_is_said(coded: Run) -> None:
    """As with suggestions: by which installed pipeline, or by the rules for all languages where it has none."""
    coded("sources", "set", "g0", "language=tlh")

    assert "'tlh'" in coded("suggest", "evaluate").err


def test_the_same_seed_gives_the_same_figures(coded: Run) -> None:
    """In every run."""
    assert coded("suggest", "evaluate", "--json").rows == coded("suggest", "evaluate", "--json").rows


@pytest.mark.parametrize(
    ("keep", "said"),
    [(1, "Nothing is coded yet"), (2, "All codings lie in one place"), (9, "Only one source is coded")],
)
def test_what_is_missing_is_said(coded: Run, tmp_path: Path, keep: int, said: str) -> None:
    """No coding, one coding, one source: nothing fails."""
    lines = (tmp_path / "codings.csv").read_text(encoding="utf-8").splitlines()[:keep]
    (tmp_path / "few.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    coded("init", "few.qualcode")
    project = ("-p", "few.qualcode")
    coded("import", *project, "g0.txt", "g1.txt", "g2.txt")
    coded("codebook", "import", *project, "book.csv")
    coded("codings", "import", *project, "few.csv")
    answer = coded("suggest", "evaluate", *project, "--json")

    assert 0 == answer.code
    assert said in answer.err
