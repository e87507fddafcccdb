"""What the portal lets readers find: pages, towns, offices, institutions, files. `connect` keeps the index true."""

from .keeping import connect

__all__ = ["connect"]
