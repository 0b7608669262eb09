"""Electronic licences: make, keep, follow, suspend, restore, revoke, cancel; how they stand.

A licence is a fact in this register; the certificate is a paper of the papers room, sealed and
checkable by anyone. One ground (a case number) gives at most one licence, however often asked.
A licence may follow another: the former is superseded by the very act that issues its follower.
`registers.issuing` issues them in all their likenesses. This room decides on nobody, removes none.
Words: licence 证照 · holder 持证主体 · ground 依据的办件 ·
suspend 暂扣 · revoke 撤销 · cancel 注销 · follow, former, follower 取代、原证、新证.
"""

PUBLIC = ("ages", "directory")
