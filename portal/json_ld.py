"""What machines read about the school on its home page (schema.org); content rooms describe their own."""

import json
from typing import Any

from django.utils.safestring import SafeString

from portal.site import PublicSite

# As in Django's json_script: nothing in the data can end the element or begin another one.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script_json(data: dict[str, Any]) -> SafeString:
    """The data as JSON that may stand inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return SafeString(text.translate(_ESCAPES))


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
