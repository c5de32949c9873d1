"""What two sides of a merge cannot both have, and how a person settles it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.codebooks.changes import WORDY, FieldValue, shown_value
from qualcode.codebooks.word_differences import marked, word_changes

Side = Literal["ours", "theirs"]
FATE = "whether it stays"
PARENT = "parent"
ORDER = "order"
NAME_TAKEN = "name taken"
KEY_TAKEN = "key taken"
INTO = "merged into"
OWN_WORDS = frozenset((*WORDY, "name"))  # fields that may be settled by a text of one's own


@dataclass(frozen=True, slots=True)
class Settled:
    """How a clash is settled: one side's value, or words of one's own."""

    side: Side
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing that both sides changed, each in its own way.

    Attributes:
        code_guid: the code; for `order`, the one under which the codes stand; None for the codebook itself or its top.
        path: of the code, as it stands here or, if it does not, there; empty for the codebook itself.
        field: what clashes: a field of a code or of the codebook, or one of the constants above.
        base: what it was when both began.
        ours: what it is here.
        theirs: what it is there.
        settled: how it was settled, or None while it is open; the result has our side until then.
    """

    code_guid: str | None
    path: str
    field: str
    base: FieldValue = None
    ours: FieldValue = None
    theirs: FieldValue = None
    settled: Settled | None = None

    @property
    def id(self) -> str:
        """What the clash is known by in a file of conflicts."""
        return f"{self.code_guid or 'codebook'}/{self.field}"

    def sentence(self) -> str:
        """Return the clash in one line."""
        where = self.path or ("codes at the top" if self.field == ORDER else "the codebook")
        return f"{self.field}: {where}: ours {self._shown(self.ours)}, theirs {self._shown(self.theirs)}"

    def _shown(self, value: FieldValue) -> str:
        """Return a side's value; of a text that was changed, the changed words."""
        if self.field in WORDY and isinstance(value, str) and isinstance(self.base, str) and value and self.base:
            return marked(word_changes(self.base, value))
        return _said(value)


def _said(value: FieldValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(shown_value(item) for item in value[:6]) or "nothing"
    return shown_value(value)


class Settling:
    """The clashes of one merge as they are met, each with how it is settled."""

    def __init__(self, settled: Mapping[str, Settled]) -> None:
        self._settled = settled
        self.clashes: dict[str, Clash] = {}

    def side(
        self,
        code_guid: str | None,
        path: str,
        field: str,
        *,
        base: FieldValue = None,
        ours: FieldValue = None,
        theirs: FieldValue = None,
    ) -> Settled:
        """Note a clash and return how it is settled; our side while it is open."""
        clash = Clash(code_guid=code_guid, path=path, field=field, base=base, ours=ours, theirs=theirs)
        settled = self._settled.get(clash.id)
        self.clashes[clash.id] = Clash(
            code_guid=code_guid, path=path, field=field, base=base, ours=ours, theirs=theirs, settled=settled
        )
        return settled or Settled("ours")
