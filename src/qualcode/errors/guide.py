"""What cannot be said of the discussion guide."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class EmptyGuideError(QualcodeError):
    """There is no question."""

    def __init__(self, *, is_found: bool) -> None:
        told = "No question is in the guide: bring one in with qualcode guide import FILE."
        found = (
            "No question of a moderator was found that is asked in two groups in like words: name the moderators "
            "(qualcode cases role LABEL --is moderator), or bring a guide in: qualcode guide import FILE."
        )
        super().__init__(found if is_found else told)


class UnknownQuestionError(QualcodeError):
    """No question of the guide, or several, go by that."""

    def __init__(self, wanted: str, near: Sequence[str]) -> None:
        hint = f" Did you mean {near[0]!r}?" if near else " See `qualcode guide`."
        super().__init__(f"No one question of the guide is {wanted!r}.{hint}")
