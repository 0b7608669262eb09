"""Administration: the three separated administrators keep the plant; none of them sees a case.

The *system* administrator keeps bodies, departments, posts and accounts; the *security*
administrator appoints, grants and takes authority, sets the policy and locks; the *audit*
administrator reads what both did and who read personal data, and reviews the rights each quarter.
What changes much is shown with its effect first; rights and offices want a second person. The
refusal is in the actions of the registers: a page only shows what its office can do.
"""
