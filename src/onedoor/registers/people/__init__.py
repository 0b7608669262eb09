"""People: natural persons and organisations, and the accounts they sign in with.

A *party* is whoever an application can be made for. An *account* is a way in: a citizen's or firm's
account belongs to one party, a clerk's to none (posts are given by the agencies room). This room
never decides who may do what; it only says who somebody is. Words: party, account, token.
"""
