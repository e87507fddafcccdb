"""Small programs that measure from inside a portal; each prints one line of JSON."""
