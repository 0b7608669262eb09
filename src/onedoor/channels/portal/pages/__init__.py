"""One module for each subject a citizen comes with."""
