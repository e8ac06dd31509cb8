"""Secret codes that the portal makes: told once, to be handed out, then forgotten (law.md §5)."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from editorial.workflow import Refused
from exams.choices import Progress
from exams.keys import code_for, normal_number, unseal
from exams.models import ResultImport
from exams.recording import write_event
from people.models import User


def codes_of(batch: ResultImport, *, by: User) -> list[tuple[str, str, str]]:
    """Number, name and code of every candidate, in the order of the file; raises `Refused`.

    Told until somebody says that the list is safe, or for a week (`exams.retention`); every time is noted.
    """
    with transaction.atomic():
        fresh = ResultImport.objects.select_for_update().get(pk=batch.pk)
        if fresh.status != Progress.LOADED or not fresh.code_seed:
            raise Refused([_("Bản nhập này không còn mã để phát.")])
        write_event(fresh.session, "codes", by=by, data={"import": fresh.pk, "rows": fresh.rows_kept})
    return list(_codes(fresh))


def _codes(batch: ResultImport) -> Iterator[tuple[str, str, str]]:
    for content in batch.results.order_by("pk").values_list("content", flat=True).iterator():
        said = unseal(content)
        yield said["number"], said["name"], code_for(batch.code_seed, normal_number(said["number"]))


@transaction.atomic
def forget_codes(batch: ResultImport, *, by: User | None) -> None:
    """From now on only digests are left: who loses a code is told the result at school."""
    forgotten = ResultImport.objects.filter(pk=batch.pk).exclude(code_seed="").update(code_seed="")
    if forgotten:
        write_event(batch.session, "forget", by=by, data={"import": batch.pk})
