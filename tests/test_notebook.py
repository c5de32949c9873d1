"""qualcode.open: the door for notebooks and scripts."""

import subprocess
import sys

import pytest

import qualcode
from qualcode.analysis.quotes import Wanted
from qualcode.coding.applying import apply_code
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.projects import ProjectMissingError
from qualcode.model.transcript import Segment
from qualcode.project.opening import open_project
from tests.conftest import CODE, OTHER, TEXT, later

SCRIPT = """
import sys
import qualcode
assert "polars" not in sys.modules
with qualcode.open(sys.argv[1]) as study:
    frame = study.freq(by="group")
print(frame._repr_html_())
"""


@pytest.fixture
def path(study, source):
    """A project file with two codings of two coders."""
    for minute, (coder, code, words) in enumerate((("Vera", CODE, "big people"), ("Pavel", OTHER, "Yes."))):
        start = TEXT.index(words)
        apply_code(study, source, Segment(start, start + len(words)), code, coder=coder, at=later(minute))
    return study.path


def test_a_script_gets_a_frame_that_jupyter_shows_as_a_table(path):
    """As in a paper, each level with its base; nothing heavy is imported before a project is opened."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, path], capture_output=True, text=True, check=True)

    assert '<caption dir="auto">Themes by group</caption>' in done.stdout
    assert ">Big people</th>" in done.stdout
    assert '<td dir="auto">1 of 2 *' in done.stdout
    assert "95 % intervals" in done.stdout


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        (lambda study: study.freq(), lambda project: project.frequencies()),
        (lambda study: study.freq(by="group"), lambda project: project.frequencies("group")),
        (lambda study: study.crosstab("Deference", "group"), lambda project: project.crosstab("Deference", "group")),
        (lambda study: study.matrix(), lambda project: project.matrix()),
        (lambda study: study.cooccur(keep_zero=True), lambda project: project.cooccurrences(keep_zero=True)),
        (lambda study: study.saturation(of="themes"), lambda project: project.saturation(of="themes")),
        (lambda study: study.agree(seed=7), lambda project: project.agreement(seed=7)),
        (lambda study: study.disagreements(), lambda project: project.disagreements()),
        (lambda study: study.trend(over="group", seed=7), lambda project: project.trend(over="group", seed=7)),
        (lambda study: study.participation("groups"), lambda project: project.participation(of="groups")),
        (lambda study: study.quotes("BIG"), lambda project: project.quotes(wanted=Wanted(text="BIG"))),
    ],
    ids=[
        "freq",
        "freq by",
        "crosstab",
        "matrix",
        "cooccur",
        "saturation",
        "agree",
        "disagreements",
        "trend",
        "participation",
        "quotes",
    ],
)
def test_a_table_is_the_one_the_project_gives(path, asked, same):
    """Short names, no figures of their own."""
    with qualcode.open(path) as study:
        found, expected = asked(study), same(study.project)

    assert expected.equals(found)
    assert not found.is_empty()
    assert '<div class="qualcode">' in found._repr_html_()


def test_only_narrows_every_table_after_it(path):
    """By what was given; the rest stays as it was chosen."""
    with qualcode.open(path) as study:
        part = study.only(coders="Vera").only(codes=["Deference"])
        found = part.freq()

    assert ["Deference", "Big people"] == found["code"].to_list()
    assert "codes Deference; coders Vera" == part.selection.sentence()


def test_only_takes_levels_and_the_moderator(path):
    """`where` is a mapping; one level or several."""
    with qualcode.open(path) as study:
        part = study.only(where={"source": ["fg1.txt"], "group": "fg1.txt"}, with_moderator=True)
        totals = part.freq()["participants_total"].unique().to_list()

    assert [3] == totals
    assert "levels source=fg1.txt, group=fg1.txt" == part.selection.sentence()


def test_a_study_says_what_it_is(path):
    """Its name and what it is asked about."""
    with qualcode.open(path) as study:
        said = repr(study), repr(study.only(coders="Vera", with_moderator=True))

    assert ("<qualcode study: Study, everything>", "<qualcode study: Study, coders Vera, with moderator>") == said


def test_what_is_unknown_is_said_as_everywhere(path, tmp_path):
    """The errors are the project's."""
    with qualcode.open(str(path)) as study, pytest.raises(UnknownVariableError):
        study.freq(by="gendr")
    with pytest.raises(ProjectMissingError):
        qualcode.open(tmp_path / "none.qualcode")


def test_a_study_is_the_project_of_the_same_name(path):
    """What the handle opens can be asked all else."""
    with qualcode.open(path) as study, open_project(path, coder="") as project:
        assert project.facts() == study.project.facts()


def test_a_report_is_written_from_a_notebook(path, tmp_path):
    """Of the part that was chosen."""
    with qualcode.open(path) as study:
        written = study.only(codes="Deference").report(tmp_path / "r.html", title="Who decides?", by="group")

    text = written.read_text(encoding="utf-8")
    assert "<title>Who decides?</title>" in text
    assert "News fatigue" not in text
