"""The checklist of articles and pages: one table; docs/en/checklist.md is its copy."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.checking import completeness, links, personal, pictures, sources
from content.checking.encoding import encoding
from content.checking.text import Text
from documents.checking import FILE_RULES
from editorial.checklist import Found, Rule, Severity, register

Question = Callable[[Text], Iterable[Found]]
BLOCK, WARN, HINT = Severity.BLOCK, Severity.WARN, Severity.HINT


def _rule(find: Question, severity: Severity, sentence: str | Promise, advice: str | Promise) -> Rule:
    return Rule(find.__name__, sentence, advice, find, severity, holds_public=find is encoding)


def _fixed(find: Question, sentence: str | Promise, advice: str | Promise) -> Rule:
    return Rule(find.__name__, sentence, advice, find, fixed=True)


RULES = (
    # What the law or the database asks; no regulation can change it.
    _fixed(completeness.title_missing, _("Chưa có tiêu đề."), _("Hãy ghi tiêu đề.")),
    _fixed(completeness.body_missing, _("Chưa có nội dung."), _("Hãy soạn nội dung.")),
    _fixed(
        pictures.alt_missing,
        _("Ảnh chưa có mô tả."),
        _("Hãy viết một câu cho người không nhìn thấy ảnh: ai, đang làm gì, ở đâu."),
    ),
    _fixed(
        completeness.source_missing,
        _("Bài lấy từ nguồn khác phải ghi tên nguồn."),
        _("Hãy ghi tên nguồn vào ô “Nguồn”."),
    ),
    _fixed(
        completeness.source_address,
        _("Địa chỉ bài gốc phải bắt đầu bằng http:// hoặc https://."),
        _("Hãy chép lại địa chỉ từ thanh địa chỉ của trình duyệt."),
    ),
    _fixed(completeness.address_taken, _("Đường dẫn đã có trang khác dùng."), _("Hãy chọn đường dẫn khác.")),
    _fixed(
        completeness.correction_unsaid,
        _("Đính chính phải ghi rõ đã sửa điều gì."),
        _("Hãy ghi vào ô “Nội dung sửa đổi”."),
    ),
    _fixed(
        completeness.pin_too_long,
        _("Chỉ ghim được nhiều nhất 60 ngày kể từ khi đăng."),
        _("Hãy chọn ngày sớm hơn ở ô “Ghim đến hết ngày”."),
    ),
    # What the regulation weighs.
    _rule(
        completeness.section_missing,
        HINT,
        _("Chưa chọn chuyên mục."),
        _("Hãy chọn chuyên mục, hoặc để Tổ Thư ký xếp."),
    ),
    _rule(
        completeness.title_length,
        HINT,
        _("Tiêu đề quá ngắn hoặc quá dài."),
        _("Hãy nói đủ ai, việc gì, trong một dòng."),
    ),
    _rule(
        completeness.title_capitals,
        WARN,
        _("Tiêu đề viết hoa toàn bộ."),
        _("Hãy viết hoa chữ đầu câu và tên riêng; chữ hoa toàn bộ khó đọc."),
    ),
    _rule(
        completeness.title_stop,
        HINT,
        _("Tiêu đề kết thúc bằng dấu chấm."),
        _("Hãy bỏ dấu chấm ở cuối tiêu đề."),
    ),
    _rule(
        completeness.lead_missing,
        HINT,
        _("Chưa có tóm tắt."),
        _("Hãy viết hai, ba câu; tóm tắt hiện trong danh sách bài và khi chia sẻ."),
    ),
    _rule(completeness.lead_long, HINT, _("Tóm tắt quá dài."), _("Hãy rút còn hai, ba câu.")),
    _rule(
        completeness.body_short,
        HINT,
        _("Nội dung quá ngắn."),
        _("Hãy nói đủ việc gì, ở đâu, khi nào, ai tham gia."),
    ),
    _rule(
        completeness.notice_dates,
        HINT,
        _("Thông báo không nêu ngày, giờ và không có hạn hiển thị."),
        _("Hãy ghi rõ ngày giờ, hoặc đặt “Hết hạn hiển thị”."),
    ),
    _rule(
        pictures.alt_poor,
        WARN,
        _("Mô tả ảnh không giúp người không nhìn thấy ảnh."),
        _("Hãy viết một câu: ai, đang làm gì, ở đâu."),
    ),
    _rule(
        pictures.picture_small,
        WARN,
        _("Ảnh đại diện quá nhỏ."),
        _("Hãy dùng ảnh gốc của máy ảnh, không dùng ảnh đã gửi qua tin nhắn."),
    ),
    _rule(
        pictures.text_in_picture,
        WARN,
        _("Nội dung hầu như chỉ nằm trong ảnh."),
        _("Hãy gõ lại nội dung chính hoặc đính kèm tệp: chữ trong ảnh không đọc to, không tìm kiếm được."),
    ),
    _rule(
        encoding,
        WARN,
        _("Có chữ không phải Unicode tiếng Việt."),
        _("Hãy chuyển chữ sang Unicode dựng sẵn (TCVN 6909:2001) rồi dán lại."),
    ),
    _rule(
        personal.identity_number,
        BLOCK,
        _("Có số định danh cá nhân (căn cước, chứng minh nhân dân)."),
        _("Hãy xóa số này; nếu cần đối chiếu chỉ để ba số cuối."),
    ),
    _rule(
        personal.phone_number,
        WARN,
        _("Có số điện thoại di động."),
        _("Hãy thay bằng số điện thoại của trường, trừ khi người đó đã đồng ý công khai."),
    ),
    _rule(
        personal.email_address,
        WARN,
        _("Có địa chỉ thư điện tử cá nhân."),
        _("Hãy thay bằng địa chỉ thư của trường, trừ khi người đó đã đồng ý công khai."),
    ),
    _rule(
        personal.birth_dates,
        WARN,
        _("Có ngày sinh của nhiều người."),
        _("Hãy bỏ ngày sinh; danh sách công khai chỉ cần họ tên và lớp khi đã được đồng ý."),
    ),
    _rule(
        personal.bank_account,
        WARN,
        _("Có số tài khoản ngân hàng."),
        _("Chỉ giữ lại nếu đó là tài khoản của nhà trường; tài khoản cá nhân thì xóa."),
    ),
    _rule(
        personal.home_address,
        WARN,
        _("Có nơi ở của nhiều người."),
        _("Hãy bỏ địa chỉ nhà; nơi ở của học sinh là bí mật đời sống riêng tư."),
    ),
    _rule(
        personal.pupil_list,
        WARN,
        _("Có danh sách học sinh kèm điểm, sức khỏe hoặc hoàn cảnh."),
        _("Hãy bỏ các cột này hoặc chỉ nêu số lượng; công khai phải được học sinh và cha mẹ đồng ý."),
    ),
    _rule(
        links.dead_link,
        WARN,
        _("Có liên kết tới trang không có trên cổng."),
        _("Hãy mở thử liên kết và sửa lại địa chỉ."),
    ),
    _rule(
        links.inner_link,
        BLOCK,
        _("Có địa chỉ chỉ mở được trên máy hoặc mạng của trường."),
        _("Hãy tải tệp lên cổng hoặc dùng địa chỉ công khai."),
    ),
    _rule(
        links.vague_link,
        HINT,
        _("Có liên kết không nói dẫn tới đâu."),
        _("Hãy đặt liên kết vào tên của trang hoặc tệp, thay cho “tại đây”."),
    ),
    _rule(
        links.plain_http,
        HINT,
        _("Có liên kết http:// tới nơi đã dùng https://."),
        _("Hãy đổi http:// thành https:// và mở thử."),
    ),
    _rule(
        sources.source_unnamed,
        WARN,
        _("Có dấu hiệu lấy từ nguồn khác mà ô “Nguồn” để trống."),
        _("Hãy ghi tên nguồn và địa chỉ bài gốc, hoặc bỏ phần đã chép."),
    ),
    _rule(
        sources.copied_text,
        WARN,
        _("Bài gần như trùng một bài đã đăng trên cổng."),
        _("Nếu là bản sửa, hãy mở bản sửa đổi của bài đã đăng thay cho bài mới."),
    ),
    _rule(
        completeness.heading_order,
        HINT,
        _("Đề mục nhảy cấp."),
        _("Hãy dùng lần lượt Đề mục 2, 3, 4."),
    ),
    _rule(
        completeness.table_header,
        HINT,
        _("Bảng chưa có hàng tiêu đề."),
        _("Hãy chọn hàng đầu của bảng làm hàng tiêu đề (Hàng › Hàng tiêu đề)."),
    ),
    *FILE_RULES,
)

for kind in ("content.article", "content.page"):
    register(kind, Text, RULES)
