"""Figures: what became of the matters of each service, month by month, for everybody.

One row for each public fact that is counted, laid down from the record under the pseudonym it is
published by; how long a decision took is reckoned by supervision, so that the two never differ.
Offices and services are counted, never persons: where few matters would tell of one, the number is
not said. Words: happened 发生 · what 结果 · few 少于几件.
"""

PUBLIC = ("telling",)
