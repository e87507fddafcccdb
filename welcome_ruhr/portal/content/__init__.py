"""Content files in and out: `reading` and `writing` know the format, `rows` and `pages` the database."""
