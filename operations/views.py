from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; no database is asked, so that a slow one does not get the web restarted."""
    return HttpResponse("ok\n", content_type="text/plain")
