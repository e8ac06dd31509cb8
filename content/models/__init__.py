from content.models.editions import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    RichEdition,
)
from content.models.pictures import Picture

__all__ = ["Article", "ArticleAttachment", "Page", "PageAttachment", "Picture", "RichEdition"]
