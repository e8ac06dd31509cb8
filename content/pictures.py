"""Pictures in and out: the editor's upload, and the only way to a stored picture (dependencies §0.7)."""

import logging
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.models import Article, Page, Picture
from documents.images import prepare_picture
from documents.refusal import UploadRefused
from editorial.actors import may_write
from editorial.preview_reader import PreviewReader
from people.models import User

logger = logging.getLogger(__name__)

EDITIONS = (Article, Page)
# Short, so that the picture of an article taken down is gone from every cache within a minute.
PUBLIC_CACHE = "public, max-age=60"
PRIVATE_CACHE = "private, no-store"


@require_safe
def picture(request: HttpRequest, token: str, extension: str) -> HttpResponseBase:
    """Send a picture that a public text shows, or one that this person may see in the desk; else 404."""
    found = get_object_or_404(Picture, token=token)
    if extension != found.extension:
        raise Http404(_("Không có ảnh này."))
    return _send(request, found, str(found.file.name), found.content_type, found.sha256)


@require_safe
def rendition(request: HttpRequest, token: str, width: str, extension: str) -> HttpResponseBase:
    """The same picture at a smaller width, for the same people; 404 for one that was never drawn."""
    found = get_object_or_404(Picture, token=token)
    types = {"webp": "image/webp", found.extension: found.content_type}
    if extension not in types or int(width) not in found.widths:
        raise Http404(_("Không có ảnh này."))
    name = found.rendition_name(int(width), extension)
    return _send(request, found, name, types[extension], f"{found.sha256}-{width}-{extension}")


def _send(
    request: HttpRequest, found: Picture, name: str, content_type: str, version: str
) -> HttpResponseBase:
    """The stored file of that name, if this person may see the picture; `version` is what its ETag says."""
    public = is_public(found)
    if not (public or may_see(found, request.user)):
        raise Http404(_("Không có ảnh này."))
    etag, modified = quote_etag(version), int(found.uploaded_at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or _content(found, name, content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = PUBLIC_CACHE if public else PRIVATE_CACHE
    if not public:
        patch_vary_headers(response, ["Cookie"])
    return response


def is_public(found: Picture) -> bool:
    """Whether a text that a visitor may read now shows the picture."""
    return any(model.objects.public().filter(pictures=found).exists() for model in EDITIONS)


def may_see(found: Picture, user: User | AnonymousUser) -> bool:
    """Whether the person uploaded the picture or may open an edition that shows it."""
    if isinstance(user, PreviewReader):
        return isinstance(user.edition, EDITIONS) and user.edition.pictures.filter(pk=found.pk).exists()
    if not isinstance(user, User) or not user.is_active:
        return False
    if found.uploaded_by_id == user.pk:
        return True
    return any(model.objects.visible_to(user).filter(pictures=found).exists() for model in EDITIONS)


def _content(found: Picture, name: str, content_type: str) -> HttpResponseBase:
    try:
        stream = found.file.storage.open(name, "rb")
    except OSError as error:
        logger.exception("picture %s cannot be read", found.pk)
        raise Http404(_("Không có ảnh này.")) from error
    return FileResponse(stream, content_type=content_type, filename=f"anh{Path(name).suffix}")


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Keep a picture dropped into the editor; answers in the form that CKEditor's upload adapter reads."""
    user = request.user
    if not isinstance(user, User) or not may_write(user):
        return _refusal(_("Bạn cần đăng nhập bằng tài khoản được soạn bài để tải ảnh lên."), status=403)
    given = request.FILES.get("upload")
    if given is None:
        return _refusal(_("Không nhận được ảnh nào. Hãy chọn lại ảnh."))
    try:
        prepared = prepare_picture(given)
    except UploadRefused as refused:
        return _refusal(refused.sentence)
    stored = Picture.objects.store(prepared, by=user)
    return JsonResponse({"url": stored.get_absolute_url()})


def _refusal(message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": {"message": message}}, status=status)
