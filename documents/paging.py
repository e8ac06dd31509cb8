"""What the lists of this room share: a question in the address, and the page of its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _

PER_PAGE = 30
_PAGE = re.compile(r"[1-9]\d{0,4}")


@dataclass(frozen=True)
class Question:
    """A question as understood; `wrong` holds a sentence for each parameter that said nothing sensible."""

    page: int = 1
    wrong: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.given)

    @property
    def query_string(self) -> str:
        """What was asked, but for the page: filters keep their meaning in every link of the list."""
        return urlencode(self.given)


def page_number(typed: str) -> int:
    """The page that `?trang=` asks for; 0 stands for one that cannot be."""
    return int(typed) if _PAGE.fullmatch(typed) else 0


def page_of(question: Question, rows: Any, path: str) -> dict[str, Any]:
    """What the template of a list needs of this page; Http404 for one there is not."""
    paginator = Paginator(rows, PER_PAGE)
    if not 1 <= question.page <= paginator.num_pages:
        raise Http404(_("Không có trang này trong danh sách."))
    return {
        "asked": question,
        "page": paginator.page(question.page),
        "numbers": list(paginator.get_elided_page_range(question.page)),
        # Narrowed lists are not for search engines.
        "canonical_path": path if question.page == 1 else f"{path}?trang={question.page}",
        "narrowed": question.is_narrowed,
    }
