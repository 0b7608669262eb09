"""People: natural persons and organisations, what is proven about them, and their accounts.

A *party* is whoever an application can be made for, known by a number that is kept sealed. A
*proof* shows who somebody is; together they reach a real-name *level*. An *account* is a way in: a
citizen's or firm's account belongs to one party, a clerk's to none (posts are given by the
agencies room). This room never decides who may do what; it only says who somebody is, and how far
that is proven. Words: party, proof, level, account, token.
"""

PUBLIC = ("app_entry", "cards", "identifying", "levels", "numbers", "window")
