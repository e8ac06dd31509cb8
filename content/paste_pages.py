"""What a paste could not bring along is said when the text is saved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext

from content.figures import lost_from
from editorial.edition_writing import WritingPages


class PastePages(WritingPages):
    def start_view(self, request: HttpRequest) -> HttpResponse:
        return _told(request, super().start_view(request))

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _told(request, super().edition_view(request, pk))


def _told(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method != "POST" or not isinstance(response, HttpResponseRedirect):
        return response
    if lost := lost_from(request.POST.get("body", "")):
        sentence = ngettext(
            "Có %(n)d ảnh dán từ nơi khác không theo được: hãy tải tệp ảnh lên ở “Thêm ảnh vào cuối bài”.",
            "Có %(n)d ảnh dán từ nơi khác không theo được: hãy tải tệp ảnh lên ở “Thêm ảnh vào cuối bài”.",
            lost,
        )
        messages.warning(request, sentence % {"n": lost})
    return response
