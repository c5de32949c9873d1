"""Comments of a shared codebook: they stay with their entries when the file is written anew."""

import inspect
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.model.codebook import Codebook, Cue
from tests.codebooks.generated_codebooks import codebooks

COMMENTED = inspect.cleandoc(
    """
    # The codebook of wave two.
    # Ask Vera before changing themes.

    qualcode: codebook/1
    name: Talks  # a working title
    guid: 11111111-1111-4111-8111-111111111111
    codes:  # in the order of the guide

    # -- who talks --
    - name: Leaders  # theme 1
      guid: 22222222-2222-4222-8222-222222222222
      definition: |-  # agreed in March
        They bargain.
        # this line is text

      # cues were tried on wave one
      cues:
        en:  # from the pilot
        # the best one
        - deal  # very common
        - lower: a deal
      examples:
      - one
      # said by Anna
      - two
      color: '#c0392b'  # red
      codes:
      # the only code
      - name: Businessman
        guid: 33333333-3333-4333-8333-333333333333

    # -- what about --
    - name: Terms
      guid: 44444444-4444-4444-8444-444444444444
    # The end.
    """
)
LEADERS, BUSINESSMAN, TERMS = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "234")


@pytest.fixture
def path(tmp_path):
    """A commented codebook file."""
    path = tmp_path / "talks.yaml"
    path.write_text(COMMENTED + "\n", "utf-8")
    return path


def changed(codebook, guid, **fields):
    codes = tuple(replace(code, **fields) if code.guid == guid else code for code in codebook.codes)
    return replace(codebook, codes=codes)


def rewritten(path, change):
    write_codebook(change(read_codebook(path).codebook), path)
    return path.read_text("utf-8")


def test_writing_what_was_read_changes_no_line(path):
    """Comments above, beside and below, and the blank lines between entries, stay where they are."""
    assert rewritten(path, lambda book: book) == COMMENTED + "\n"


def test_comments_move_with_their_code(path):
    """A theme that moves up takes the comment above it along."""
    text = rewritten(path, lambda book: replace(book, codes=tuple(reversed(book.codes))))

    assert text.index("# -- what about --\n- name: Terms") < text.index("# -- who talks --\n- name: Leaders  # theme 1")


def test_comments_move_to_another_depth(path):
    """A code that moves under another is indented, and so is its comment."""
    text = rewritten(path, lambda book: changed(book, TERMS, parent_guid=BUSINESSMAN))

    assert "    codes:\n\n    # -- what about --\n    - name: Terms\n" in text


def test_comments_survive_a_change_of_the_value(path):
    """A comment belongs to the field, whatever it says now and however it is written."""
    text = rewritten(path, lambda book: changed(book, LEADERS, definition="Short.", name="Chiefs"))

    assert "- name: Chiefs  # theme 1\n" in text
    assert "  definition: Short.  # agreed in March\n" in text


def test_comments_of_what_is_gone_go(path):
    """A removed cue takes its comments with it, and nothing else."""
    text = rewritten(path, lambda book: changed(book, LEADERS, cues=(Cue("a deal", "lower", "en"),)))

    assert "the best one" not in text
    assert "    en:  # from the pilot\n    - lower: a deal\n" in text


def test_new_entries_come_without_disturbing_comments(path):
    """A new example between two leaves the comment above the second where it belongs."""
    text = rewritten(path, lambda book: changed(book, LEADERS, examples=("one", "new", "two")))

    assert "  - one\n  - new\n  # said by Anna\n  - two\n" in text


def test_codes_without_guid_are_known_by_path(path):
    """Comments of a hand-written file without GUIDs find their codes by path."""
    bare = "\n".join(line for line in COMMENTED.split("\n") if "guid:" not in line)
    codebook = read_codebook(path).codebook
    path.write_text(bare + "\n", "utf-8")

    write_codebook(codebook, path)

    assert path.read_text("utf-8") == COMMENTED + "\n"


def test_comments_in_flow_lists_come_along(tmp_path):
    """A list between brackets becomes one item a line; its comments go to their items."""
    path = tmp_path / "talks.yaml"
    path.write_text("codes:\n- name: a\n  cues: [one, # first\n    # second\n    two]  # all\n", "utf-8")

    text = rewritten(path, lambda book: book)

    assert "  cues:  # all\n  - one  # first\n  # second\n  - two\n" in text


def test_a_dash_before_a_comment_is_no_loss(tmp_path):
    """A comment between the dash and the entry stands above the entry."""
    path = tmp_path / "talks.yaml"
    path.write_text("codes:\n- # why\n  name: a\n", "utf-8")

    assert "codes:\n# why\n- name: a\n" in rewritten(path, lambda book: book)


def test_a_color_read_from_a_comment_is_not_kept_twice(tmp_path):
    """A color that stood without quotes is written as a color, not as a comment too."""
    path = tmp_path / "talks.yaml"
    path.write_text("codes:\n- name: a\n  color: #c0392b\n", "utf-8")

    assert rewritten(path, lambda book: book).endswith("\n  color: '#c0392b'\n")


@pytest.mark.parametrize("text", ["a: [", "just text", "qualcode: codebook/2\n", "\x00"])
def test_a_file_that_is_no_codebook_is_written_over(tmp_path, text):
    """Where no codebook was, there are no comments to keep."""
    path, plain = tmp_path / "talks.yaml", tmp_path / "plain.yaml"
    path.write_text(text, "utf-8")
    codebook = Codebook(guid="11111111-1111-4111-8111-111111111111", name="x")

    write_codebook(codebook, path)
    write_codebook(codebook, plain)

    assert path.read_bytes() == plain.read_bytes()


@settings(deadline=None, max_examples=20)
@given(codebook=codebooks(), chance=st.randoms(use_true_random=False))
def test_comments_anywhere_stay_and_harm_nothing(tmp_path, codebook, chance):
    """With comments above and beside any lines, a codebook reads the same, and writing keeps every line."""
    path = tmp_path / "talks.yaml"
    path.unlink(missing_ok=True)
    write_codebook(codebook, path)
    lines = path.read_text("utf-8").split("\n")
    commented = []
    for number, line in enumerate(lines):
        is_entry = line.lstrip().startswith(("- name:", "color:", "key:", "codes:", "guid:"))
        if is_entry and chance.random() < 0.4:
            commented.append(line[: len(line) - len(line.lstrip())] + f"# above {number}")
        commented.append(line + (f"  # beside {number}" if is_entry and chance.random() < 0.4 else ""))
    path.write_text("\n".join(commented), "utf-8")

    assert read_codebook(path).codebook == codebook
    write_codebook(codebook, path)
    assert path.read_text("utf-8") == "\n".join(commented)
