"""Rules that decide: DMN models and FEEL, read, checked, decided and explained.

Stands alone: nothing here knows what the decisions are about. See README.md.
"""

from dmn.engine import Outcome, call, evaluate, evaluate_all
from dmn.machine import Exhausted, Limits, Machine
from dmn.parser import read_expression, read_tests
from dmn.read import NotDmn, read_model
from dmn.reading import NotFeel
from dmn.tables import Trace, Tried
from dmn.values import text_of

__all__ = [
    "Exhausted",
    "Limits",
    "Machine",
    "NotDmn",
    "NotFeel",
    "Outcome",
    "Trace",
    "Tried",
    "call",
    "evaluate",
    "evaluate_all",
    "read_expression",
    "read_model",
    "read_tests",
    "text_of",
]
