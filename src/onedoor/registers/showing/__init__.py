"""Showing: a licence is shown to somebody, seen under an authorisation, copied for a purpose.

A *show* is one showing of chosen facts: a code of a minute, opened once. An *authorisation* lets an
agency or a bureau system see named facts of a licence for a named purpose until a day. A *use* is
one look of another system, or of a clerk at the desk, with its case, operator and reason. A *use
copy* says across the page for whom and until when it is. This room never alters a licence, and
shows nothing that its holder did not choose or a named law does not ask for.
Words: show 出示 · authorisation 用证授权 · use 用证 · use copy 加注件 · purpose 用途.
"""

PUBLIC = ("purposes", "refusals")
