"""The look: stylesheet, icons, layouts and macros that every door shares. Knows no rule of law."""
