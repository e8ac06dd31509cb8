from typing import Any

from django import template

from editorial.metadata import Metadata

register = template.Library()


@register.simple_tag
def json_ld(metadata: Metadata, site: Any) -> str:
    """What the page says about itself as JSON-LD, safe to stand inside a script element."""
    return metadata.json_ld(site.root, site.school.name)
