"""How transcripts of one origin are read: what a person told once, for one file or for all files of an agency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_name

# The fields that are a text each.
PLAIN = ("encoding", "language", "moderator", "one_speaker", "label_regex", "label_variables")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns of a table hold what, by their names in its first row; found where nothing is named.

    Attributes:
        speaker: who speaks, or who answers.
        text: what is said; several where each is an open question of a survey.
        time: when, from the start of the recording.
    """

    speaker: str | None = None
    text: tuple[str, ...] = ()
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is told of how to read; everything else is found.

    Attributes:
        encoding: any that Python knows.
        language: code of the language.
        moderator: the moderator's label, several with commas between.
        one_speaker: the label of the only speaker; other labels are not looked for.
        label_regex: what a line begins with that is a speaker label.
        renamed: labels as written and as they should be; one that should be empty is no label.
        label_variables: what stands in the bracket beside a label, names with commas between; age and gender are
            recognized, named here or not. What has an empty name is left out.
        columns: of tables.
    """

    encoding: str | None = None
    language: str | None = None
    moderator: str | None = None
    one_speaker: str | None = None
    label_regex: str | None = None
    renamed: tuple[tuple[str, str], ...] = ()
    label_variables: str | None = None
    columns: Columns = Columns()

    def options(self) -> dict[str, object]:
        """Return what was told, by the names of the options that tell it, as JSON can keep it."""
        plain = {name: getattr(self, name) for name in PLAIN}
        columns = {"speaker_column": self.columns.speaker, "time_column": self.columns.time}
        listed = {"map": [f"{old}={new}" for old, new in self.renamed], "text_column": list(self.columns.text)}
        return {name: value for name, value in {**plain, **columns, **listed}.items() if value}

    def told(self, **values: object) -> "Profile":
        """Return the profile with those of the values that are not None."""
        return replace(self, **{name: value for name, value in values.items() if value is not None})  # type: ignore[arg-type] # names are the fields'


def profile_of(options: Mapping[str, object]) -> Profile:
    """Return the profile that has these options; what is none of them, or none that can be, is passed over."""

    def text(name: str) -> str | None:
        value = options.get(name)
        return value if isinstance(value, str) else None

    def listed(name: str) -> tuple[str, ...]:
        value = options.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    columns = Columns(speaker=text("speaker_column"), text=listed("text_column"), time=text("time_column"))
    pairs = tuple(one.rpartition("=") for one in listed("map"))
    return Profile(
        renamed=tuple((old, new) for old, _, new in pairs), columns=columns, **{name: text(name) for name in PLAIN}
    )


def renamings(told: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of a label as written and as it should be, from texts such as `Checheur=Chercheur`.

    Raises:
        InvalidValueError: no `=` in it, or nothing before it.
    """
    pairs = []
    for one in told:
        old, sign, new = one.rpartition("=")
        if not sign or not old.strip():
            raise InvalidValueError("Renamed label", one, "is no OLD=NEW; with nothing after = it is not a speaker.")
        pairs.append((old.strip(), checked_name("Speaker label", new) if new.strip() else ""))
    return tuple(pairs)
