"""What machines read about the school on its home page (schema.org); content rooms describe their own."""

from typing import Any

from portal.site import PublicSite


def school_as_data(site: PublicSite) -> dict[str, Any]:
    """The school as an organisation one can reach; what the profile leaves open is left out."""
    school = site.school
    told = {
        "@type": "School",
        "@id": f"{site.root}/#school",
        "name": school.name,
        "alternateName": school.name_en,
        "url": f"{site.root}/",
        "logo": _absolute(site, site.touch_icon),
        "telephone": school.phone,
        "email": school.email,
        "address": school.address
        and {"@type": "PostalAddress", "streetAddress": school.address, "addressCountry": "VN"},
        "foundingDate": school.founded_on and school.founded_on.isoformat(),
        "sameAs": school.fanpage and [school.fanpage],
        "parentOrganization": school.superior_body
        and {"@type": "GovernmentOrganization", "name": school.superior_body},
    }
    return {name: value for name, value in told.items() if value}


def _absolute(site: PublicSite, path: str) -> str:
    return f"{site.root}{path}"
