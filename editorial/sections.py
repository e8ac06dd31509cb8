"""Making the section tree equal to the regulation's; nothing is ever deleted."""

from django.utils.translation import gettext as _

from editorial.models import Section
from regulations.schema import Preset, SectionSpec

FIELDS = ("name", "kind", "path", "sensitive", "order", "description", "owner", "in_menu")


def apply_sections(preset: Preset, *, dry_run: bool = False) -> list[str]:
    """Create and update sections by slug; returns Vietnamese lines on what was (or would be) changed.

    A section that the regulation does not know stays as it is and is only named: it may hold articles.
    """
    changes = _apply_level(preset.sections, None, dry_run)
    known = {spec.slug for _parent, spec in preset.walk_sections()}
    for section in Section.objects.exclude(slug__in=known).order_by("slug"):
        changes.append(_("Giữ nguyên chuyên mục ngoài quy chế: %(name)s") % {"name": section.name})
    return changes


def _apply_level(specs: tuple[SectionSpec, ...], parent: Section | None, dry_run: bool) -> list[str]:
    changes: list[str] = []
    for spec in specs:
        section = Section.objects.filter(slug=spec.slug).first()
        wanted = {name: getattr(spec, name) for name in FIELDS}
        if section is None:
            changes.append(_("Thêm chuyên mục: %(name)s") % {"name": spec.name})
            section = Section(slug=spec.slug, parent=parent, **wanted)
            if not dry_run:
                section.save()
        else:
            changes += _update(section, wanted, parent, dry_run)
        changes += _apply_level(spec.children, section, dry_run)
    return changes


def _update(section: Section, wanted: dict[str, object], parent: Section | None, dry_run: bool) -> list[str]:
    differing = [name for name, value in wanted.items() if getattr(section, name) != value]
    if section.parent_id != (parent.pk if parent else None):
        differing.append("parent")
    if not differing:
        return []
    names = {field.name: str(field.verbose_name) for field in section._meta.concrete_fields}
    labels = ", ".join(names[name] for name in differing)
    if not dry_run:
        for name in differing:
            setattr(section, name, parent if name == "parent" else wanted[name])
        section.save(update_fields=differing)
    return [_("Sửa chuyên mục %(name)s: %(fields)s") % {"name": section.name, "fields": labels}]
