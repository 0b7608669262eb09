"""Administration: the three separated administrators keep the plant; none of them sees a case.

The *system* administrator keeps bodies, accounts and systems, the *security* administrator grants
and takes authority, the *audit* administrator reads what both did and who read personal data.
"""
