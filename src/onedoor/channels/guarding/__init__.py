"""Guarding: how doors without a key tell people from robots, and how often something is tried.

Proof of work in place of picture puzzles, and counts for an account, an address and everywhere.
It keeps no address and no name, only keyed digests that run out. Words: challenge, limit, tally.
"""

PUBLIC = ("challenge", "limits")
