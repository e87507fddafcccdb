"""What an editor does on the review desk, and what is counted for it, one subject per module."""
