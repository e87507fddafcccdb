"""The benchmark: seeded portals, nginx and stock Wagtail beside ours, and the goals they are held against."""
