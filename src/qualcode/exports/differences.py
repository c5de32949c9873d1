"""What changed between a table as it was made and the same table made again."""

from collections.abc import Mapping


def differences(then: Mapping[str, object], now: Mapping[str, object]) -> tuple[str, ...]:
    """Return what is not as it was, one line each, and last whether the figures are the same.

    Args:
        then: what the first table was made from, as it was read from its file: nothing in it is relied on.
        now: what it is made from today.
    """
    lines = [
        *_other(then, now, "project_guid", "project", "It was of another project"),
        *_codebooks(then.get("codebook_revisions"), now.get("codebook_revisions")),
        *_other(then, now, "sources", "sources", "Sources in the project then"),
        *_coders(then.get("coders"), now.get("coders")),
        *_other(then, now, "program", "program", "It was made by another version"),
    ]
    if isinstance(then.get("figures"), str) and "figures" in now:
        lines.append("The figures are the same." if then["figures"] == now["figures"] else "The figures differ.")
    return tuple(lines)


def _other(then: Mapping[str, object], now: Mapping[str, object], key: str, name: str, words: str) -> list[str]:
    if key not in then or then[key] == now.get(key):
        return []
    return [f"{words}: {_short(then.get(name))}, now {_short(now.get(name))}."]


def _codebooks(then: object, now: object) -> list[str]:
    before, after = (_mapping(revisions) for revisions in (then, now))
    lines = []
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            lines.append(f"The codebook {_short(name)!r} is no longer there.")
        elif name not in before:
            lines.append(f"The codebook {_short(name)!r} is new.")
        elif before[name] != after[name]:
            revisions = f"{_short(before[name])[:12]}, now {_short(after[name])[:12]}"
            lines.append(f"The codebook {_short(name)!r} has changed since: revision {revisions}.")
    return lines


def _coders(then: object, now: object) -> list[str]:
    before, after = (list(coders) if isinstance(coders, list | tuple) else [] for coders in (then, now))
    new = [_short(name) for name in after if name not in before]
    gone = [_short(name) for name in before if name not in after]
    return [
        *([f"Coders since: {', '.join(new)}."] if new and isinstance(then, list | tuple) else []),
        *([f"Coders no longer there: {', '.join(gone)}."] if gone else []),
    ]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _short(value: object) -> str:
    return str(value)[:80]
