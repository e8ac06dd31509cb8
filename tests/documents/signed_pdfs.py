"""Certificates and signed PDFs made on the spot: a root, people, a time stamp, and what spoils them."""

import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

YEAR = timedelta(days=365)
NOW = timezone.now()
SCHOOL = "Trường THCS Hoa Phượng"
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def apart(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """In a thread of its own: pyHanko runs an event loop, and the browser's tests leave one in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work, *args, **kwargs).result()


@dataclass(frozen=True)
class Identity:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def asn1(self) -> Any:
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> Any:
        packed = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return keys.PrivateKeyInfo.load(packed)


def identity(
    name: str,
    issuer: Identity | None = None,
    *,
    usages: tuple[str, ...] = ("digital_signature", "content_commitment"),
    valid: tuple[datetime, datetime] = (NOW - YEAR, NOW + YEAR),
    stamps_time: bool = False,
) -> Identity:
    """Somebody with a certificate from the issuer, or from themselves."""
    key = rsa.generate_private_key(65537, 2048) if stamps_time else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, SCHOOL),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints("key_cert_sign" in usages, None), critical=True)
        .add_extension(x509.KeyUsage(**{one: one in usages for one in _USAGES}), critical=True)
    )
    if stamps_time:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    return Identity(builder.sign(issuer.key if issuer else key, SHA256()), key)


@cache
def root() -> Identity:
    long_ago = (NOW - 10 * YEAR, NOW + 10 * YEAR)
    return identity("Cơ quan cấp chứng thư thử nghiệm", usages=("key_cert_sign", "crl_sign"), valid=long_ago)


@cache
def principal() -> Identity:
    return identity("Nguyễn Thị Tâm", root())


@cache
def clerk() -> Identity:
    return identity("Lê Văn Thư", root())


@cache
def expired() -> Identity:
    return identity("Trần Văn Cũ", root(), valid=(NOW - 3 * YEAR, NOW - YEAR))


@cache
def stamp_authority() -> Identity:
    long_ago = (NOW - 5 * YEAR, NOW + 5 * YEAR)
    return identity("Dấu thời gian thử nghiệm", root(), valid=long_ago, stamps_time=True)


def plain_pdf(pages: int = 1) -> bytes:
    writer = PdfFileWriter()
    for number in range(pages):
        text = generic.StreamObject(stream_data=b"BT (Quyet dinh so %d) Tj ET" % number)
        writer.insert_page(PageObject(contents=writer.add_object(text), media_box=(0, 0, 595, 842)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(
    content: bytes,
    by: Identity,
    field: str = "Signature1",
    *,
    stamped_at: datetime | None = None,
    **given: Any,
) -> bytes:
    """The PDF with one more signature, as an incremental update."""
    store = SimpleCertificateStore()
    store.register(root().asn1)
    signer = signers.SimpleSigner(by.asn1, by.asn1_key, store)
    metadata = signers.PdfSignatureMetadata(field_name=field, name="Tên tự khai", **given)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    out = apart(signers.sign_pdf, writer, metadata, signer, timestamper=_stamper(stamped_at))
    return out.getvalue()


def _stamper(at: datetime | None) -> DummyTimeStamper | None:
    if at is None:
        return None
    store = SimpleCertificateStore()
    store.register(root().asn1)
    authority = stamp_authority()
    return DummyTimeStamper(authority.asn1, authority.asn1_key, store, fixed_dt=at)


def with_new_text(content: bytes) -> bytes:
    """Somebody put other words on the page afterwards, in the way that PDF programs save."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    stream = generic.StreamObject(stream_data=b"BT (Khac) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_empty_field(content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    append_signature_field(writer, SigFieldSpec("ChoKy"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_flipped_byte(content: bytes) -> bytes:
    at = content.index(b"Quyet dinh")
    return content[:at] + b"q" + content[at + 1 :]


def with_broken_cms(content: bytes, *, at: int = 0) -> bytes:
    """Zeros in the signature container, from so many bytes behind its beginning on."""
    start = content.index(b"/Contents <") + len(b"/Contents <") + at
    return content[:start] + b"0" * 40 + content[start + 40 :]


def bomb(unpacked: int = 1_200_000_000) -> bytes:
    """A PDF of some 100 KB that says it is signed, and whose list of objects unpacks to so many bytes."""
    piece = 16 * 1024 * 1024
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(piece)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(piece)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + again * (unpacked // piece)
    catalog = b"%PDF-1.7\n1 0 obj<</Type/Catalog/ByteRange[0 1 2 3]>>endobj\n"
    table = b"2 0 obj<</Type/XRef/Size 3/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    return catalog + table + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(catalog)
