"""What qualcode remembers of a person between projects: their name as a coder.

One TOML file in the folder that the system gives programs for settings; QUALCODE_CONFIG names another folder.
"""

import json
import os
import tomllib
from pathlib import Path

from qualcode.errors import UnreadableFileError, UnwritableFileError


def settings_file() -> Path:
    """Return where the settings are kept."""
    named = os.environ.get("QUALCODE_CONFIG")
    if named:
        return Path(named) / "settings.toml"
    from platformdirs import user_config_path

    return user_config_path("qualcode") / "settings.toml"


def known_coder() -> str:
    """Return the name this person codes under, or an empty text when it was never told.

    Raises:
        UnreadableFileError: the settings file is broken.
    """
    path = settings_file()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get("coder", "")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, _reason(error)) from error
    return told if isinstance(told, str) else ""


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"it is not as settings are written ({error}); mend or delete it"


def remember_coder(name: str) -> None:
    """Keep the name, checked by whoever asked for it, for the next time; other settings in the file stay.

    Raises:
        UnwritableFileError: the settings cannot be written.
    """
    path = settings_file()
    line = f"coder = {json.dumps(name, ensure_ascii=False)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        tomllib.loads(before)
        # The name stands above all tables, where TOML wants a top-level key.
        others = [kept for kept in before.splitlines() if kept.split("=")[0].strip() != "coder"]
        draft = path.with_suffix(".new")
        draft.write_text("\n".join([line, *others]) + "\n", encoding="utf-8")
        draft.replace(path)
    except (OSError, ValueError) as error:
        raise UnwritableFileError(path, _reason(error)) from error
