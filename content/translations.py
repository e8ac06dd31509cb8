"""The other language of a public text, for readers and search engines (QN-II.5b)."""

from django.db.models import Q

from content.models import Article, Page


def addresses_of(shown: Article | Page) -> dict[str, str]:
    """Language code -> address: of this text, and of its counterpart if a visitor may read it now."""
    item = shown.item
    if item.translation_of_id is not None:
        counterpart = Q(item=item.translation_of_id)
    else:
        counterpart = Q(item__translation_of=item.pk)
    other = type(shown).objects.public().filter(counterpart).select_related("item").first()
    texts = [shown, other] if other else [shown]
    return {text.item.language: text.get_absolute_url() for text in texts}
