from portal.models.profile import THE_ROW, SchoolProfile

__all__ = ["THE_ROW", "SchoolProfile"]
