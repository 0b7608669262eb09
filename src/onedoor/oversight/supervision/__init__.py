"""Supervision: cards for agencies, reckoned from the record by published rules.

A *card* says that an agency is about to break a rule (warning) or has broken it (yellow, red). It
follows from the record, the published rules, limits and calendars alone, so anybody can reckon it
again; what is *published* each day is made free of personal data and is enough for that. This room
reads the record and adds what the two sides say about a card. It never watches persons, never
ranks them, and never touches a case. Words: rule 监察规则 · card 监察牌 · measure 计数 ·
explain 说明 · order 督办 · publication 公开记录.
"""

PUBLIC = (
    "cards", "facts", "figures", "levels", "lines", "publication", "refusals", "rulebook",
    "standing", "standings", "verifying",
)  # fmt: skip
