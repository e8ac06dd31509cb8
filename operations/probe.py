"""Is this machine's web process alive? `python -m operations.probe` answers by its exit code."""

import ipaddress
import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def reachable(host: str) -> str:
    """The address of a server bound to `host`, seen from this machine: "any" is none to connect to."""
    try:
        unspecified = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host or "127.0.0.1"
    return "127.0.0.1" if unspecified else host


def alive(host: str, port: int, site_url: str = "", timeout: float = 2.0) -> bool:
    """Ask /healthz at `host`:`port` and wait `timeout` seconds at most; true when it answers 200.

    The question carries the public name of `site_url`, for Django refuses names outside ALLOWED_HOSTS.
    """
    target = reachable(host)
    connection = HTTPConnection(target, port, timeout=timeout)
    try:
        connection.request(
            "GET", "/healthz", headers={"Host": urlsplit(site_url).netloc or f"{target}:{port}"}
        )
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    environment = os.environ
    port = int(environment.get("PORT") or 8000)
    return 0 if alive(environment.get("HOST", ""), port, environment.get("SITE_URL", "")) else 1


if __name__ == "__main__":
    sys.exit(main())
