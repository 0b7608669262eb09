"""Assessment: how agencies did in a month, a quarter or a year, by published indicators.

It adds nothing to what supervision publishes: the counts of each published day are laid down so
that any period is one sum, and so that behind every number its rows can be shown. Every page and
every export asks the same query. Offices are assessed, never persons.
Words: indicator 考核指标 · count 计数 · points 得分 · place 名次.
"""

PUBLIC = ("periods",)
