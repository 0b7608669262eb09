"""Transcripts: paper licences of before, written down by one clerk and compared by another.

What is on paper and in an agency's file carries no seal of ours. A *transcript* is what two clerks
of the agency that issued it say it says: grade B, until the licence is issued anew. Of a type that
is known it can be shown by a code and stand in for a document. This room issues nothing; a
transcript is never a licence.
Words: transcript 存量证照 · enter 补录 · compare 核对 · scan 扫描件.
"""

PUBLIC = ("refusals",)
