"""A trained model in a pipeline that is saved, shared and loaded."""

import os
import random
from contextlib import suppress

import pytest
import spacy

from qualcode.errors.suggestions import ModelFileError, PipelineFileError
from qualcode.suggestions.cues import cues
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.model_components import LEARNED, LIKENESS, shared_pipeline
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from tests.suggestions.test_engine import BOOK, HEALTH, MONEY, study  # noqa: F401  # a fixture

TALK = (
    "We always count our savings and keep the money safe. Then we walked along the river. My body suffers and the "
    "cough never ends."
)


@pytest.fixture
def trained(study):  # noqa: F811  # the fixture
    return Engine().trained(study)


def said(nlp, name):
    doc = nlp(TALK)
    group = doc.spans[name]
    told = group.attrs
    return [(span.text.split()[0], span.label_) for span in group], told["scores"], told["reasons"], told["codes"]


def test_a_saved_pipeline_says_the_same_elsewhere(tmp_path, trained):
    """It needs neither the project nor the codebook."""
    nlp = shared_pipeline("en", (BOOK,), trained)
    nlp.to_disk(tmp_path / "pipeline")
    other = spacy.load(tmp_path / "pipeline")

    assert {("We", MONEY), ("My", HEALTH)} == set(said(nlp, LEARNED)[0])
    assert said(nlp, LEARNED) == said(other, LEARNED)
    assert said(nlp, LIKENESS) == said(other, LIKENESS)
    assert {"Thrift", "Wellbeing"} == set(said(other, LEARNED)[3])
    assert {BOOK.path(one.guid) for one in BOOK.codes} >= set(said(other, LIKENESS)[3])


def test_a_pipeline_of_bytes_says_the_same(trained):
    """As spaCy sends pipelines to other processes."""
    nlp = shared_pipeline("en", (BOOK,), trained)
    other = shared_pipeline("en", (BOOK,), None).from_bytes(nlp.to_bytes())

    assert said(nlp, LEARNED) == said(other, LEARNED)
    assert said(nlp, LIKENESS) == said(other, LIKENESS)
    with pytest.raises(ModelFileError):
        nlp.get_pipe(LEARNED).from_bytes(b"[]\n")


def test_a_pipeline_without_a_model_is_saved_too(tmp_path):
    """Nothing was learned yet: its cues speak."""
    shared_pipeline("en", (BOOK,), None).to_disk(tmp_path / "pipeline")

    assert ([], [], [], []) == said(spacy.load(tmp_path / "pipeline"), LEARNED)


@pytest.mark.parametrize(
    "missing",
    [
        "qualcode_cues/cues.json",
        *(f"{name}/{file}" for name in (LIKENESS, LEARNED) for file in ("codes.json", "model.npz")),
    ],
)
def test_a_pipeline_without_one_of_its_files_is_refused(tmp_path, trained, missing):
    """One line names the file and the way out; without it, less would be suggested in silence."""
    shared_pipeline("en", (BOOK,), trained).to_disk(tmp_path / "pipeline")
    (tmp_path / "pipeline" / missing).unlink()

    with pytest.raises(PipelineFileError, match=f"{missing}.*No such file.*qualcode suggest pipeline"):
        spacy.load(tmp_path / "pipeline")


DAMAGES = {
    "emptied": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "all but whole": lambda data: data[:-1],
    "zeros": lambda data: bytes(len(data)),
    "other bytes": lambda data: bytes(255 - byte for byte in data),
    "a list": lambda _: b"[1, 2]",
    "a number": lambda _: b"5",
    "an empty object": lambda _: b"{}",
    "other facts": lambda _: b'{"rules": [{"code_guid": 5}], "record": [[1]]}',
    "other types": lambda data: data.replace(b'"kind": "', b'"kind": "un').replace(b"false", b'"no"'),
    "too deep": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_pipeline_with_a_damaged_file_is_refused(tmp_path, trained, damage):
    """One line names the file, whichever of ours it is and whatever is in it."""
    nlp = shared_pipeline("en", (BOOK,), trained)
    nlp.to_disk(tmp_path / "pipeline")
    for part in (cues.NAME, LIKENESS, LEARNED):
        for file in sorted((tmp_path / "pipeline" / part).iterdir()):
            whole = file.read_bytes()
            if (damaged := DAMAGES[damage](whole)) == whole:
                continue
            file.write_bytes(damaged)
            with pytest.raises(PipelineFileError) as told:
                nlp.get_pipe(part).from_disk(file.parent)
            file.write_bytes(whole)

            assert repr(str(file)) in str(told.value)
            assert "qualcode suggest pipeline" in str(told.value)
            assert "\n" not in str(told.value)
            nlp.get_pipe(part).from_disk(file.parent)


def test_whatever_byte_is_another_a_model_is_refused_or_the_same(trained):
    """Never half read, and never with another error."""
    whole, odd = model_bytes(trained), random.Random(0)
    for _ in range(150):
        place = odd.randrange(len(whole))
        damaged = whole[:place] + bytes([whole[place] ^ (1 << odd.randrange(8))]) + whole[place + 1 :]
        with suppress(ModelFileError):
            assert whole == model_bytes(model_from_bytes(damaged, WordTable()))


def test_what_is_no_file_is_not_waited_for(tmp_path, trained):
    """A pipe that nobody writes to, or a folder."""
    shared_pipeline("en", (BOOK,), trained).to_disk(tmp_path / "pipeline")
    file = tmp_path / "pipeline" / LEARNED / "model.npz"
    file.unlink()
    file.mkdir()
    with pytest.raises(PipelineFileError, match=r"model\.npz"):
        spacy.load(tmp_path / "pipeline")
    file.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(file)
        with pytest.raises(PipelineFileError, match=r"model\.npz"):
            spacy.load(tmp_path / "pipeline")


def test_reasons_stand_beside_the_spans(trained):
    """Words for what was learned, the nearest quote for likeness."""
    nlp = shared_pipeline("en", (BOOK,), trained)

    assert said(nlp, LEARNED)[2][0].startswith("words *")
    assert said(nlp, LIKENESS)[2][0].startswith("like “We always count our")


def test_without_a_model_nothing_is_said():
    """A new pipeline has none yet."""
    nlp = shared_pipeline("en", (BOOK,), None)

    assert ([], [], [], []) == said(nlp, LEARNED)
    assert LIKENESS in nlp("").spans


def test_a_damaged_model_is_refused(trained):
    """Cut short, of another form, or no model at all."""
    whole = model_bytes(trained)
    for data in (whole[:100], whole[:-40], b"nothing of the kind", b"PK\x03\x04"):
        with pytest.raises(ModelFileError):
            model_from_bytes(data, WordTable())


def test_the_same_model_is_the_same_bytes_and_back(trained):
    """Nothing is lost."""
    back = model_from_bytes(model_bytes(trained), WordTable())

    assert model_bytes(trained) == model_bytes(back)
    assert trained.examples == back.examples
    assert trained.spans == back.spans
