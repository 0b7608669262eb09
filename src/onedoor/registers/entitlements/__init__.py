"""Entitlements: what somebody who asked for it may well be entitled to, with the reason (免申即享).

Rules are data of the packs, each with its law, the facts it reads and on what ground. Nothing is
read of anybody who has not asked; asking is one act, ending it another, for all or for one rule.
A look is a reading like any other: with a reader, a row the person sees, and its ground. What
holds is an offer of a service and no decision; what does not hold leaves no row and says nothing.
Words: entitlement 可享 · asked 开了提示 · declined 不再提示.
"""

PUBLIC = ("reader", "refusals")
