"""What of the school may always stand in a text: its own telephone number and mail address."""

from editorial.checklist import register_contacts
from portal.models import SchoolProfile


@register_contacts
def school_contacts() -> list[str]:
    school = SchoolProfile.current()
    return [contact for contact in (school.phone, school.email) if contact]
