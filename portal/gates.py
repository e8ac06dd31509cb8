"""What the school has switched on of what rooms below offer to visitors."""

from content.reader_intake import register_gate
from portal.models import SchoolProfile


@register_gate
def takes_texts_of_readers() -> bool:
    return SchoolProfile.current().accepts_submissions
