"""The IT administrator's screens for what stands around the texts."""

from portal.admin.profile import SchoolProfileAdmin

__all__ = ["SchoolProfileAdmin"]
