from content.models.editions import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    RichEdition,
)
from content.models.imports import ImportedFile
from content.models.pictures import Picture

__all__ = ["Article", "ArticleAttachment", "ImportedFile", "Page", "PageAttachment", "Picture", "RichEdition"]
