"""report."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cli.conftest import Run, place

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


@pytest.fixture
def coded(small: Run) -> Run:
    """The small project with two codings."""
    assert small("code", "fg1", *place("Let the big people decide."), "Big people").code == 0
    assert small("code", "fg1", *place("Trump is a businessman"), "Dealmakers").code == 0
    return small


def test_the_report_is_one_file(coded: Run, tmp_path: Path) -> None:
    """report.html unless told; its name is the answer."""
    answer = coded("report")

    assert (0, "report.html\n") == (answer.code, answer.out)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Let the big people decide." in text
    assert "<title>study</title>" in text
    assert "qualcode report" in text


def test_its_options(coded: Run, tmp_path: Path) -> None:
    """A title, a variable, no quotes, part of the study, a file of that name."""
    answer = coded(
        "report",
        "--out",
        "r.html",
        "--title",
        "Who decides?",
        "--by",
        "group",
        "--without-quotes",
        "--code",
        "Deference",
    )

    assert (0, "r.html\n") == (answer.code, answer.out)
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<title>Who decides?</title>" in text
    assert "Themes by <bdi>group</bdi>" in text
    assert "Let the big people decide." not in text
    assert "Dealmakers" not in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--out", "report.pdf"), "unknown file ending"),
        (("--out", "no/report.html"), "no"),
        (("--by", "gendr"), "gendr"),
        (("--coder", "Nobody"), "Nobody"),
    ],
)
def test_what_cannot_be_is_one_line(coded: Run, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """And no file."""
    answer = coded("report", *options)

    assert (1, 1, True) == (answer.code, len(answer.err.splitlines()), said in answer.err)
    assert [] == list(tmp_path.glob("*.html"))


def test_bands_need_a_variable(coded: Run) -> None:
    """Else they would do nothing."""
    assert 2 == coded("report", "--band", "age=18-29,30+").code


def test_what_the_page_is_set_with_travels_with_the_program() -> None:
    """Template and style stand beside the module that reads them."""
    beside = {file.name for file in files("qualcode.exports").iterdir()}

    assert {"report.html.jinja", "report.css"} <= beside


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")
def test_a_browser_opens_it_from_disk(coded: Run, tmp_path: Path) -> None:
    """Drawn without a word on its console: the policy refuses nothing that the page needs."""
    assert coded("report", "--by", "group").code == 0
    probe = tmp_path / "report.html"
    shown = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr",
            "--window-size=380,800",
            "--dump-dom",
            probe.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert "CONSOLE" not in shown.stderr  # a refused style or script would be told there
    assert "</html>" in shown.stdout
    assert 2 <= shown.stdout.count("<svg")
