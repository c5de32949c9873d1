"""What commands about codebooks share: which codebook is meant, and what is said where there is none."""

from typing import Annotated

import typer

NO_CODEBOOK = "No codebook is in the project yet. Bring one in: qualcode codebook import FILE"

BookOption = Annotated[
    str | None, typer.Option("--codebook", "-c", metavar="NAME", help="Which codebook; its name or GUID.")
]
