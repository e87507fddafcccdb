"""What editors see in Wagtail's admin: the page's form and its standing, translations side by side."""
