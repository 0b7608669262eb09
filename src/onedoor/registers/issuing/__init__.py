"""Issuing: one act makes a licence in its four likenesses, checks them, and keeps all or nothing.

PDF, OFD, credential and slip are each read back from their own bytes, as whoever verifies them
would read, and must say the same. This room keeps nothing itself: licences, papers and credentials
keep theirs, in one transaction. It never decides whether somebody deserves a licence.
Words: issue 签发 · likeness 证照形式 · differ 对不上.
"""

PUBLIC = ("comparing",)
