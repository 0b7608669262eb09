"""Agencies: the divisions of the land, the bodies that act in them, their posts and who holds them.

Divisions, agencies and posts come from the packs; departments, appointments, grants and offices are
acts of the three administrators, who are separated: none can do another's act. A post acts when the
route gives it the turn and a grant (act x service x division) stands; a substitute or a delegate
acts within the limits of the place taken. This room never looks at a case.
Words: division, agency, department, post, appointment, grant, leave, substitute, delegation,
administrator, proposal, policy.
"""

PUBLIC = ("acts", "refusals", "rules")
