"""`python -m qualcode`: the same as `qualcode`."""

from qualcode.cli.main import main

main()
