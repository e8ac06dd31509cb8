"""Issuing authorities by the names that people type and files carry."""

import re

from django.db import transaction

from documents.models import IssuingAuthority
from vietnamese import clean, fold, slug

Level = IssuingAuthority.Level
LONGEST_NAME = 200
# The first that fits decides; on folded names.
_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"quoc hoi|chinh phu|thu tuong|chu tich nuoc|uy ban thuong vu", Level.CENTRAL),
    (r"(chi bo|cong doan|doan (tncs|thanh nien)|lien doi|chi doan)\b", Level.UNION),
    (r"truong |nha truong|hieu truong|hoi dong truong", Level.SCHOOL),
    (r"bo |van phong chinh phu|tong cuc", Level.MINISTRY),
    (r"so ", Level.DEPARTMENT),
    (r"phong ", Level.BUREAU),
    (r".*\b(tinh|thanh pho)\b", Level.PROVINCE),
    (r".*\b(huyen|quan|thi xa)\b", Level.DISTRICT),
    (r".*\b(xa|phuong|thi tran)\b", Level.COMMUNE),
)


def level_of(name: str) -> Level:
    """Guess the level from a name; whoever keeps the table may say otherwise."""
    folded = fold(name)
    return next((level for pattern, level in _LEVELS if re.match(pattern, folded)), Level.OTHER)


def find_authority(name: str) -> IssuingAuthority | None:
    """The authority of that name, in whatever letters and marks it is written."""
    return IssuingAuthority.objects.filter(folded_name=fold(_tidy(name))).first()


@transaction.atomic
def authority_named(name: str) -> IssuingAuthority:
    """The authority of that name, entered into the table when it is new; two at once enter it once."""
    tidy = _tidy(name)
    found, _created = IssuingAuthority.objects.get_or_create(
        folded_name=fold(tidy),
        defaults={"name": tidy, "slug": _free_slug(tidy), "level": level_of(tidy)},
    )
    return found


def _tidy(name: str) -> str:
    return " ".join(clean(name).split())[:LONGEST_NAME]


def _free_slug(name: str) -> str:
    wish = slug(name)[:70] or "co-quan"
    taken = set(IssuingAuthority.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    numbered = (f"{wish}-{number}" for number in range(2, len(taken) + 3))
    return wish if wish not in taken else next(one for one in numbered if one not in taken)
