"""Results: decisions published for everybody (双公示), with what must be hidden hidden.

Which decisions, within how many days and for how long is data (`results.yaml`). A decision is
noted when it is made, published once its applicant has been told, and shows how it stands
afterwards. An agency may keep one back, with its ground. Of a natural person the first sign of
the name is shown; a number, an address, an answer never. This room decides nothing.
Words: result 结果公示 · withhold 不予公示 · standing 当前状态 · exchange 双公示报送.
"""

PUBLIC = ("book", "exchange", "rules")
