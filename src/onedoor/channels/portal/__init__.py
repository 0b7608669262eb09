"""The portal: where citizens and firms find a matter, apply, follow it, and see what we know.

Pages read the request, call one action or some queries, and show. Nothing is decided here and
nothing is kept: the draft lies in casework from the first field on. Every page works without
script, with a keyboard, on a small phone.

Words: a *way* is the choices so far (place, situation, conditions) as they stand in the address,
so that a link reopens exactly what somebody saw.
"""
