"""What a developer and the build run; the portal itself needs nothing from here."""
