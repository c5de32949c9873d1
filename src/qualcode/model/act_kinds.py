"""The kinds of acts that the journal knows, and which of them undo asks about first.

An act of a kind that stands in none of the lists below does not pass the type check: whoever makes a new one says here
how far it reaches.
"""

from typing import Literal, TypeAlias

# What was done to one thing, or to what a coder has chosen on a screen: a key takes it back.
NearKind: TypeAlias = Literal[
    "accept suggestion",
    "accept suggestions",
    "apply code",
    "assign guide",
    "auto-code",
    "bookmark",
    "change code",
    "confirm codings",
    "copy code",
    "create and apply code",
    "create code",
    "create code and recode",
    "create codebook",
    "derive variable",
    "edit turn",
    "give role",
    "mark sample",
    "memo",
    "merge cases",
    "merge codes",
    "move code",
    "name revision",
    "recode",
    "reject suggestion",
    "reject suggestions",
    "release sample",
    "remove code",
    "remove codebook",
    "remove coding",
    "remove sample",
    "rename case",
    "rename codebook",
    "rename variable",
    "resize coding",
    "restore codebook",
    "review revision",
    "select quote",
    "set confidence",
    "set languages",
    "set section",
    "set threshold",
    "set variables",
    "split case",
    "split code",
    "type variable",
]
# What brought a whole file, or put other words into all transcripts: a key pressed too often does not take it back.
FarReachingKind: TypeAlias = Literal[
    "import codebook",
    "import codings",
    "import sources",
    "import variables",
    "merge codebook",
    "pseudonyms",
    "revise source",
    "set guide",
]
Reversal: TypeAlias = Literal["undo", "redo"]
ActKind: TypeAlias = Literal[NearKind, FarReachingKind, Reversal, "create project"]
