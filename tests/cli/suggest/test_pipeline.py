"""suggest pipeline: what suggests codes, for other programs."""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import spacy

from qualcode.errors.suggestions import OtherSpacyWarning
from tests.cli.conftest import Run

ELSEWHERE = """
import spacy
doc = spacy.load("shared")("Let the big people decide.")
print([span.label_ for span in doc.spans["qualcode"]])
"""


def test_the_pipeline_speaks_without_the_project(small: Run, tmp_path: Path) -> None:
    """In another process, the project file gone; the folder is not written over."""
    answer = small("suggest", "pipeline", "shared")
    again = small("suggest", "pipeline", "shared")
    codes = [row["guid"] for row in small("codebook", "show", "--json").rows]
    (tmp_path / "study.qualcode").unlink()
    said = subprocess.run([sys.executable, "-c", ELSEWHERE], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert (0, "shared\n") == (answer.code, answer.out)
    assert answer.err.startswith("For texts in language 'en'. It holds quotes and words of the transcripts.")
    assert any(code in said.stdout for code in codes)
    assert (1, "") == (again.code, again.out)
    assert again.err.startswith("qualcode: 'shared' cannot be written: there is something of that name already")
    assert not list(tmp_path.glob(".shared-*"))


@pytest.mark.parametrize(("version", "told"), [(">=3.0.0,<99.0.0", 0), (">=2.3.0,<2.4.0", 1), (">=98.1.0,<98.2.0", 1)])
def test_a_pipeline_of_another_spacy_is_noticed(small: Run, tmp_path: Path, version: str, told: int) -> None:
    """One line where it is loaded, older or newer, with the way out; it speaks all the same."""
    assert 0 == small("suggest", "pipeline", "shared").code
    path = tmp_path / "shared" / "meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "spacy_version": version}), encoding="utf-8")
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        doc = spacy.load(tmp_path / "shared")("Let the big people decide.")
    ours = [str(one.message) for one in noticed if one.category is OtherSpacyWarning]

    assert told == len(ours)
    assert all(f"for spaCy {version}, and this is" in one and "\n" not in one for one in ours)
    assert all(one.endswith("Write it anew from the project: qualcode suggest pipeline NEW-FOLDER") for one in ours)
    assert doc.spans["qualcode"]
