"""What waits on the review desk, one subject per module."""
