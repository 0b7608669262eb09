"""The catalogue: which services there are, who offers them where, and what their guides say.

It reads the packs, checks them (`checking`, `gate`), and publishes each as a version that never
changes again; a case keeps the version it began under. It never handles a case and never answers
whether somebody is entitled. `definition` is the language of packs: pure values that other rooms
may import. Words: service (事项), offering (实施清单), guide (办事指南), version, pack, fault,
gate.
"""

PUBLIC = (
    "bpmn",
    "comparing",
    "comparing_bundles",
    "definition",
    "drawing",
    "entitling",
    "paths",
    "saying",
    "speaking",
)
