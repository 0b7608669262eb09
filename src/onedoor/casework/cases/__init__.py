"""Cases: what the state does for one person, from the first answer to the sealed result.

An application is drafted, submitted once, pre-reviewed, corrected at most once, accepted or not,
reviewed step by step, decided, delivered and closed. Each act finds, refuses, changes and records.
Dates are arithmetic over what happened. This room never draws a page, never seals inside a
transaction, never asks for a document the definition does not name.
Words: draft, case, task (one post's turn), mark (what a reviewer saw at a point), pause.
"""

PUBLIC = (
    "clock", "clock_words", "grades", "move_refusals", "moving", "promise_events", "routing",
    "wording",
)  # fmt: skip
