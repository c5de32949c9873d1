"""The laws of codebook files, on any codebook: what is written comes back, and is written the same way again."""

import pytest
from hypothesis import given, settings

from qualcode.codebooks.adopting import adoption
from qualcode.codebooks.content import content_hash
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.tables.csv_text import csv_text
from qualcode.codebooks.writing import write_codebook
from qualcode.codebooks.yaml_format.tree import yaml_tree
from tests.codebooks.generated_codebooks import codebooks

# Files are rewritten for every example, on purpose.
law = settings(deadline=None, max_examples=20)


def held_by_csv(codebook):
    """What CSV can hold of it: `\\r` and the zero character are not among it."""
    made = csv_text(codebook)
    return "\r" not in made and "\0" not in made


@law
@given(codebook=codebooks())
def test_yaml_gives_the_codebook_back(tmp_path, codebook):
    """A codebook written as YAML and read again is the same codebook, without remarks."""
    path = tmp_path / "book.yaml"
    path.unlink(missing_ok=True)

    write_codebook(codebook, path, revision=content_hash(codebook))
    file = read_codebook(path)

    assert file.codebook == codebook
    assert (file.remarks, file.without_guid, file.revision) == ((), frozenset(), content_hash(codebook))


@law
@given(codebook=codebooks())
def test_yaml_is_written_one_way(tmp_path, codebook):
    """The same content is the same bytes, on a new file and on the file itself."""
    path, again = tmp_path / "book.yaml", tmp_path / "again.yaml"
    path.unlink(missing_ok=True)
    write_codebook(codebook, path)
    first = path.read_bytes()

    write_codebook(read_codebook(path).codebook, path)
    again.unlink(missing_ok=True)
    write_codebook(codebook, again)

    assert (path.read_bytes(), again.read_bytes()) == (first, first)


@law
@given(codebook=codebooks().filter(held_by_csv))
def test_csv_gives_the_codes_back(tmp_path, codebook):
    """A codebook written as CSV and read again has the same codes, without remarks on them."""
    path = tmp_path / "book.csv"

    write_codebook(codebook, path)
    file = read_codebook(path)

    assert file.codebook.codes == codebook.codes
    assert file.remarks == ()
    assert file.without_guid == {file.codebook.guid}


@law
@given(codebook=codebooks().filter(held_by_csv))
def test_csv_is_written_one_way(codebook, tmp_path):
    """What was read from CSV is written as the same CSV."""
    path = tmp_path / "book.csv"
    write_codebook(codebook, path)
    first = path.read_bytes()

    write_codebook(read_codebook(path).codebook, path)

    assert path.read_bytes() == first


@law
@given(codebook=codebooks().filter(held_by_csv))
@pytest.mark.parametrize("ending", ["yaml", "csv"])
def test_importing_its_own_export_changes_nothing(tmp_path, ending, codebook):
    """A project that imports the file it exported stays as it is."""
    path = tmp_path / f"book.{ending}"
    path.unlink(missing_ok=True)

    write_codebook(codebook, path)

    assert adoption(codebook, read_codebook(path)).codebook == codebook


@law
@given(codebook=codebooks())
def test_both_yaml_parsers_see_the_same(tmp_path, codebook):
    """ruamel.yaml's Python and C parts (where the latter is installed) read one file alike."""
    path = tmp_path / "book.yaml"
    path.unlink(missing_ok=True)
    write_codebook(codebook, path)
    text = path.read_text("utf-8")

    assert yaml_tree(path, text, pure=True) == yaml_tree(path, text)


def test_the_sample_codebooks_are_written_as_they_stand(request, tmp_path):
    """The sample codebooks are in the format's own spelling: writing them changes no line."""
    paths = sorted((request.config.rootpath / "codebooks").glob("*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        copy = tmp_path / path.name
        copy.write_text(text, "utf-8")

        write_codebook(read_codebook(path).codebook, copy)

        assert copy.read_text("utf-8") == text
