"""Offices as CSV: out as a file, and in again after a preview. The columns are those of `content/offices.csv`."""
