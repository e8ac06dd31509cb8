"""CKEditor's configuration. What the toolbar offers is what content/sanitising.py keeps.

Alignment is by class, for public pages allow no style attributes. The editor's own cleaning of pastes from
Word and Google Docs (PasteFromOffice, in the bundle) is the first pass, content/pasting.py the last: fonts,
sizes and colours have no feature here that would keep them (TS-III.3.7a).
"""

EDITOR = {
    "language": "vi",
    "toolbar": {
        "items": [
            *("heading", "|", "bold", "italic", "underline", "removeFormat", "|", "alignment", "|"),
            *(
                "bulletedList",
                "numberedList",
                "|",
                "link",
                "blockQuote",
                "insertTable",
                "imageUpload",
                "|",
            ),
            *("undo", "redo"),
        ],
        "shouldNotGroupWhenFull": True,
    },
    "heading": {
        "options": [
            {"model": "paragraph", "title": "Đoạn văn", "class": "ck-heading_paragraph"},
            {"model": "heading2", "view": "h2", "title": "Đề mục 2", "class": "ck-heading_heading2"},
            {"model": "heading3", "view": "h3", "title": "Đề mục 3", "class": "ck-heading_heading3"},
            {"model": "heading4", "view": "h4", "title": "Đề mục 4", "class": "ck-heading_heading4"},
        ]
    },
    "alignment": {
        "options": [
            {"name": name, "className": f"align-{name}"} for name in ("left", "center", "right", "justify")
        ]
    },
    "image": {
        "toolbar": [
            *("imageTextAlternative", "toggleImageCaption", "|"),
            *("imageStyle:block", "imageStyle:inline", "imageStyle:side"),
        ]
    },
    "table": {
        "contentToolbar": ["tableColumn", "tableRow", "mergeTableCells", "toggleTableCaption"],
        "defaultHeadings": {"rows": 1, "columns": 0},
    },
    "link": {"defaultProtocol": "https://"},
    "list": {"properties": {"styles": False, "startIndex": True, "reversed": False}},
    # What these would write is dropped on save, so they are not offered.
    "removePlugins": [
        *(
            "Markdown",
            "MediaEmbed",
            "HtmlEmbed",
            "SourceEditing",
            "FullPage",
            "GeneralHtmlSupport",
            "Style",
        ),
        *("Font", "Highlight", "TodoList", "ImageResize", "PageBreak", "CodeBlock"),
        *("TableProperties", "TableCellProperties", "IndentBlock", "CKFinderUploadAdapter", "Autosave"),
    ],
}
