"""Days counted inside the database, for constraints."""

from typing import Any

from django.db import models
from django.utils.deconstruct import deconstructible


@deconstructible(path="content.models.dates.DaysAfter")
class DaysAfter(models.Func):
    """The date (UTC) so many days after a moment.

    Django would count by a function of its own, and every other program that opens an SQLite file with such
    a constraint (its shell, a check of the backup) would stumble over it.
    """

    output_field = models.DateField()

    def __init__(self, moment: Any, days: int) -> None:
        super().__init__(moment)
        self.days = int(days)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler,
            connection,
            template=f"((%(expressions)s AT TIME ZONE 'UTC')::date + {self.days})",
            **context,
        )

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"date(%(expressions)s, '+{self.days} days')"
        return super().as_sql(compiler, connection, template=template, **context)
