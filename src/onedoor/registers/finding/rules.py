"""Who may edit search words, and what may be kept of a query. No queries, no writes."""

import re

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.finding import refusals as no
from onedoor.registers.items.rules import edits_the_list

LONGEST_QUERY, LONGEST_WORD, SHORTEST_WORD = 60, 30, 2
# A query is a few words; what is longer tells a story, and might tell whose.
LONGEST_MISS = 20
# How often a query must have been asked before its words are kept.
KEPT_FROM = 2
# What nobody has asked for so long is forgotten.
FORGOTTEN_AFTER_DAYS = 180
_NUMBERS = re.compile(r"[0-9]{4,}")


def cleaned(query: str) -> str:
    """The query without blanks at its ends and between, and no longer than a thought."""
    return " ".join(query.replace("\x00", " ").split())[:LONGEST_QUERY]


def kept_of(folded: str) -> str:
    """What may be counted of a query that found nothing; "" when it might be about somebody.

    Numbers of four places or more, mail addresses and long texts are not counted at all.
    """
    text = " ".join(folded.split())
    if len(text) < SHORTEST_WORD or len(text) > LONGEST_MISS:
        return ""
    return "" if _NUMBERS.search(text) or "@" in text else text


def why_not_edit(by: Actor) -> Refusal | None:
    """Only the editors of the catalogue list add words."""
    return None if edits_the_list(by) else no.NotYours()


def why_not_add(text: str) -> Refusal | None:
    """A word is neither a single sign nor a story, and no number of anybody."""
    if SHORTEST_WORD <= len(text) <= LONGEST_WORD and not _NUMBERS.search(text):
        return None
    return no.SaysNothing(text=text, where="text")
