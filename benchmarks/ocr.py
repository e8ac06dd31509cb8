"""Letters wrongly read and pages per minute of OCR on made scans (`--help`).

    nice python -m benchmarks.ocr

Every figure is of the portal's own way, `documents.ocr.recognise`; beside it the same without the filter
of red ink, and with the bare red channel. Wrong letters are edits per letter (CER), spaces as one.
"""

import argparse
import os
import resource
import tempfile
import textwrap
import time
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from documents import ocr
from tests.documents import scans

PLUGIN = """
from ocrmypdf import hookimpl

@hookimpl
def filter_ocr_image(page, image):
    return {answer}
"""
FILTERS = {
    "no filter": PLUGIN.format(answer="None"),
    "red channel": PLUGIN.format(answer='image.getchannel("R") if image.mode == "RGB" else None'),
    "as built": "",
}
STAMPS = {"none": None, "bright red": scans.RED, "dark red": scans.DARK_RED}
A4 = (8.27, 11.69)
TEXT = """\
Căn cứ Thông tư số 28/2020/TT-BGDĐT ngày 04 tháng 9 năm 2020 của Bộ trưởng Bộ Giáo dục và Đào tạo
ban hành Điều lệ Trường tiểu học; căn cứ Kế hoạch giáo dục của nhà trường đã được Hội đồng trường
thông qua, Trường Tiểu học Hải Ninh xây dựng kế hoạch tổ chức Ngày hội đọc sách và trao học bổng
khuyến học với những nội dung cụ thể như sau. Mục đích: khuyến khích học sinh ham đọc sách, biết giữ
gìn và chia sẻ sách vở; tạo cơ hội để phụ huynh, thầy cô và các em cùng kể những câu chuyện hay về
lòng hiếu thảo, sự trung thực và nghị lực vượt khó của người dân quê hương. Yêu cầu: hoạt động an
toàn, tiết kiệm, phù hợp với lứa tuổi; mỗi lớp chuẩn bị một gian trưng bày và hai tiết mục giới
thiệu sách; không thu tiền của học sinh. Thời gian: từ 7 giờ 30 phút đến 11 giờ, thứ Bảy, ngày 27
tháng 9. Địa điểm: sân trường và phòng thư viện; nếu trời mưa chuyển vào nhà đa năng. Thành phần:
toàn thể cán bộ, giáo viên, nhân viên, học sinh; đại diện Hội Khuyến học xã, Ban đại diện cha mẹ học
sinh và các nhà hảo tâm đã đồng hành. Kinh phí: 12.500.000 đồng, trích từ nguồn chi thường xuyên và
tài trợ hợp pháp; Tổ Văn phòng dự toán, Kế toán quyết toán trước ngày 15 tháng 10 năm 2025. Giao Phó
Hiệu trưởng Nguyễn Thị Thuỳ Dương chỉ đạo; các tổ chuyên môn phân công giáo viên phụ trách từng
gian, báo cáo kết quả về Ban Giám hiệu để tổng hợp, rút kinh nghiệm và biểu dương kịp thời."""


def written(number: int) -> list[str]:
    """A page of text; every page begins at another sentence."""
    words = TEXT.split()
    start = 17 * number % len(words)
    return textwrap.wrap(" ".join(words[start:] + words[:start]), 60)


def edits(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        following = [place]
        for (diagonal, above), right in zip(pairwise(row), other, strict=True):
            following.append(min(above + 1, following[-1] + 1, diagonal + (letter != right)))
        row = following
    return row[-1]


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def wrong_letters(read: Sequence[str], texts: Sequence[str]) -> float:
    """Edits per hundred letters."""
    pairs = [(plain(text), plain(found)) for text, found in zip(texts, read, strict=True)]
    return 100 * sum(edits(*pair) for pair in pairs) / sum(len(text) for text, _found in pairs)


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, pages: int, dpi: int, stamp: str, skew: float) -> None:
    texts = [written(number) for number in range(pages)]
    drawn = [
        scans.page(lines, dpi=dpi, size=A4, letters=13, stamp=STAMPS[stamp], skew=skew, noise=0.04)
        for lines in texts
    ]
    source = folder / "source.pdf"
    source.write_bytes(scans.scan_pdf(drawn, dpi))
    for name, program in FILTERS.items():
        own = ocr._PLUGIN
        if program:
            ocr._PLUGIN = folder / "plugin.py"
            ocr._PLUGIN.write_text(program, encoding="utf-8")
        started, used = time.monotonic(), cpu()
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            read = ocr.recognise(source, folder / "read.pdf", pages=pages, scratch=Path(scratch))
        ocr._PLUGIN = own
        seconds, used = time.monotonic() - started, cpu() - used
        wrong = wrong_letters([page.text for page in read], ["\n".join(lines) for lines in texts])
        print(
            f"| {dpi} | {stamp} | {skew}° | {name} | {wrong:.2f} % | {60 * pages / seconds:.0f} "
            f"| {60 * pages / used:.0f} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=4, help="pages of each scan, read in one run")
    parser.add_argument("--dpi", type=int, nargs="+", default=[200])
    options = parser.parse_args()
    print("| dpi | stamp | skew | filter | wrong letters | pages/min | pages/min of CPU |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for dpi in options.dpi:
            for stamp in STAMPS:
                for skew in (0.0, 1.5):
                    measure(Path(folder), options.pages, dpi, stamp, skew)


if __name__ == "__main__":
    main()
