"""Trying the links of all public pages and records: which there are, politely asking, what came of it."""
