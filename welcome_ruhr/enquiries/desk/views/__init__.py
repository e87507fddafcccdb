"""Pages and buttons of the desk, one module for each subject."""
