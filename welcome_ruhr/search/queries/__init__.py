"""Finding: `find` for results, `suggest` while somebody types."""

from .finding import Found, Result, find, is_found
from .suggesting import suggest
from .understanding import cleaned

__all__ = ["Found", "Result", "cleaned", "find", "is_found", "suggest"]
