"""The second reference: one article as a site of stock Wagtail shows it, written with care and Wagtail's own means."""
