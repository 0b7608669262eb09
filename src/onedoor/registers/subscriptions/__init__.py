"""Subscriptions: what somebody asked to be told of, and who is told of a change, once.

One subscribes to a service, a bundle, a piece, a column, a topic of policies, a place or a life
event, by one's own act: nothing is preset. What somebody subscribed to serves to tell them and
nothing else: no query counts, ranks or compares it, and the record holds no word of it. It is
removed with the act that ends it.

A change is a public fact. Whoever subscribed to one of its keys is told, batch by batch, through
the record's news: each party once a change, however often a batch runs.
Words: subscription 关注 · change 变化 · key 关注的对象.
"""

PUBLIC = ("keys", "refusals")
