"""Who speaks: one speaker a label, their roles, and what the bracket beside a label tells of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from qualcode.model.identity import checked_name
from qualcode.model.transcript import Role
from qualcode.transcripts.labels.candidates import Candidate
from qualcode.transcripts.labels.shapes import is_event, label_key
from qualcode.transcripts.labels.spoken import Speaker, SpokenTurn
from qualcode.transcripts.labels.vocabulary import GENDERS, MODERATORS, OBSERVERS, SHORT_MODERATORS

_AGE = re.compile(r"(\d{2,3})(?:\s*(?:лет|год|года|years?(?: old)?|y\.?\s?o\.?|ans|Jahre|J\.?))?", re.IGNORECASE)
_PIECES = re.compile(r"[,;/|]")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:=]{0,30}?)[ \t]*[:=][ \t]*(?P<value>\S.*)")
# What age and gender are called where a bracket says so itself: "Alter: 34".
_CALLED = dict.fromkeys(("age", "alter", "âge", "edad", "età", "wiek", "věk", "возраст"), "age") | dict.fromkeys(
    ("gender", "sex", "geschlecht", "sexe", "sexo", "sesso", "płeć", "pohlaví", "пол"), "gender"
)
_UNNAMED = "label_"
_PARTS = re.compile(r"[\s_/+-]+")  # of FG2-MOD, P3_F


@dataclass(frozen=True, slots=True)
class Description:
    """What a bracket beside a label says of the speaker."""

    role: Role | None
    variables: tuple[tuple[str, str], ...]
    is_telling: bool


@dataclass(slots=True)
class Written:
    """How one speaker's label is written.

    Attributes:
        label: its most frequent spelling.
        turns: how many it opens.
        first: where it stands first.
        details: what stands in the bracket beside it, and how often.
    """

    label: str
    turns: int
    first: Candidate
    details: Counter[str]


def written_labels(labels: Iterable[tuple[Candidate, int]]) -> dict[str, Written]:
    """Return how each speaker's label is written, by key, in order of appearance.

    Args:
        labels: the first of each kind, and how many there are, as `distinct` counts them.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, Written] = {}
    for one, count in labels:
        head = one.head
        names[head.key][head.name] += count
        written = found.setdefault(head.key, Written(head.name, 0, one, Counter()))
        written.turns += count
        if head.details:
            written.details[head.details] += count
    for key, written in found.items():
        written.label = names[key].most_common(1)[0][0]
    return found


def speakers_of(
    written: Mapping[str, Written], turns: Iterable[SpokenTurn], moderator: str | None
) -> tuple[tuple[Speaker, ...], list[str]]:
    """Return the speakers in order of appearance, and doubts about what is said of them.

    Args:
        written: how their labels are written, by key, in order of appearance.
        turns: what they say, each speaker by the label as written.
        moderator: label of the moderator, or several with commas between, where the caller knows better.
    """
    spoken = dict.fromkeys([one.label for one in written.values()], 0)
    for turn in turns:
        spoken[turn.speaker] += turn.words
    described = {key: _description(one) for key, one in written.items()}
    names = {key: one.label for key, one in written.items()}
    roles, doubts = _roles(names, described, moderator)
    speakers = tuple(
        Speaker(
            label=one.label,
            role=roles[key],
            turns=one.turns,
            words=spoken[one.label],
            variables=described[key].variables,
        )
        for key, one in written.items()
    )
    return speakers, doubts + _conflicts(written.values())


def with_named_variables(
    speakers: tuple[Speaker, ...], told: str | None
) -> tuple[tuple[Speaker, ...], tuple[str, ...]]:
    """Return the speakers with what their labels tell under its names, and a doubt about what has none.

    Args:
        speakers: as `speakers_of` gives them.
        told: names with commas between, in the order of the bracket, age and gender among them or not; what has an
            empty name is left out.

    Raises:
        InvalidValueError: one of them cannot be a name.
    """
    names = [checked_name("Variable", name) if name.strip() else "" for name in told.split(",")] if told else []
    others = [name for name in names if name.casefold() not in ("age", "gender")]
    called = {f"{_UNNAMED}{number}": name for number, name in enumerate(others, 1)}
    named = tuple(
        replace(one, variables=tuple((name, value) for name, value in _renamed(one.variables, called) if name))
        for one in speakers
    )
    unnamed = dict.fromkeys(
        (name, value) for one in named for name, value in one.variables if name.startswith(_UNNAMED)
    )
    first = dict(reversed(unnamed))
    shown = ", ".join(f"{value!r} ({name})" for name, value in sorted(first.items()))
    doubt = (f"beside labels stands what has no name: {shown}; name it with --label-variables",)
    return named, doubt if first else ()


