"""How the text of a file is kept, and which formats are read by which reader."""

PAGE_BREAK = "\f"
# A page that is a picture has less text of its own than this: a page number, a line of a digital signature.
FEW_LETTERS = 100
WORD_FILES = frozenset({"docx", "docm"})
PLAIN_FILES = frozenset({"txt", "csv"})
PACKAGES = frozenset({"xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp"})
