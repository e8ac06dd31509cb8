"""Synonyms that every school needs; the administrator changes and adds to them (/quan-tri/)."""

from portal.search.models import Synonym

SYNONYMS = {
    "th": ("TH", "tiểu học"),
    "thcs": ("THCS", "trung học cơ sở"),
    "thpt": ("THPT", "trung học phổ thông"),
    "gddt": ("GDĐT", "GD ĐT", "giáo dục và đào tạo", "giáo dục đào tạo"),
    "bgddt": ("BGDĐT", "Bộ Giáo dục và Đào tạo", "Bộ GDĐT"),
    "sgddt": ("SGDĐT", "Sở Giáo dục và Đào tạo", "Sở GDĐT"),
    "pgddt": ("PGDĐT", "Phòng Giáo dục và Đào tạo", "Phòng GDĐT"),
    "ubnd": ("UBND", "ủy ban nhân dân"),
    "hdnd": ("HĐND", "hội đồng nhân dân"),
    "hsg": ("HSG", "học sinh giỏi"),
    "gvg": ("GVG", "giáo viên giỏi"),
    "gvcn": ("GVCN", "giáo viên chủ nhiệm"),
    "cmhs": ("CMHS", "cha mẹ học sinh", "phụ huynh"),
    "skkn": ("SKKN", "sáng kiến kinh nghiệm"),
    "tkb": ("TKB", "thời khóa biểu"),
    "cntt": ("CNTT", "công nghệ thông tin"),
    "csvc": ("CSVC", "cơ sở vật chất"),
    "bgh": ("BGH", "ban giám hiệu"),
    "atgt": ("ATGT", "an toàn giao thông"),
    "pccc": ("PCCC", "phòng cháy chữa cháy"),
    "bhyt": ("BHYT", "bảo hiểm y tế"),
    "qd": ("QĐ", "quyết định"),
    "kh": ("KH", "kế hoạch"),
    "tb": ("TB", "thông báo"),
    "tnc": ("TNCS", "thanh niên cộng sản"),
}


def sow_synonyms() -> int:
    """Add the groups that this school has never had; what was changed or switched off stays so."""
    known = set(Synonym.objects.exclude(key="").values_list("key", flat=True))
    missing = [
        Synonym(key=key, phrases="\n".join(group)) for key, group in SYNONYMS.items() if key not in known
    ]
    Synonym.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
