"""What editors see of the directory in Wagtail's admin: lists, forms, the check of the rules."""
