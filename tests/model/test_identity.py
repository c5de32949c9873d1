"""GUIDs and names."""

import uuid

import pytest

from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_name, is_guid, new_guid


def test_a_guid_is_a_random_uuid_of_version_four() -> None:
    """Other programs may parse it."""
    guids = {new_guid() for _ in range(2000)}

    assert 2000 == len(guids)
    assert all(is_guid(guid) for guid in guids)
    assert {(4, uuid.RFC_4122)} == {(uuid.UUID(guid).version, uuid.UUID(guid).variant) for guid in guids}


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x1bb", "a\nb", "a\u202eb", "a\u2028b"])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    """Empty, too long, or steering a terminal."""
    with pytest.raises(InvalidValueError):
        checked_name("Code name", name)


def test_a_name_may_be_in_any_script() -> None:
    """Joiners that some scripts and emoji need included; space around it goes."""
    assert "Лидеры 👨‍👩‍👧 می‌خواهم" == checked_name("Code name", " Лидеры 👨‍👩‍👧 می‌خواهم ")
