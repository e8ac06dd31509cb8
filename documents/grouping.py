"""Making the groups of documents equal to the regulation's; nothing is ever deleted (TS-III.2.2.5)."""

from django.utils.translation import gettext as _

from documents.models import DocumentGroup
from regulations.schema import Preset


def apply_groups(preset: Preset, *, dry_run: bool = False) -> list[str]:
    """Create and rename groups by slug; returns Vietnamese lines on what was (or would be) changed.

    A group that the regulation does not know stays: it may hold documents.
    """
    changes = []
    known = {group.slug: group for group in DocumentGroup.objects.all()}
    for spec in preset.document_groups:
        group = known.get(spec.slug) or DocumentGroup(slug=spec.slug)
        if (group.name, group.order) == (spec.name, spec.order):
            continue
        said = _("Sửa nhóm văn bản: %(name)s") if group.pk else _("Thêm nhóm văn bản: %(name)s")
        changes.append(said % {"name": spec.name})
        group.name, group.order = spec.name, spec.order
        if not dry_run:
            group.save()
    return changes
