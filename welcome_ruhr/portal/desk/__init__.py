"""The review desk: what waits for an editor, and what an editor does about it with one click."""
