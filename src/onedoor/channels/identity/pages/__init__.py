"""The pages of the identity door."""
