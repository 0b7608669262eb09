"""Formal documents: numbered without gaps, rendered, sealed, kept by digest, checkable by anyone.

`issue_paper` takes what is to be said (`kinds.PaperFacts`) and gives back a sealed PDF/A that can
be proved for ever: by its digest, by its seal, by the code printed on it. A paper is never altered
and never removed; it can only be marked as suspended, withdrawn or superseded.
This room never decides what a paper says: the words come from the room that acts.
Words: paper 文书 · number 文号 · seal 电子签章 · check code 查验码 · standing 效力.
"""

PUBLIC = ("kinds",)
