"""The pages of administration, one module for each matter."""
