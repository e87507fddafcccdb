"""Pages as PDF: `making` turns a page into a document, `typesetting` turns a document into a file, `store` keeps it."""
