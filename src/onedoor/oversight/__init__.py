"""Who watches: the offices are watched, never the people. Reads the record; changes no case."""
