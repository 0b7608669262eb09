"""The assistant: which passage of which guide answers a question, and whether any does.

It writes nothing of its own. A question names a matter (the search finds it) and a part of the
guide (words.yaml says by which words); only when both are sure is that part shown, word for word.
Otherwise it refuses and hands over. Nobody's questions are kept: weekly counts, and a few texts
without numbers for thirty days, so that an editor can say whether the answer was right.

Words: a *part* is a block of the guide or one of its answered questions; an *answer* says which;
a *sample* is a question kept for judging; a *week* its counts.
"""

PUBLIC = ("reading", "rephrasing", "refusals", "rules")
