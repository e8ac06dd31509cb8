"""A Word file read whole: its text as sanitised HTML, its pictures drawn anew, what the writer must know.

mammoth converts; `content.word_package` tells what that leaves out, `content.word_layout` what was meant.
Nothing is stored here.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import mammoth
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from mammoth import documents as parts

from content.importing import MAX_BODY, title_of
from content.markup import Element, read, write
from content.sanitising import plain_text, sanitise
from content.word_layout import (
    classes_of,
    drop,
    is_bold,
    is_heading,
    laid_out,
    levelled,
    pictures_in,
    text_of,
)
from content.word_package import Facts, Fonts, read_facts
from documents.files import check_upload
from documents.images import PreparedPicture, prepare_picture
from documents.names import clean_name, extension_of
from documents.office import UnreadablePart
from documents.refusal import UploadRefused
from regulations.schema import UploadPolicy
from vietnamese import clean, decode_run, font_encoding

MAX_WORD_BYTES = 40 * 1024 * 1024
MOST_PICTURES = 40
MOST_SECONDS = 25.0  # for the pictures of one file; a phone's picture takes about a quarter of a second
MOST_SAMPLES = 8
LONGEST_LEAD = 300

PLACEHOLDER = "/anh/word-{}.jpg"
_PLACED = re.compile(r"/anh/word-(\d{1,4})\.jpg")
_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
NO_DESCRIPTION = re.compile(
    r"automatically generated|được tạo tự động|^(?:picture|image|ảnh|hình|img|dsc)?[\s_\d-]*(?:\.\w{3,4})?$",
    re.IGNORECASE,
)
_HEADINGS = "".join(
    f"p.Heading{level} => {tag}:fresh\np[style-name='{word} {level}'] => {tag}:fresh\n"
    for word in ("heading", "Heading")
    for level, tag in enumerate(("h2", "h3", "h4", "h4", "h4", "h4"), start=1)
)
# Word's ready-made styles for deeper items are lists of their own, of one level.
_LISTS = "".join(
    f"p[style-name='List {word} {level}'] => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh\n"
    for word, tag in (("Bullet", "ul"), ("Number", "ol"))
    for level in (2, 3)
)
_STYLES = f"""
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='portal center'] => p.align-center:fresh
p[style-name='portal right'] => p.align-right:fresh
p[style-name='portal both'] => p.align-justify:fresh
u => u
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
{_LISTS}
{_HEADINGS}
"""
_ALIGNED = {"center": "portal center", "right": "portal right", "end": "portal right", "both": "portal both"}
_PLAIN_STYLES = frozenset({None, "Normal", "Body Text", "Normal (Web)", "No Spacing", "List Paragraph"})
# What mammoth and the parser below it raise on files that no office program wrote.
_UNREADABLE = (
    AssertionError,
    AttributeError,
    BadZipFile,
    ExpatError,
    IndexError,
    KeyError,
    OSError,
    RecursionError,
    TypeError,
    UnreadablePart,
    ValueError,
    ZlibError,
)


@dataclass(frozen=True)
class Reading:
    """The text as read: with the runs in legacy fonts as they were, or converted."""

    title: str
    lead: str
    body: str


@dataclass(frozen=True)
class WordPicture:
    """A picture of the file; `place` is its number in the body's placeholders, `alt` the file's own words."""

    place: int
    prepared: PreparedPicture
    alt: str


@dataclass
class WordText:
    """What a Word file becomes; `converted` is there when runs in legacy fonts were found."""

    reading: Reading
    converted: Reading | None = None
    samples: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    pictures: list[WordPicture] = field(default_factory=list)


def read_word(upload: "UploadedFile[bytes]", policy: UploadPolicy) -> WordText:
    """Read an uploaded .docx; raises UploadRefused with a Vietnamese sentence that says what to do.

    Held against the school's upload policy, except for its size: the file is read, not published.
    """
    name = clean_name(upload.name or "")
    if extension_of(name) in {"doc", "odt", "rtf", "docm"}:
        raise UploadRefused(
            _("Tệp “%(name)s” không phải Word đời mới. Hãy mở bằng Word và lưu lại thành .docx."), name=name
        )
    check_upload(upload, replace(policy, max_bytes=MAX_WORD_BYTES, extensions=("docx",)))
    upload.seek(0)
    data = upload.read()
    try:
        return _WordFile(name, data).read()
    except _UNREADABLE as error:
        raise UploadRefused(
            _(
                "Không đọc được “%(name)s”: tệp hỏng, quá dài hoặc do chương trình lạ tạo ra. "
                "Hãy mở bằng Word, lưu lại thành .docx rồi thử lại."
            ),
            name=name,
        ) from error


class _WordFile:
    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._images: list[Any] = []
        self._samples: list[tuple[str, str]] = []
        with ZipFile(BytesIO(data)) as archive:
            self._facts: Facts = read_facts(archive)

    def read(self) -> WordText:
        blocks = self._blocks(convert=False)
        pictures, notices = self._pictures(blocks)
        kept = {picture.place for picture in pictures}
        text = WordText(_reading(blocks, kept), notices=[*self._facts.notices(), *notices], pictures=pictures)
        if self._samples:
            text.samples = self._samples[:MOST_SAMPLES]
            text.converted = _reading(self._blocks(convert=True), kept)
        if not plain_text(text.reading.body) and not pictures and not text.reading.title:
            raise UploadRefused(_("Tệp “%(name)s” không có chữ nào."), name=self._name)
        if len(text.reading.body) > MAX_BODY:
            raise UploadRefused(
                _("“%(name)s” dài hơn một bài viết. Hãy chia thành nhiều bài, hoặc đính kèm cả tệp."),
                name=self._name,
            )
        return text

    def _blocks(self, *, convert: bool) -> list[Element]:
        self._images = []
        result = mammoth.convert_to_html(
            BytesIO(self._data),
            transform_document=self._transform(convert=convert),
            convert_image=mammoth.images.img_element(self._keep_image),
            style_map=_STYLES,
            include_embedded_style_map=False,
            ignore_empty_paragraphs=True,
        )
        nodes = read(result.value).children
        return laid_out(_with_notes_headed(nodes))

    def _keep_image(self, image: Any) -> dict[str, str]:
        self._images.append(image)
        alt = clean(image.alt_text or "").strip()
        described = "" if NO_DESCRIPTION.search(alt) else alt
        return {"src": PLACEHOLDER.format(len(self._images)), "alt": " ".join(described.split())[:255]}

    # -- what mammoth is given to convert ------------------------------------------------------

    def _transform(self, *, convert: bool) -> Callable[[Any], Any]:
        self._samples = []
        fonts = self._facts.fonts

        def paragraph(given: Any) -> Any:
            children = [self._decoded(child, given.style_id, fonts, convert) for child in given.children]
            style = _ALIGNED.get(given.alignment) if given.style_name in _PLAIN_STYLES else None
            if given.numbering is not None or style is None:
                return given.copy(children=children)
            return given.copy(children=children, style_id=None, style_name=style)

        return mammoth.transforms.paragraph(paragraph)

    def _decoded(self, element: Any, paragraph_style: str | None, fonts: Fonts, convert: bool) -> Any:
        if isinstance(element, parts.Hyperlink):
            inner = [self._decoded(child, paragraph_style, fonts, convert) for child in element.children]
            return element.copy(children=inner)
        if not isinstance(element, parts.Run):
            return element
        font = fonts.of_run(element.font, element.style_id, paragraph_style)
        if font_encoding(font) is None:
            return element
        children = [self._decoded_text(child, font, convert) for child in element.children]
        return element.copy(children=children)

    def _decoded_text(self, child: Any, font: str, convert: bool) -> Any:
        if not isinstance(child, parts.Text):
            return child
        decoded = decode_run(child.value, font)
        if decoded != child.value and len(self._samples) < MOST_SAMPLES:
            self._samples.append((child.value[:200], decoded[:200]))
        return parts.Text(decoded) if convert else child

    # -- pictures ------------------------------------------------------------------------------

    def _pictures(self, blocks: list[Element]) -> tuple[list[WordPicture], list[str]]:
        kept: list[WordPicture] = []
        notices: list[str] = []
        until = time.monotonic() + MOST_SECONDS
        before = ""
        for block in blocks:
            for element in pictures_in(block):
                place = _place(element)
                try:
                    prepared = self._prepared(place, len(kept), until)
                except UploadRefused as refused:
                    where = _("đầu bài") if not before else _("sau “%(words)s”") % {"words": before[-60:]}
                    notices.append(
                        _("Ảnh số %(number)d (%(where)s) không giữ được: %(reason)s")
                        % {"number": place, "where": where, "reason": refused.sentence}
                    )
                else:
                    kept.append(WordPicture(place, prepared, element.attributes.get("alt", "")))
            before = text_of(block) or before
        return kept, notices

    def _prepared(self, place: int, count: int, until: float) -> PreparedPicture:
        image = self._images[place - 1]
        extension = _TYPES.get(image.content_type or "")
        if extension is None:
            kind = (image.content_type or "").rpartition("/")[2].removeprefix("x-").upper() or "?"
            raise UploadRefused(
                _("ảnh loại %(kind)s không dùng được trên web; hãy lưu thành JPG hoặc PNG rồi chèn lại."),
                kind=kind,
            )
        if count >= MOST_PICTURES:
            raise UploadRefused(_("mỗi tệp nhận nhiều nhất %(most)d ảnh."), most=MOST_PICTURES)
        if time.monotonic() > until:
            raise UploadRefused(_("đọc ảnh mất quá nhiều thời gian; hãy thêm ảnh này sau khi tạo bản nháp."))
        try:
            with image.open() as stream:
                content = stream.read()
        except (KeyError, OSError, ValueError) as error:
            raise UploadRefused(_("ảnh nằm ngoài tệp Word.")) from error
        return prepare_picture(SimpleUploadedFile(f"anh-{place}.{extension}", content))


def _place(image: Element) -> int:
    match = _PLACED.fullmatch(image.attributes.get("src", ""))
    return int(match[1]) if match else 0


def _with_notes_headed(nodes: list[Any]) -> list[Any]:
    """The notes stand at the end as a list, under a heading and without the arrows back."""
    last = nodes[-1] if nodes else None
    if not isinstance(last, Element) or last.tag != "ol" or not text_of(last).rstrip().endswith("↑"):
        return nodes
    for item in last.children:
        if isinstance(item, Element):
            _without_arrows(item)
    return [*nodes[:-1], Element("h2", {}, [_("Chú thích")]), last]


def _without_arrows(element: Element) -> None:
    element.children = [
        child
        for child in element.children
        if not (isinstance(child, Element) and child.tag in {"a", "p"} and text_of(child) == "↑")
    ]
    for child in element.children:
        if isinstance(child, Element):
            _without_arrows(child)


def _reading(blocks: list[Element], kept: set[int]) -> Reading:
    """Title and lead taken from where they stand, the rest sanitised."""
    lost = [image for block in blocks for image in pictures_in(block) if _place(image) not in kept]
    for block in blocks:
        drop(block, lost)
    title, blocks = _titled([block for block in blocks if block.tag != "figure" or pictures_in(block)])
    lead, blocks = _led(blocks)
    return Reading(title, lead, sanitise("".join(write([*levelled(blocks)]))))


def _titled(blocks: list[Element]) -> tuple[str, list[Element]]:
    """The line in the style Title, or the first if it is a heading or bold; that line is no longer text."""
    lines = [block for block in blocks if block.tag != "table" and text_of(block)]
    classed = next((place for place, line in enumerate(lines) if "title" in classes_of(line)), None)
    place = classed if classed is not None else 0
    if classed is None and not (lines and (is_heading(lines[0]) or is_bold(lines[0]))):
        words = clean("\n".join(text_of(block) for block in blocks if text_of(block)))
        return (title_of(words) if words else ""), blocks
    first, *others = lines[place : place + 2]
    title = title_of(clean("\n".join(map(text_of, [first, *others]))))
    alone = title == title_of(clean(text_of(first)))
    used = [first] if alone else [first, *others]
    return title, [block for block in blocks if not any(block is one for one in used)]


def _led(blocks: list[Element]) -> tuple[str, list[Element]]:
    """A subtitle is the lead; else the first paragraph, which stays where it is."""
    subtitle = next((block for block in blocks if "subtitle" in classes_of(block)), None)
    if subtitle is not None:
        return clean(text_of(subtitle))[:600], [block for block in blocks if block is not subtitle]
    paragraphs = (clean(text_of(block)) for block in blocks if block.tag == "p")
    return _shortened(next((words for words in paragraphs if len(words) >= 40), "")), blocks


def _shortened(words: str) -> str:
    """Whole sentences up to the length of a lead, or whole words of a long one."""
    if len(words) <= LONGEST_LEAD:
        return words
    cut = words[:LONGEST_LEAD]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: end + 1] if end > 80 else cut.rsplit(" ", 1)[0] + "…"
