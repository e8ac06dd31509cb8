"""What every page for visitors has in common: its caching, and its answer where there is nothing to show."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page, require_safe

from editorial.compression import compressed
from editorial.models import Edition, Takedown

View = Callable[..., Any]


def public_page(view: View) -> View:
    """A page equal for everybody: anyone may keep it, but asks again, so that a takedown shows at once."""
    kept = cache_control(public=True, no_cache=True)
    return wraps(view)(require_safe(kept(compressed(conditional_page(view)))))


def private_page(view: View) -> View:
    """Kept by nobody on the way, in no index, and not told to the next page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(answer)


def show_public(
    request: HttpRequest,
    model: type[Edition],
    item_id: int,
    draw: View,
    *related: str,
    address: str = "get_absolute_url",
) -> HttpResponse:
    """The page of what is public of an item, in the language of the page, at its own address.

    An earlier address (another title) leads there; `draw` is given what is shown, with `related` loaded.
    `address` is the method that says the address, where it is not that of the page.
    """
    rows = model._default_manager.public().filter(item=item_id, item__language=get_language())
    shown: Any = rows.select_related("item__unit", *related).first()
    if shown is None:
        return gone_or_missing(request, item=item_id, item__kind=model._meta.label_lower)
    if request.path != (own := getattr(shown, address)()):
        return redirect(own, permanent=True)
    return draw(request, shown)


def gone_or_missing(request: HttpRequest, **item: Any) -> HttpResponse:
    """410 with a neutral notice for what the principal took down (HN-12.5b), 404 for all else."""
    taken_down = Takedown.objects.filter(restored_at=None, item__taken_down_at__isnull=False, **item)
    decided = taken_down.filter(item__language=get_language()).first()
    if decided is None:
        raise Http404(_("Không có nội dung này."))
    return render(request, "410.html", {"explanation": decided.explanation}, status=410)
