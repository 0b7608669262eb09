"""Notices: what is told to people. An inbox in the portal; a short message where a phone is known.

Reads the record's news and puts them in a person's words. It decides nothing and never holds
anything up: a dead line is tried again. Words: notice.
"""

PUBLIC = ("off", "subscription_words")
