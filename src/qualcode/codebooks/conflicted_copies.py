"""Copies that a cloud drive or a synchronizing program puts beside a file when two people changed it at once."""

import re
from pathlib import Path

# What stands between a file's stem and its ending in such a copy's name.
_MARKS = re.compile(
    r"""
    \ ?\([^()]*conflict[^()]*\)                    # Dropbox, Nextcloud, pCloud: (Anna's conflicted copy 2025-02-14)
    | _conflict-\d{8}-\d{6}                        # ownCloud
    | \.sync-conflict-\d{8}-\d{6}(-[A-Z0-9]{7})?   # Syncthing
    | [._ -]conflict(ed)?([._ -].*)?               # Box, Seafile, Unison and others
    | \ ?\(SFConflict\ [^()]*\)                    # Seafile
    | \ ?\(\d{1,3}\)                               # Google Drive, a browser's second download
    | \ \d{1,2}                                    # iCloud Drive
    | \ ?\(?(конфликт|Konflikt|copie\ en\ conflit|copia\ en\ conflicto)[^()]*\)?   # the same in other languages
    | \ ?\([^()]*(конфликт|Konflikt|conflit|conflicto)[^()]*\)
    | -[A-Za-z0-9][A-Za-z0-9-]{1,30}(-\d{1,3})?    # OneDrive: the computer's name
    """,
    re.IGNORECASE | re.VERBOSE,
)


def copies_beside(path: Path) -> tuple[Path, ...]:
    """Return the files beside a file that are named as conflicted copies of it are, by name.

    A name alone proves nothing (`talks-2.yaml` may be another codebook): who calls looks into them.
    """
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return ()
    stem, ending = path.stem.casefold(), path.suffix.casefold()
    return tuple(
        other
        for other in beside
        if other.name.casefold() != path.name.casefold()
        and other.name.casefold().startswith(stem)
        and other.suffix.casefold() == ending
        and _MARKS.fullmatch(other.name[len(path.stem) : len(other.name) - len(other.suffix)])
    )
