from dataclasses import dataclass

from django import template

from content.models import RichEdition
from editorial.models import Edition
from editorial.translating import translate_refusals, translations_of
from people.models import User

register = template.Library()


@dataclass(frozen=True)
class Offer:
    """What the desk tells this person about the other language of a text."""

    original: Edition | None
    translation: Edition | None
    may_translate: bool


@register.simple_tag
def translation_offer(edition: RichEdition, user: User) -> Offer:
    """Both ways lead only to what this person may open."""
    rows = type(edition).objects.visible_to(user)
    original_of = edition.item.translation_of_id
    return Offer(
        original=rows.filter(item=original_of).order_by("-number").first() if original_of else None,
        translation=(translations_of(edition) & rows).first(),
        may_translate=not translate_refusals(edition, by=user),
    )
