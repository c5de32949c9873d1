"""suggest pipeline: what suggests codes, for other programs."""

import subprocess
import sys
from pathlib import Path

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
