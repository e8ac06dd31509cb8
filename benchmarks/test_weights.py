"""Every public page type: bytes of a first visit, requests, queries cold and warm, CPU (`make bench`).

Cold is the first request of a new process as far as the code keeps anything; warm is the one after it.
"""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from whitenoise.compress import Compressor

from benchmarks.test_pages import cpu
from regulations.loading import load_preset
from tests.pages.screens import screens_of
from tests.pages.weight import weigh
from tests.school import School

COLUMNS = (
    "| page | HTML | gzip | br | as sent | CSS | JS | fonts | SVG | first visit | requests"
    " | queries cold | warm | ms |"
)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def forget() -> None:
    ContentType.objects.clear_cache()
    load_preset.cache_clear()


def test_weights_and_queries_of_public_pages(school: School) -> None:
    print(f"\n{COLUMNS}\n{'|---' * (COLUMNS.count('|') - 1)}|")
    for screen in (screen for screen in screens_of(school) if screen.is_public):
        client = Client()
        weight = weigh(client, screen.url)
        raw = client.get(screen.url).content
        packed = (len(pack(raw)) for pack in (Compressor.compress_gzip, Compressor.compress_brotli))
        forget()
        counts = [queries_of(client, screen.url) for _time in range(2)]
        files = [weight.files[kind] for kind in ("css", "js", "font", "drawing")]
        spent = f"{cpu(partial(client.get, screen.url)):.1f}"
        sizes = (len(raw), *packed, weight.html, *files, weight.total)
        cells = (screen.name, *sizes, weight.requests, *counts, spent)
        print("| " + " | ".join(str(one) for one in cells) + " |")
