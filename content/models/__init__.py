from content.models.credits import Contribution
from content.models.editions import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    RichEdition,
)
from content.models.imports import ImportedFile
from content.models.pictures import Picture
from content.models.topics import Topic

__all__ = [
    "Article",
    "ArticleAttachment",
    "Contribution",
    "ImportedFile",
    "Page",
    "PageAttachment",
    "Picture",
    "RichEdition",
    "Topic",
]
