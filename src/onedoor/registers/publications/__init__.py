"""Publications: what agencies publish besides services, from a first draft to being taken down.

A piece is written by an editor of its agency, handed in, looked through by the scan and signed off
by somebody else of the same agency. What was handed in is a version that never changes; readers
see a version, never a draft. A correction is the next version. What is taken down says why.

Words: a *piece* is one notice, policy, law, question or article; a *column* is where it stands; a
*point* is one thing a policy changes, with the matter it changes it for; a *finding* is what the
scan saw: it stops, or somebody must look, or it is a hint. This room shows no pages, and lists
like the columns and the wording are data beside it.
"""

PUBLIC = ("content", "listed", "pictures", "reading", "refusals", "rules", "scanning", "words")
