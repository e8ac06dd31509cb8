import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.sanitising import picture_tokens, plain_text, sanitise, text_to_html

OWN = "/anh/abcDEF_123-x.jpg"
# Every tag and every attribute that may be stored, as a grammar: whatever is not matched by it is a leak.
TAG = re.compile(
    r"</?(?:p|h[234]|ul|li|strong|em|u|s|sub|sup|blockquote|table|thead|tbody|tfoot|caption|tr|figcaption|br|hr|"
    r"code|pre|ol|td|th|figure|img|a)"
    r'(?: (?:class="[a-z -]+"|(?:colspan|rowspan|start|width|height)="\d+"|scope="(?:col|row)"|'
    r'src="/anh/[\w-]+\.(?:jpg|png)"|alt="[^"<>]*"|rel="noopener"|href="[^"<>\s]*"))*>'
)


def assert_harmless(stored: str) -> None:
    rest = TAG.sub("", stored)
    assert "<" not in rest, stored
    assert ">" not in rest, stored
    for address in re.findall(r'href="([^"]*)"', stored):
        scheme = re.match(r"([^/?#]*?):", address)
        assert scheme is None or scheme[1] in {"http", "https", "mailto", "tel"}, stored


@pytest.mark.parametrize(
    ("hostile", "visible"),
    [
        ("<script>alert(1)</script>còn lại", "còn lại"),
        ("<SCRIPT/x>alert(1)</SCRIPT >còn lại", "còn lại"),
        ("<scr<script>ipt>alert(1)</script>còn lại", "còn lại"),
        ('<p onclick="alert(1)" onmouseover=alert(1)>bấm</p>', "bấm"),
        ("<p/onclick=alert(1)>bấm</p>", "bấm"),
        ('<a href="javascript:alert(1)">bấm</a>', "bấm"),
        ('<a href="java\tscr\nipt:alert(1)">bấm</a>', "bấm"),
        ('<a href=" &#14; javascript:alert(1)">bấm</a>', "bấm"),
        ('<a href="&#106;avascript&colon;alert(1)">bấm</a>', "bấm"),
        ('<a href="&#x6A&#x61vascript:alert(1)">bấm</a>', "bấm"),
        ('<a href="java\u200bscript:alert(1)">bấm</a>', "bấm"),
        ('<a href="vbscript:msgbox(1)">bấm</a>', "bấm"),
        ('<a href="data:text/html;base64,PHNjcmlwdD4=">bấm</a>', "bấm"),
        ('<a href="https://tot.example" ping="https://xau.example">bấm</a>', "bấm"),
        ('<a href="https://tot.example" target=_top onfocus=alert(1) autofocus>bấm</a>', "bấm"),
        ("<img src=x onerror=alert(1)>ảnh", "ảnh"),
        ('<img src="data:image/svg+xml,<svg onload=alert(1)>">ảnh', "ảnh"),
        ('<img src="https://xau.example/theo-doi.gif">ảnh', "ảnh"),
        (f'<img src="{OWN}" srcset="https://xau.example/a 2x" alt="x">ảnh', "ảnh"),
        ('<img src="/anh/../quan-tri/thoat.jpg">ảnh', "ảnh"),
        ("<svg onload=alert(1)><text>chữ</text></svg>", "chữ"),
        ('<svg><a xlink:href="javascript:alert(1)"><text>chữ</text></a></svg>', "chữ"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>chữ", "chữ"),
        ("<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>chữ", "chữ"),
        ("<math href='javascript:alert(1)'>chữ</math>", "chữ"),
        (
            "<math><mtext><table><mglyph><style><!--</style>"
            "<img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>chữ",
            "chữ",
        ),
        (
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style>chữ",
            "chữ",
        ),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>chữ", "chữ"),
        ("<title><p title='</title><img src=x onerror=alert(1)>'></title>chữ", "chữ"),
        ("<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>chữ", "chữ"),
        ("<template><script>alert(1)</script></template>chữ", "chữ"),
        ("<!--><script>alert(1)</script>-->chữ", "chữ"),
        ("<!--[if gte IE 4]><script>alert(1)</script><![endif]-->chữ", "chữ"),
        ("<p style='background:url(javascript:alert(1))'>chữ</p>", "chữ"),
        ("<p style='width:expression(alert(1));position:fixed'>chữ</p>", "chữ"),
        ("<style>@import 'https://xau.example/x.css'; p{color:red}</style>chữ", "chữ"),
        ("<link rel=stylesheet href=https://xau.example/x.css>chữ", "chữ"),
        ("<iframe src=javascript:alert(1)>thay thế</iframe>chữ", "chữ"),
        ("<iframe srcdoc='<script>alert(1)</script>'></iframe>chữ", "chữ"),
        ("<form action=https://xau.example><input name=mat_khau><button>gửi</button></form>", "gửi"),
        ("<meta http-equiv=refresh content='0;url=javascript:alert(1)'>chữ", "chữ"),
        ("<base href='https://xau.example/'>chữ", "chữ"),
        ("<object data=x.swf><embed src=x.swf>chữ</object>", "chữ"),
        ("<video src=x onerror=alert(1)><source onerror=alert(1)>chữ</video>", "chữ"),
        ("<xss id=x tabindex=1 onfocus=alert(1)>chữ</xss>", "chữ"),
        ("<p id=a name=b class='nav admin-button' data-x=1 contenteditable>chữ</p>", "chữ"),
        ("\x00<scr\x00ipt>alert(1)</scr\x00ipt>chữ", "chữ"),
        ("<b>\u0338</b><img src=x onerror=alert(1)>chữ", "chữ"),
        ('<a href="https://x.example/&quot; onclick=alert(1) x=&quot;">chữ</a>', "chữ"),
        ("<p title='\ud800'>chữ</p>", "chữ"),
    ],
)
def test_nothing_that_runs_is_stored_and_the_text_stays(hostile: str, visible: str) -> None:
    stored = sanitise(hostile)
    assert_harmless(stored)
    assert visible in plain_text(stored)
    assert sanitise(stored) == stored


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<h1>Khai giảng</h1>", "<h2>Khai giảng</h2>"),
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<div>a</div><div>b<div>c</div></div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p><p>&nbsp;</p><p><br></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a&nbsp;&nbsp;&nbsp;b</p>", "<p>a b</p>"),
        (
            "<p><o:p></o:p><span lang=VI style='mso-x:1'><font face='.VnTime'>chữ</font></span></p>",
            "<p>chữ</p>",
        ),
        ("<p>Điều 1[bookmark: dieu_1]</p>", "<p>Điều 1</p>"),
        ('<p style="text-align:center;color:red">a</p>', '<p class="align-center">a</p>'),
        ('<p class="align-right x">a</p>', '<p class="align-right">a</p>'),
        ("<center>a</center>", '<p class="align-center">a</p>'),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>"),
        ('<ol start="5"><li>a</li></ol>', '<ol start="5"><li>a</li></ol>'),
        ("<a name=_Toc1>a</a><a href='#x'>b</a>", "<p>ab</p>"),
        ("<a href='//x.example/'>a</a>", '<p><a href="https://x.example/" rel="noopener">a</a></p>'),
        ("<a href='/tin-tuc/' target=_blank>a</a>", '<p><a href="/tin-tuc/" rel="noopener">a</a></p>'),
        ("<pre>\n\n a\n  b</pre>", "<pre> a\n  b</pre>"),
        ("<p>Tru\u031bo\u031b\u0300ng</p>", "<p>Trường</p>"),
        ("a<span>\u0301</span>", "<p>á</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        (
            "<table><tr><th>A<td colspan=2 width=9>B</table>c",
            '<table><tbody><tr><th scope="row">A</th><td colspan="2">B</td></tr></tbody></table><p>c</p>',
        ),
        (
            f'<figure class="image image_resized"><img src="{OWN}" alt="Lễ" width=640 style="x">'
            "<figcaption><p>Ảnh: N.A.</p></figcaption></figure>",
            f'<figure class="image"><img src="{OWN}" alt="Lễ" width="640">'
            "<figcaption>Ảnh: N.A.</figcaption></figure>",
        ),
        (
            "<figure><img src=https://x.example/a.jpg><figcaption>Chú thích</figcaption></figure>",
            "<p>Chú thích</p>",
        ),
    ],
)
def test_markup_is_laid_out_by_the_list(given: str, kept: str) -> None:
    assert sanitise(given) == kept
    assert sanitise(kept) == kept


