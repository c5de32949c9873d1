"""Writing codebook files: whole or not at all, and never somewhere else."""

import os
from dataclasses import replace

import pytest

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.files import UnknownFormatError, UnwritableFileError
from qualcode.model.codebook import Code, Codebook

ENDINGS = pytest.mark.parametrize("ending", ["yaml", "yml", "csv"])


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


BOOK = Codebook(guid=guid(900), name="Talks", codes=(Code(guid=guid(1), name="Leaders"),))


@ENDINGS
def test_a_file_is_written_and_nothing_beside_it(tmp_path, ending):
    """After writing, the folder holds the file alone."""
    path = tmp_path / f"book.{ending}"

    write_codebook(BOOK, path)

    assert read_codebook(path).codebook.codes == BOOK.codes
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["book.txt", "book", ".yaml", "book.xls"])
def test_other_endings_are_refused(tmp_path, name):
    """A format that is not written is refused with those that are."""
    with pytest.raises(UnknownFormatError, match=r"\.yaml, \.yml, \.csv"):
        write_codebook(BOOK, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_revision_stands_in_the_file(tmp_path):
    """The content hash given comes back as the file's revision."""
    path = tmp_path / "book.yaml"

    write_codebook(BOOK, path, revision="0a1b2c")

    assert read_codebook(path).revision == "0a1b2c"


@ENDINGS
def test_a_missing_folder_is_refused(tmp_path, ending):
    """No folder is made in passing."""
    with pytest.raises(UnwritableFileError, match=r"there is no folder .*nowhere.*Nothing was written"):
        write_codebook(BOOK, tmp_path / "nowhere" / f"book.{ending}")
    assert list(tmp_path.iterdir()) == []


@ENDINGS
def test_a_folder_in_the_way_is_refused(tmp_path, ending):
    """A folder is not written over."""
    path = tmp_path / f"book.{ending}"
    path.mkdir()

    with pytest.raises(UnwritableFileError, match="it is a folder"):
        write_codebook(BOOK, path)
    assert list(path.iterdir()) == []


@ENDINGS
def test_what_no_file_could_hold_leaves_the_file_as_it_was(tmp_path, ending):
    """A lone surrogate is refused before the file is touched."""
    path = tmp_path / f"book.{ending}"
    write_codebook(BOOK, path)
    before = path.read_bytes()

    with pytest.raises(UnwritableFileError, match="half a character"):
        write_codebook(replace(BOOK, description="", codes=(Code(guid=guid(1), name="a", definition="\ud800"),)), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_zero_character_is_refused_in_csv(tmp_path):
    """YAML can spell a zero character; CSV cannot."""
    book = replace(BOOK, codes=(Code(guid=guid(1), name="a", definition="\0"),))

    with pytest.raises(UnwritableFileError, match="zero character"):
        write_codebook(book, tmp_path / "book.csv")
    write_codebook(book, tmp_path / "book.yaml")

    assert read_codebook(tmp_path / "book.yaml").codebook == book


@ENDINGS
def test_trees_too_deep_to_read_are_not_written(tmp_path, ending):
    """What reading would refuse is refused when written: fifty levels and no more."""
    chain = tuple(Code(guid=guid(n), name=f"c{n}", parent_guid=guid(n - 1) if n > 1 else None) for n in range(1, 52))
    path = tmp_path / f"book.{ending}"

    with pytest.raises(UnwritableFileError, match="51 levels deep"):
        write_codebook(replace(BOOK, codes=chain), path)
    write_codebook(replace(BOOK, codes=chain[:50]), path)

    assert read_codebook(path).codebook.codes == chain[:50]


@pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX has them")
def test_permissions_stay(tmp_path):
    """A file that its group may write stays so."""
    path = tmp_path / "book.yaml"
    write_codebook(BOOK, path)
    path.chmod(0o664)

    write_codebook(BOOK, path)

    assert path.stat().st_mode & 0o777 == 0o664


@pytest.mark.skipif(os.name != "posix", reason="permissions and links as POSIX has them")
def test_a_link_stays_a_link(tmp_path):
    """What a link points to is written; the link is not replaced."""
    folder = tmp_path / "shared"
    folder.mkdir()
    path = tmp_path / "book.yaml"
    path.symlink_to(folder / "book.yaml")

    write_codebook(BOOK, path)

    assert path.is_symlink()
    assert read_codebook(folder / "book.yaml").codebook == BOOK


def test_a_yaml_file_says_where_codes_and_revisions_came_from(tmp_path):
    """Merged and split codes come back, and so do parents and ancestors; nothing is remarked."""
    gone, other = guid(7), guid(1)
    book = Codebook(
        guid=guid(900),
        name="Study",
        codes=(Code(guid=other, name="A", merged_guids=(gone,)), Code(guid=guid(2), name="B", split_from_guid=other)),
    )
    hashes = [f"{number:064x}" for number in range(20)]
    path = tmp_path / "book.yaml"

    write_codebook(book, path, revision=hashes[0], parents=hashes[1:3], ancestors=hashes[3:])

    file = read_codebook(path)
    assert (file.codebook, file.remarks) == (book, ())
    assert (file.revision, file.parents) == (hashes[0], tuple(hashes[1:3]))
    assert file.ancestors == tuple(each[:12] for each in hashes[3:])
