"""What all failures have in common.

The message is made where the class is: it names the thing and the way out, in one line. The faces catch
`QualcodeError`, print the line and end with exit code 1; anything else that reaches a face is a bug.
"""


class QualcodeError(Exception):
    """Something a person can mend; the message says how."""
