"""How a file is read once somebody has looked at it: another name for a label, another moderator."""

from dataclasses import replace

from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import Reading, label_key


def renamed(profile: Profile, written: str, name: str) -> Profile:
    """Return the profile with a label called otherwise; an empty name makes it talk, its own name undoes both."""
    key = label_key(written)
    kept = tuple((old, new) for old, new in profile.renamed if label_key(old) != key)
    return replace(profile, renamed=(*kept, (written, name)))


def with_moderator(profile: Profile, reading: Reading, label: str) -> Profile:
    """Return the profile with a speaker who leads the talk, or leads it no more."""
    leading = [one.label for one in reading.speakers if one.role == "moderator"]
    key = label_key(label)
    others = [one for one in leading if label_key(one) != key]
    now = others if len(others) < len(leading) else [*leading, label]
    return replace(profile, moderator=", ".join(now) or "-")
