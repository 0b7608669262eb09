"""Inspection: the official bottom-line checks on a site's own pages, as a visitor meets them.

It reads pages over the line like anybody without an account, one at a time: it signs in nowhere,
sends no form and looks at no record, so it judges any OneDoor site alike. Fetching, reading and
judging are apart: what judges has no line and no clock. Of its own site it keeps a report each
night, for anybody to read. It never mends and never hides a fault.
Words: inspection 自查 · check 检查项 · finding 问题 · repair 整改 · bottom line 单项否决.
"""

PUBLIC = ("inspecting", "judging", "reading", "report", "walking")