def _renamed(variables: Iterable[tuple[str, str]], called: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((called.get(name, name), value) for name, value in variables)


@lru_cache(maxsize=1024)
def described_as(details: str) -> Description:
    """Return role, age, gender and the rest of a bracket such as `woman, 34, Moscow`."""
    role: Role | None = None
    variables: dict[str, str] = {}
    rest: list[str] = []
    for piece in _told_pieces(details):
        told = _NAMED.fullmatch(piece)
        if told is not None:
            name = told["name"].strip()
            variables.setdefault(_CALLED.get(name.casefold(), name), told["value"].strip())
            continue
        age = _AGE.fullmatch(piece)
        if age and 10 <= int(age[1]) <= 110 and "age" not in variables:
            variables["age"] = age[1]
        elif piece.casefold().rstrip(".") in GENDERS and "gender" not in variables:
            variables["gender"] = piece
        elif label_key(piece) in MODERATORS:
            role = "moderator"
        elif label_key(piece) in OBSERVERS:
            role = "observer"
        else:
            rest.append(piece)
    is_telling = bool(variables or role)
    numbered = ((f"{_UNNAMED}{number}", value) for number, value in enumerate(rest, 1))
    return Description(role, (*sorted(variables.items()), *numbered), is_telling)


def _told_pieces(details: str) -> list[str]:
    """Split at commas; a piece without a comma in it is split at spaces when that shows an age or a gender."""
    pieces: list[str] = []
    for piece in filter(None, (part.strip() for part in _PIECES.split(details))):
        words = piece.split()
        known = [word for word in words if _AGE.fullmatch(word) or word.casefold().rstrip(".") in GENDERS]
        if known and len(words) > 1 and not _AGE.fullmatch(piece) and not _NAMED.fullmatch(piece):
            unknown = " ".join(word for word in words if word not in known)
            pieces += [*known, *([unknown] if unknown else [])]
        else:
            pieces.append(piece)
    return pieces


def _description(written: Written) -> Description:
    """Return the description that stands most often; stage directions such as `(laughs)` describe nobody."""
    for details, times in written.details.most_common():
        description = described_as(details)
        if description.is_telling or (times > 1 and times * 2 >= written.turns and not is_event(details)):
            return description
    return Description(None, (), is_telling=False)


def _conflicts(written: Iterable[Written]) -> list[str]:
    doubts = []
    for one in written:
        told = [details for details, _ in one.details.most_common() if described_as(details).is_telling]
        if len({described_as(details) for details in told}) > 1:
            doubts.append(f"{one.label!r} is described as {told[0]!r} and as {told[1]!r}; the first was taken")
    return doubts


def _roles(
    names: Mapping[str, str], described: Mapping[str, Description], moderator: str | None
) -> tuple[dict[str, Role], list[str]]:
    roles: dict[str, Role] = {key: _plain_role(name) for key, name in names.items()}
    roles |= {key: told.role for key, told in described.items() if told.role}
    doubts: list[str] = []
    if moderator is not None:
        named = {label_key(name) for name in moderator.split(",") if name.strip()}
        here = named & names.keys()
        if here:
            recognized: dict[str, Role] = {key: "participant" for key, role in roles.items() if role == "moderator"}
            return roles | recognized | dict.fromkeys(here, "moderator"), doubts
        doubts.append(f"nobody is labelled {moderator!r} here")
    if "moderator" not in roles.values():
        for short in SHORT_MODERATORS:
            found = [key for key in names if (key if len(short) < 3 else key.rstrip("0123456789")) in short]
            if 0 < len(found) < len(names):
                return roles | dict.fromkeys(found, "moderator"), doubts
        if len(names) > 1:
            doubts.append("no moderator recognized; name one with --moderator")
    return roles, doubts


@lru_cache(maxsize=1024)
def _plain_role(name: str) -> Role:
    words = {word.strip(".,-0123456789") for word in name.casefold().split()}
    words |= {word.strip(".,0123456789") for word in _PARTS.split(name.casefold())}
    if words & MODERATORS:
        return "moderator"
    return "observer" if words & OBSERVERS else "participant"
