"""Ground: time, events and their record, actors, refusals, ports, codes.

The kernel knows nothing about government. It promises that a thing done is recorded once, in the
transaction that did it, in a chain nobody can alter unseen, and that whoever must hear of it does.
It never draws a page, never decides a case and never imports from a floor above.
"""