def test_pictures_from_elsewhere_are_dropped_and_own_ones_with_the_full_address_kept() -> None:
    stored = sanitise(
        f"<img src='http://127.0.0.1:8000{OWN}'><img src='//x.example{OWN}'><img src='{OWN}?x'>"
    )
    assert stored.count("<img") == 1
    assert picture_tokens(stored) == {"abcDEF_123-x"}


def test_plain_text_has_one_line_for_each_block() -> None:
    source = "<h2>Một</h2><ul><li>hai</li><li>ba <b>bốn</b></li></ul><p>năm<br>sáu</p>"
    assert plain_text(source) == "Một\nhai\nba bốn\nnăm\nsáu"


def test_plain_text_becomes_paragraphs_and_lists() -> None:
    plain = "Đoạn một\ndòng hai <b>\n\n- a\n- b & c\nhết\n\n\nCuối"
    assert text_to_html(plain) == (
        "<p>Đoạn một<br>dòng hai &lt;b&gt;</p><ul><li>a</li><li>b &amp; c</li></ul><p>hết</p><p>Cuối</p>"
    )


PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "<a href=/x>",
            "</a>",
            "<h1>",
            "</h2>",
            "<ul>",
        ),
        *(
            "</ul>",
            "<li>",
            "</li>",
            "<ol start=3>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<th>",
            "<thead>",
        ),
        *(
            "<caption>",
            "<figure class=image>",
            "</figure>",
            "<figcaption>",
            "<blockquote>",
            "</blockquote>",
            "<pre>",
        ),
        *(
            "</pre>",
            "<code>",
            "<br>",
            "<hr>",
            f"<img src={OWN}>",
            "<img src=x>",
            "<script>",
            "</script>",
            "<style>",
        ),
        *(
            "<svg>",
            "<math>",
            "<mtext>",
            "<template>",
            "</template>",
            "<!--",
            "-->",
            "<title>",
            "&nbsp;",
            "&lt;",
            "&",
        ),
        *(
            "<",
            ">",
            '"',
            "'",
            " ",
            "\n",
            "\u0301",
            "\u0338",
            "e",
            "ơ",
            "Trường",
            "\xa0",
            "\u200b",
            "<p align=right>",
        ),
        *(
            "<a href='http://['>",
            "<a href='javascript:x'>",
            "<center>",
            "[bookmark: a]",
            "\ud800",
            "\x00",
            "<select>",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_sanitising_twice_is_sanitising_once(source: str) -> None:
    stored = sanitise(source)
    assert sanitise(stored) == stored
    assert_harmless(stored)
    assert plain_text(stored) == unicodedata.normalize("NFC", plain_text(stored))


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<ul><li>",
        "<b>",
        "<p>x",
        "<a",
        "<!--",
        "<title>",
        "<",
        "&",
        '<a x="',
        "<table><tr><td>",
        "<svg><g>",
    ],
)
def test_a_long_run_of_hostile_markup_takes_time_in_proportion(piece: str) -> None:
    formats = "".join(f"<b id={number}>" for number in range(200))
    small, large = (formats + piece * (size // len(piece)) for size in (20_000, 400_000))

    def seconds(source: str) -> float:
        start = time.process_time()
        stored = sanitise(source)
        assert len(stored) < 8 * len(source)
        return time.process_time() - start

    # Twenty times the text: quadratic work would take four hundred times as long.
    assert seconds(large) < 100 * max(seconds(small), 0.02)
