"""The pages of the desk. Each reads, calls one action, shows."""
