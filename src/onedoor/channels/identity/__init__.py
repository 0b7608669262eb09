"""Identity: the door where people show who they are, once, for every system behind it.

Sign-in by any of several ways, keys and devices of one's own, real-name levels, consent, and
single sign-on for bureau systems. Pages and adapters only: rules of identity are in the registers.
"""
