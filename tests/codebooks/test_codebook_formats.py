"""The laws of all codebook formats, on any codebook: what a format can hold comes back, and nothing else is said."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from qualcode.codebooks.adopting import adoption
from qualcode.codebooks.content import content_hash
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.files import UnwritableFileError
from tests.codebooks.generated_codebooks import codebooks

# Files are rewritten for every example, on purpose.
law = settings(deadline=None, max_examples=20)
WHOLE = ("xlsx", "qdc")


NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def held(codebook):
    """The codebook with nothing in it that XML or a cell cannot hold."""

    def plain(text):
        return re.sub("_x", "x", NO_XML.sub("?", text))

    codes = tuple(
        replace(
            code,
            name=plain(code.name),
            definition=plain(code.definition),
            use_when=plain(code.use_when),
            not_when=plain(code.not_when),
            cues=tuple(replace(cue, text=plain(cue.text)) for cue in code.cues),
            examples=tuple(map(plain, code.examples)),
        )
        for code in codebook.codes
    )
    return replace(codebook, description=plain(codebook.description), codes=codes)


with_codes = codebooks().filter(lambda book: book.codes)
holdable = with_codes.map(held)


def written(codebook, path):
    write_codebook(codebook, path, revision=content_hash(codebook))


@law
@given(codebook=holdable)
@pytest.mark.parametrize("ending", WHOLE)
def test_the_codebook_comes_back(tmp_path, ending, codebook):
    """Written and read again it is the same codebook, without remarks; its revision comes back, too.

    What was read is written as the same bytes, and a project that imports what it exported stays as it is.
    """
    path = tmp_path / f"book.{ending}"

    written(codebook, path)
    first, file = path.read_bytes(), read_codebook(path)
    written(file.codebook, path)

    assert file.codebook == codebook
    assert (file.remarks, file.without_guid, file.revision) == ((), frozenset(), content_hash(codebook))
    assert path.read_bytes() == first
    assert adoption(codebook, file).codebook == codebook


@law
@given(codebook=with_codes)
@pytest.mark.parametrize("ending", WHOLE)
def test_what_a_format_cannot_hold_is_refused_whole(tmp_path, ending, codebook):
    """Any codebook either comes back exactly or is refused with one line, and then there is no file."""
    path = tmp_path / f"book.{ending}"
    path.unlink(missing_ok=True)

    refusal = ""
    try:
        written(codebook, path)
    except UnwritableFileError as refused:
        refusal = str(refused)

    assert "\n" not in refusal
    assert refusal == "" or not path.exists()
    assert refusal != "" or read_codebook(path).codebook == codebook
