"""Sites: the prefecture and its counties, each a site with a host, a colour and people of its own.

A site belongs to one division and is run by one office, an agency there. What it takes from the
sites around it are rules that are data: which levels of services, which kinds of pieces. The host
of a request says which site it is of; who edits for one site touches nothing of another. A site is
made in one act, with its first editors. This room shows no pages and keeps no pieces.

Words: a *site* is what one division shows under its own host; the *cluster* is all of them; the
*root* is the widest; the *hue* is the one colour a site chooses, the *tones* are made from it.
"""

PUBLIC = ("colours", "refusals", "rules")
