"""Electronic licences: issue, suspend, restore, revoke, cancel; whose they are and how they stand.

A licence is a fact in this register; the certificate is a paper of the papers room, sealed and
checkable by anyone. One ground (a case number) gives at most one licence, however often asked.
This room never decides whether somebody deserves one, and never removes one.
Words: licence 证照 · holder 持证主体 · ground 依据的办件 ·
suspend 暂扣 · revoke 撤销 · cancel 注销.
"""
