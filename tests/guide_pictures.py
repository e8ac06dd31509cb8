"""Takes the pictures of the guides in docs/vi from a demonstration school of its own: `make guide-pictures`.

Every picture is a scene in the table below: who sits there, where they go, and what is shown. Links and
buttons are found by what they are called, so a scene breaks loudly when its screen is renamed.
"""

import io
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests import policy

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/vi/hinh"
DESK = "/quan-tri/"
DOCUMENTS = f"{DESK}documents/officialdocument/"
DESKTOP: ViewportSize = {"width": 1100, "height": 760}
PHONE: ViewportSize = {"width": 390, "height": 780}
LARGEST = 80 * 1024
STARTS_WITHIN = 600  # seconds
READ_WITHIN = 120


@dataclass(frozen=True)
class Scene:
    """From `address` through the links named in `links` to a picture.

    `into` fills fields by their labels; `to` is a heading that is scrolled to the top; `until` are words that
    the worker brings: the page is loaded again until they stand in it.
    """

    name: str
    who: str
    address: str = DESK
    links: tuple[str, ...] = ()
    first_task: bool = False  # opens the first text that waits
    into: tuple[tuple[str, str], ...] = ()
    to: str = ""
    until: str = ""
    phone: bool = False


SCENES = (
    Scene("viec-cua-toi", "giaovien"),
    Scene(
        "soan-bai",
        "giaovien",
        links=("Soạn bài viết mới",),
        into=(
            ("Tiêu đề", "Ngày hội đọc sách của học sinh khối 6"),
            ("Tóm tắt", "Sáng 12/11, 160 học sinh khối 6 tham gia ngày hội đọc sách tại sân trường."),
        ),
    ),
    Scene("trang-cua-bai", "giaovien", first_task=True),
    Scene("cho-xu-ly", "thuky"),
    Scene("bien-tap", "thuky", first_task=True),
    Scene("danh-sach-bai", "thuky", links=("Danh mục", "Bài viết")),
    Scene("duyet-tren-dien-thoai", "phoban", first_task=True, to="Việc có thể làm", phone=True),
    Scene("ma-tran-quyen", "truongban", links=("Danh mục", "Ma trận phân quyền")),
    Scene("danh-muc", "quantri", links=("Danh mục",)),
    Scene(
        "them-tai-khoan",
        "quantri",
        links=("Danh mục", "Tài khoản", "Thêm tài khoản"),
        into=(("Họ và tên", "Nguyễn Thị Hoa"),),
    ),
    Scene("khoa-tai-khoan", "quantri", links=("Danh mục", "Tài khoản", "thuky", "Khóa tài khoản…")),
    Scene("van-ban-tu-tep", "vanthu", f"{DOCUMENTS}them/"),
    Scene(
        "van-ban-dien-san",
        "vanthu",
        f"{DOCUMENTS}?state=draft",
        links=("1877-SGDĐT-VP.docx",),
        until="Điền sẵn từ tệp",
    ),
    Scene("van-ban-tren-cong", "vanthu", "/van-ban/"),
    Scene("chuyen-muc", "quantri", links=("Danh mục", "Chuyên mục")),
)


def draw(page: Page, scene: Scene) -> bytes:
    """The scene as a WebP picture."""
    page.goto(scene.address)
    for link in scene.links:
        page.get_by_role("link", name=link, exact=True).last.click()
    if scene.first_task:
        page.locator(".desk-list a[href*='/content/']").first.click()
    if scene.until:
        load_until(page, scene.until)
    for label, words in scene.into:
        page.get_by_label(label).first.fill(words)
    page.wait_for_load_state("networkidle")
    if scene.to:
        page.get_by_role("heading", name=scene.to).first.evaluate("one => one.scrollIntoView()")
    return webp(page.screenshot(animations="disabled", caret="hide"))


def load_until(page: Page, words: str) -> None:
    last = time.monotonic() + READ_WITHIN
    while page.get_by_text(words).count() == 0:
        if time.monotonic() > last:
            raise RuntimeError(f"{page.url} never said: {words}")
        page.wait_for_timeout(2_000)
        page.reload()


def webp(png: bytes) -> bytes:
    """As good as fits under LARGEST."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (82, 70, 55, 40):
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    return written.getvalue()


@contextmanager
def demonstration(password: str) -> Iterator[str]:
    """A school of its own in a directory that is thrown away; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as scratch:
        env = {**os.environ, "VAR_DIR": scratch, "PORT": str(port), "DEMO_PASSWORD": password}
        # A group of its own: the server's children end with it.
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(
            ["make", "run"], cwd=ROOT, env=env, start_new_session=True, stdout=quiet, stderr=quiet
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(port, server)
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < last and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise RuntimeError("the demonstration did not start")


def sign_in(browser: Browser, address: str, scene: Scene, password: str) -> Page:
    context = browser.new_context(base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page = context.new_page()
    page.set_viewport_size(PHONE if scene.phone else DESKTOP)
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(scene.who)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{DESK}")
    return page


def main() -> None:
    """Take every picture, or those named."""
    parser = ArgumentParser(description=main.__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take (all)")
    parser.add_argument("--at", help="a demonstration that runs already, whose DEMO_PASSWORD is set")
    asked = parser.parse_args()
    wanted = [scene for scene in SCENES if not asked.names or scene.name in asked.names]
    PICTURES.mkdir(exist_ok=True)
    password = os.environ["DEMO_PASSWORD"] if asked.at else secrets.token_urlsafe(12)
    school = nullcontext(asked.at) if asked.at else demonstration(password)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with school as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=policy.chromium(), args=sandbox)
        for scene in wanted:
            page = sign_in(browser, address, scene, password)
            written = draw(page, scene)
            (PICTURES / f"{scene.name}.webp").write_bytes(written)
            sys.stdout.write(f"{scene.name}.webp {len(written) // 1024} KB\n")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
