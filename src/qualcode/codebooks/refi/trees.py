"""Trees of other programs made plain: the folder around all codes taken away, dotted tags taken apart."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.codebooks.drafts import CodeDraft, Remarks
from qualcode.codebooks.tables.paths import WRAPPERS, dotted_path
from qualcode.model.codebook import PATH_SEPARATOR


def without_folder(codes: Sequence[CodeDraft], remarks: Remarks) -> list[CodeDraft]:
    """Return the codes without the folder that NVivo and others put around all of them.

    It is the only one at the top, is called as such folders are, cannot be applied and tells nothing.
    """
    tops = [place for place, code in enumerate(codes) if code.parent is None]
    folder = codes[tops[0]] if len(tops) == 1 and len(codes) > 1 else None
    if folder is None or folder.name.casefold() not in WRAPPERS or folder.is_codable or folder.definition:
        return list(codes)
    remarks.add("folder", folder.line, f"the folder {folder.name!r} around all codes is left out.")
    return [replace(code, parent=code.parent - 1 if code.parent else None) for code in codes[1:]]


def flat_to_tree(codes: Sequence[CodeDraft], remarks: Remarks) -> list[CodeDraft]:
    """Return flat codes with dotted names (people.leaders) as a tree; a part that is no tag is made a category."""
    paths = [dotted_path(code.name) for code in codes]
    if any(code.parent is not None for code in codes) or all(PATH_SEPARATOR not in path for path in paths):
        return list(codes)
    remarks.add("dots", None, "the dotted names are read as paths: what stands before a dot is the code above.")
    made: list[CodeDraft] = []
    places: dict[str, int] = {}
    by_path = dict(zip(paths, codes, strict=True))
    for path in paths:
        parent: int | None = None
        parts = path.split(PATH_SEPARATOR)
        for length in range(1, len(parts) + 1):
            above = PATH_SEPARATOR.join(parts[:length])
            if above not in places:
                code = by_path.get(above)
                if code is None:
                    code = CodeDraft(line=by_path[path].line, name=parts[length - 1], is_codable=False)
                    told = f"{above!r} is no tag of its own; a category is made."
                    remarks.add("parent without a code", code.line, told)
                places[above] = len(made)
                made.append(replace(code, name=parts[length - 1], parent=parent))
            parent = places[above]
    return made
