"""The command that tells the keys of the terminal UI, as this person has them."""

from typing import Annotated

import typer

from qualcode.cli.context import JsonOption
from qualcode.cli.printing import print_json, print_table, result, talk, version
from qualcode.settings import read_settings, settings_file


def add_to(app: typer.Typer) -> None:
    """Add this module's command to the program."""
    app.command()(keys)


def keys(
    template: Annotated[
        bool, typer.Option("--template", help="Print a [keys] table to begin with, for the settings file.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """List every command of the terminal UI with its keys, and where to change them.

    Keys stand in the settings file, in the table [keys]: "coding.undo" = "F5, Ctrl+Z".
    """
    from qualcode.tui.keys.listing import key_rows, key_template

    if template:
        result(key_template().rstrip("\n"))
        talk(f"This goes into {settings_file()}")
        return
    rows, faults = key_rows(read_settings().keys)
    if json:
        print_json(rows, {"program": f"qualcode {version()}", "settings": str(settings_file())})
    else:
        print_table(
            ("id", "keys", "what it does", "where"),
            [(row["id"], row["keys"], row["does"], row["where"]) for row in rows],
        )
        talk(f"Other keys: in {settings_file()}, table [keys]. `qualcode keys --template` prints one to begin with.")
    for fault in faults:
        talk(fault)
