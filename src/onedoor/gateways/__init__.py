"""Plugs to the outside: the store of sealed papers, the seal, the message line.

A gateway keeps the promises of `onedoor.kernel.ports`; settings name it and nobody imports it.
Each has a paper twin that needs no network, used in development, in tests and on a first start.
It never knows a case, an applicant or a rule of law.
"""
