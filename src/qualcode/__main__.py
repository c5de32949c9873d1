"""`python -m qualcode`: the same as `qualcode`."""

from qualcode.cli.start import main

main()
