import errno
import fcntl
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from operations import broker
from operations.probe import alive, reachable
from operations.processes import Program
from operations.supervisor import Supervisor


class Command(BaseCommand):
    help = "Run web, worker and scheduler together and keep them running (HOST, PORT, VAR_DIR)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo",
            action="store_true",
            help="First bring the database up to date and, when it is empty, build the demonstration school.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port, var_dir = settings.HOST, settings.PORT, settings.VAR_DIR
        if not settings.SECRET_KEY_CONFIGURED:
            raise CommandError(
                _("Chưa có khóa bí mật: hãy đặt SECRET_KEY hoặc SECRET_KEY_FILE, hoặc dùng make run.")
            )
        with only_one(var_dir):
            require_free(host, port)
            if path := broker.embedded_path(settings.CELERY_BROKER_URL):
                broker.prepare(path)
            if options["demo"]:
                self._prepare()
            supervisor = Supervisor(
                programs(var_dir),
                environment(var_dir),
                is_ready=lambda: alive(host, port, settings.SITE_URL),
                ready_line=f"Ready: http://{reachable(host)}:{port}/",
            )
            code = supervisor.run()
        if code:
            sys.exit(code)

    def _prepare(self) -> None:
        """In this process and not in two of their own: each would need a second or two to start."""
        try:
            call_command("migrate", verbosity=0, stdout=self.stdout)
            call_command("demo", if_empty=True, stdout=self.stdout)
        except KeyboardInterrupt:
            sys.exit(130)
        # The children are forked from here, and no connection may be shared.
        connections.close_all()


def programs(var_dir: Path) -> tuple[Program, ...]:
    """The portal's processes in the order of their start. They stop in the reverse one."""
    celery = (sys.executable, "-m", "celery", "--app=portal", "--quiet")
    # These talk to other workers, of which there are none.
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    # Processes and not threads: only a process can be ended when its task passes the time limit.
    pool = ("--pool=prefork", "--concurrency=2")
    schedule = f"--schedule={var_dir / 'celerybeat-schedule'}"
    return (
        Program("web", (sys.executable, "-m", "gunicorn", "--config=python:portal.webserver"), grace=12),
        Program("worker", (*celery, "worker", "--loglevel=WARNING", *pool, *alone), grace=20),
        Program("beat", (*celery, "beat", "--loglevel=WARNING", "--pidfile=", schedule), grace=5),
    )


def environment(var_dir: Path) -> dict[str, str]:
    """The children's environment: this process's own, with everything they write under `var_dir`."""
    temporary = var_dir / "tmp"
    # Uploads broken off by a power cut would stay for ever; the lock says that nobody uses them.
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True, mode=0o700)
    paths = (str(settings.BASE_DIR), os.environ.get("PYTHONPATH", ""))
    return os.environ | {
        "VAR_DIR": str(var_dir),
        "TMPDIR": str(temporary),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUNBUFFERED": "1",
    }


@contextmanager
def only_one(var_dir: Path) -> Iterator[None]:
    """Hold the lock of `var_dir`; two schedulers on the same data would do everything twice."""
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        file = (var_dir / "serve.lock").open("a+")
    except OSError as error:
        raise CommandError(
            _("Không ghi được vào thư mục dữ liệu %(path)s: %(reason)s.")
            % {"path": var_dir, "reason": error.strerror}
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise CommandError(
                _("Cổng thông tin đang chạy trên thư mục %(path)s (tiến trình %(pid)s); hãy dừng nó.")
                % {"path": var_dir, "pid": file.read().strip() or "?"}
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def require_free(host: str, port: int) -> None:
    """Refuse, in words, an address that gunicorn would not get."""
    reasons = {
        errno.EADDRINUSE: _("đang được một chương trình khác dùng"),
        errno.EACCES: _("cần quyền quản trị (cổng dưới 1024)"),
        errno.EADDRNOTAVAIL: _("không phải địa chỉ của máy này"),
    }
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return
    except OverflowError:
        reason = _("không phải số cổng (0–65535)")
    except OSError as error:
        reason = reasons.get(error.errno or 0, error.strerror or str(error))
    raise CommandError(
        _("Không mở được cổng %(host)s:%(port)s: %(reason)s. Hãy chọn cổng khác, ví dụ: PORT=8001")
        % {"host": host, "port": port, "reason": reason}
    )
