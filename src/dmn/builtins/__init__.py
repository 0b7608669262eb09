"""The built-in functions of FEEL, by name."""

from dmn.builtins import conversions, lists, numbers, ranges, strings, times
from dmn.builtins.register import BUILTINS, Builtin, invoke
from dmn.properties import PROPERTIES

# Names with blanks that FEEL itself knows.
NAMES = (*(name for name in BUILTINS if " " in name), *PROPERTIES)

__all__ = [
    "BUILTINS",
    "NAMES",
    "Builtin",
    "conversions",
    "invoke",
    "lists",
    "numbers",
    "ranges",
    "strings",
    "times",
]
