"""What spaCy asks of every component of a pipeline that is saved, for those that have nothing to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path


class Unkept:
    """A component that is made anew from its settings wherever a pipeline is loaded."""

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401 - spaCy's own signature
        """Return nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Self:  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:  # noqa: ANN401 - spaCy's own signature
        """Write nothing."""

    def from_disk(self, _path: Path, **_: Any) -> Self:  # noqa: ANN401 - spaCy's own signature
        """Return the component as it is."""
        return self
