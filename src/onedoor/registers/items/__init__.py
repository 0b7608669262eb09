"""Items: the catalogue list (目录清单), who has claimed what of it, and the lists of powers.

Three levels: a catalogue *item* (12 places) exists for all; a body *claims* it (31 places): what
the catalogue says is locked, what is its own is filled in; what one applies for is a handling item
(14 places, 33 at a body), described by a service of the catalogue room. Changes to the list are
*list changes*: proposed, reviewed by the establishment and the legal side, in force from a day.
Versions never change. The powers list (权责清单) of a body is drawn from all this and published in
numbered editions. This room draws no pages and handles no cases.
"""

PUBLIC = ("codelists", "deviations", "powers", "refusals", "rules")
