"""The groups in which help shows commands; a `Binding` says its own with `group=`.

What help, palette and `qualcode keys` know of a command stands in its binding: `id` (never changed once released, as it
stands in people's settings), `description` (short, for the footer), `tooltip` (in full, where the footer's word is too
short to be understood alone) and `group`.
"""

from textual.binding import Binding

CODE = Binding.Group("Code")
SUGGESTIONS = Binding.Group("Suggestions")
MAKE = Binding.Group("Make and change")
PLACE = Binding.Group("Move codes")
JOIN = Binding.Group("Join, split, take out of use")
ROWS = Binding.Group("Go through the list")
MOVE = Binding.Group("Move")
JUMP = Binding.Group("Find and jump")
SELECT = Binding.Group("Grow and shrink what is selected")
SEE = Binding.Group("See")
ANSWER = Binding.Group("Answer")
MORE = Binding.Group("Anywhere")

ORDER = (CODE, SUGGESTIONS, MAKE, PLACE, JOIN, ROWS, MOVE, JUMP, SELECT, SEE, ANSWER, MORE)
Hint = tuple[Binding.Group, str, str]
"""A row of the help that is no command: its group, keys, what they do. Screens and widgets list them as `HINTS`."""
