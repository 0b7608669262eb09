"""Mandates: who may act for whom, with which acts of which services, from when until when.

A *mandate* has a giver, a receiver, a scope, a period, a basis and an end; it comes into force
when whoever must agree has agreed, and either side can end it. This room decides whether somebody
stands in for somebody else at this moment; what they then do is the business of the rooms above.
Words: mandate, giver, receiver, scope.
"""

PUBLIC = ("kinds", "refusals")
