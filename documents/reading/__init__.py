"""Reading the text of files with its layout: one module for each format, `formats` chooses among them."""
