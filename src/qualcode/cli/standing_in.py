"""A group of commands of which one need not be named: `qualcode suggest fg1` is `qualcode suggest show fg1`."""

from typing import Any, ClassVar

from typer.core import TyperGroup


class StandIn(TyperGroup):
    """A group that runs one of its commands where none is named.

    What is no command's name is handed to that command, options too; a source that is called like a command is named
    after it: `qualcode suggest show evaluate`.
    """

    command_meant: ClassVar[str] = ""

    @classmethod
    def for_command(cls, name: str) -> type["StandIn"]:
        """Return the kind of group in which that command stands in."""
        return type(f"StandInOf{name.title()}", (cls,), {"command_meant": name})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # a class Typer keeps to itself
        """Read the arguments, with the command's name put before them where it is missing."""
        is_named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if is_named else [self.command_meant, *args])
