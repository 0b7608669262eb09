"""Seals as objects: whose, by whom made, who keeps it, how long it holds, who used it for what.

A seal is asked for by one person and approved by another before anything is sealed with it, and
stopped at once by one. Each use is a row, in the transaction that keeps what was sealed.
This room never seals: keys and certificates are behind the ports, papers are the room above.
Words: seal, maker, keeper, use, stop.
"""
