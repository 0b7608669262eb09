"""Notices: what is told to people. An inbox in the portal; a short message where a phone is known.

Offices are told of supervision cards: on their desk, and by mail where they have a mailbox.
Reads the record's news and puts them in a person's words. It decides nothing and never holds
anything up: a dead line is tried again. Words: notice.
"""

PUBLIC = ("off", "subscription_words")
