"""Cases reckoned by hand: rule, regulation, input=value, the first instant too late, why.

The calendar is that of a fresh portal: the Labour Code, the swaps of 2024–2026, the forecast for 2027.
"""

from typing import NamedTuple


class Case(NamedTuple):
    rule: str
    regulation: str
    input: dict[str, str]
    due: str
    why: str

    def as_json(self) -> dict[str, object]:
        return {"rule": self.rule, "regulation": self.regulation, "input": self.input}


_TABLE = """
# The worked examples of requirements 7.2.
event_report hai_ninh ends_at=2026-11-20T17:00 2026-11-22T00:00 HN-13.1
document hai_ninh stamped_at=2026-11-20T11:59 2026-11-21T00:00 HN-13.2a
document hai_ninh stamped_at=2026-11-20T12:01 2026-11-21T12:00 HN-13.2b
plan_project hai_ninh approved_on=2026-11-20 2026-11-27T00:00 HN-13.3, 24/11 is a holiday
plan_project hai_ninh approved_on=2026-02-12 2026-02-25T00:00 HN-13.3 over Tết
plan_project hai_ninh approved_on=2026-04-28 2026-05-06T00:00 HN-13.3 over 30/4–1/5
plan_project hai_ninh approved_on=2026-11-21 2026-11-27T00:00 HN-13.3, approved on a Saturday
research hai_ninh approved_on=2026-11-20 2026-12-22T00:00 HN-13.4
report_month hai_ninh period=2026-11 2026-12-08T00:00 HN-13.6a
report_quarter hai_ninh period=2026-Q4 2027-01-16T00:00 HN-13.6b
report_halfyear hai_ninh period=2027-H1 2027-07-16T00:00 HN-13.6c
report_year hai_ninh held_on=2027-05-28 2027-06-13T00:00 HN-13.6d
event_report tinh_son ends_at=2026-11-20 2026-11-24T00:00 TS-III.3.4
document tinh_son signed_at=2026-11-20 2026-11-23T00:00 TS-III.3.5
research tinh_son accepted_on=2026-11-20 2026-12-05T00:00 TS-III.3.6

# Events: calendar days, whatever day it is.
event_report hai_ninh ends_at=2026-11-21 2026-11-23T00:00 a Saturday: Sunday is counted
event_report hai_ninh ends_at=2026-12-31T23:59 2027-01-02T00:00 over the end of the year
event_report hai_ninh ends_at=2026-02-16 2026-02-18T00:00 in the middle of Tết
event_report hai_ninh ends_at=2028-02-28 2028-03-01T00:00 a leap day
event_report hai_ninh ends_at=2027-02-28 2027-03-02T00:00 no leap day
event_report hai_ninh ends_at=2026-11-20T00:00 2026-11-22T00:00 the first minute of the day
event_report hai_ninh ends_at=2026-11-20T23:59:59.999999 2026-11-22T00:00 its last instant
event_report hai_ninh ends_at=2026-11-20T17:00:00Z 2026-11-23T00:00 midnight of the 21st in Vietnam
event_report hai_ninh ends_at=2026-11-20T16:59:59Z 2026-11-22T00:00 a second before that midnight
event_report hai_ninh ends_at=2026-11-20T17:00:00+07:00 2026-11-22T00:00 the offset of Vietnam
event_report hai_ninh ends_at=2026-11-20T20:00:00-05:00 2026-11-23T00:00 the 21st, 8:00 in Vietnam
event_report hai_ninh ends_at=2026-11-21T01:00:00+14:00 2026-11-22T00:00 still the 20th in Vietnam
event_report standard ends_at=2026-08-31 2026-09-02T00:00 2/9 itself
event_report quan_8 ends_at=2026-11-20T09:00 2026-11-22T00:00 silent: as Hải Ninh
event_report quang_ngai ends_at=2026-11-20 2026-11-22T00:00 silent: as Hải Ninh
event_report him_lam ends_at=2026-11-20 2026-11-22T00:00 silent: as Hải Ninh
event_report tinh_son ends_at=2026-12-30 2027-01-03T00:00 three days over the end of the year
event_report tinh_son ends_at=2026-02-13 2026-02-17T00:00 into Tết: no day is left out
event_report tinh_son ends_at=2028-02-27 2028-03-02T00:00 over a leap day

# Documents by the hour of the stamp.
document hai_ninh stamped_at=2026-11-20T12:00:00 2026-11-21T12:00 noon itself is no longer before noon
document hai_ninh stamped_at=2026-11-20T11:59:59.999999 2026-11-21T00:00 the last instant before noon
document hai_ninh stamped_at=2026-11-20 2026-11-21T00:00 no hour known: the stricter branch
document hai_ninh stamped_at=2026-11-20T00:00 2026-11-21T00:00 stamped at midnight
document hai_ninh stamped_at=2026-11-20T23:59:59 2026-11-21T12:00 stamped late in the evening
document hai_ninh stamped_at=2026-11-21T14:00 2026-11-22T12:00 Saturday and Sunday are not excepted
document hai_ninh stamped_at=2026-11-22T08:00 2026-11-23T00:00 a Sunday morning
document hai_ninh stamped_at=2026-12-31T14:00 2027-01-01T12:00 the first day of the year
document hai_ninh stamped_at=2026-02-15T14:00 2026-02-16T12:00 New Year's Eve is no exception
document hai_ninh stamped_at=2026-11-20T04:59:59Z 2026-11-21T00:00 11:59:59 in Vietnam
document hai_ninh stamped_at=2026-11-20T05:00:00Z 2026-11-21T12:00 12:00 in Vietnam
document hai_ninh stamped_at=2026-11-20T18:30:00Z 2026-11-22T00:00 1:30 of the 21st in Vietnam
document hai_ninh stamped_at=2026-11-20T12:00+09:00 2026-11-21T00:00 10:00 in Vietnam
document hai_ninh stamped_at=2028-02-28T13:00 2028-02-29T12:00 a leap day
document hai_ninh signed_at=2026-11-20T13:00 2026-11-21T12:00 the moment known is that of signing
document standard stamped_at=2026-11-20T12:00 2026-11-21T12:00 the standard is Hải Ninh's
document him_lam stamped_at=2026-11-20T09:15 2026-11-21T00:00 silent: as Hải Ninh
document tinh_son signed_at=2026-11-20T13:00 2026-11-23T00:00 the hour does not matter
document tinh_son stamped_at=2026-11-20T11:00 2026-11-23T00:00 the moment known is that of the stamp
document tinh_son signed_at=2026-11-20T17:00:00Z 2026-11-24T00:00 signed on the 21st in Vietnam
document tinh_son signed_at=2026-12-31 2027-01-03T00:00 over the end of the year

# Three working days.
plan_project hai_ninh approved_on=2026-11-16 2026-11-20T00:00 a week without holidays
plan_project hai_ninh approved_on=2026-11-17 2026-11-21T00:00 Friday is the third
plan_project hai_ninh approved_on=2026-11-18 2026-11-24T00:00 over a weekend
plan_project hai_ninh approved_on=2026-11-23 2026-11-28T00:00 24/11 is left out
plan_project hai_ninh approved_on=2026-11-20T18:00:00Z 2026-11-27T00:00 a Saturday in Vietnam
plan_project hai_ninh approved_on=2025-12-30 2026-01-07T00:00 31/12, then 01/01, 02/01 and the weekend are off
plan_project hai_ninh approved_on=2026-01-07 2026-01-11T00:00 8, 9 and the make-up Saturday 10/01
plan_project hai_ninh approved_on=2026-01-09 2026-01-14T00:00 the make-up Saturday is the first day
plan_project hai_ninh approved_on=2026-08-19 2026-08-23T00:00 the make-up Saturday 22/08 is the third day
plan_project hai_ninh approved_on=2026-08-27 2026-09-05T00:00 28/08, then 31/08–02/09 are off
plan_project hai_ninh approved_on=2025-01-23 2025-02-05T00:00 Tết 2025: 24/01, then 3 and 4/02
plan_project hai_ninh approved_on=2025-01-24 2025-02-06T00:00 the last working day before Tết 2025
plan_project hai_ninh approved_on=2025-01-29 2025-02-06T00:00 the first day of Tết 2025
plan_project hai_ninh approved_on=2026-02-13 2026-02-26T00:00 the last working day before Tết 2026
plan_project hai_ninh approved_on=2026-02-17 2026-02-26T00:00 the first day of Tết 2026
plan_project hai_ninh approved_on=2027-02-02 2027-02-13T00:00 Tết 2027: 03/02, then 11 and 12/02
plan_project hai_ninh approved_on=2027-02-03 2027-02-16T00:00 the last working day before Tết 2027
plan_project hai_ninh approved_on=2027-02-06 2027-02-16T00:00 the first day of Tết 2027
plan_project hai_ninh approved_on=2024-04-26 2024-05-05T00:00 29/04–01/05 are off, Saturday 04/05 is worked
plan_project hai_ninh approved_on=2025-04-25 2025-04-30T00:00 the make-up Saturday 26/04, then 28 and 29/04
plan_project hai_ninh approved_on=2025-04-29 2025-05-08T00:00 30/04–02/05 are off
plan_project hai_ninh approved_on=2027-04-29 2027-05-07T00:00 30/04, 01/05 and the day for a Saturday, 03/05
plan_project hai_ninh approved_on=2025-08-29 2025-09-06T00:00 01–02/09/2025 are off
plan_project hai_ninh approved_on=2027-09-01 2027-09-09T00:00 02–03/09/2027 are off
plan_project hai_ninh approved_on=2026-04-24 2026-05-05T00:00 28, 29/04, 04/05: Giỗ Tổ on a Sunday
plan_project hai_ninh approved_on=2027-04-15 2027-04-22T00:00 Giỗ Tổ on a Friday
plan_project hai_ninh approved_on=2026-12-30 2027-01-06T00:00 31/12, then 01/01 and the weekend are off
plan_project hai_ninh approved_on=2028-02-25 2028-03-02T00:00 a leap day is a working day
plan_project him_lam approved_on=2026-11-20 2026-11-27T00:00 silent: as Hải Ninh
plan_project tinh_son approved_on=2026-11-20 2026-11-23T00:00 plans: two calendar days
statistics hai_ninh disclosure_decided_on=2026-11-20 2026-11-27T00:00 HN-13.5
statistics tinh_son disclosure_decided_on=2026-11-27 2026-12-03T00:00 silent: as Hải Ninh
statistics quan_8 disclosure_decided_on=2026-05-31 2026-06-04T00:00 decided on a Sunday

# Twenty working days, or two weeks.
research hai_ninh accepted_on=2026-11-20 2026-12-22T00:00 accepted is reckoned as approved
research hai_ninh approved_on=2026-01-30 2026-03-07T00:00 over Tết 2026
research hai_ninh approved_on=2026-12-18 2027-01-19T00:00 over the end of the year
research hai_ninh approved_on=2026-08-10 2026-09-10T00:00 over the make-up day 22/08 and 2/9
research hai_ninh accepted_on=2027-01-15 2027-02-20T00:00 over Tết 2027
research tinh_son approved_on=2026-12-25 2027-01-09T00:00 over the end of the year
research tinh_son accepted_on=2028-02-20 2028-03-06T00:00 over a leap day

# Reports about a period and the conference of the year.
report_month hai_ninh period=2026-12 2027-01-08T00:00 December ends the year
report_month hai_ninh period=2028-02 2028-03-08T00:00 a leap year
report_month tinh_son period=2027-01 2027-02-08T00:00 into Tết: no day is left out
report_month quan_8 period=2026-08 2026-09-08T00:00 over 2/9
report_quarter hai_ninh period=2026-Q1 2026-04-16T00:00 first quarter
report_quarter hai_ninh period=2026-Q2 2026-07-16T00:00 second quarter
report_quarter hai_ninh period=2026-Q3 2026-10-16T00:00 third quarter
report_quarter quang_ngai period=2027-Q4 2028-01-16T00:00 silent: as Hải Ninh
report_halfyear hai_ninh period=2026-H2 2027-01-16T00:00 the second half
report_halfyear tinh_son period=2026-H1 2026-07-16T00:00 the first half
report_year hai_ninh held_on=2026-12-20 2027-01-05T00:00 over the end of the year
report_year hai_ninh held_on=2028-02-20 2028-03-07T00:00 over a leap day
report_year hai_ninh held_on=2027-05-28T08:00:00+07:00 2027-06-13T00:00 the hour does not matter
report_year tinh_son held_on=2027-05-28T18:00:00Z 2027-06-14T00:00 the 29th in Vietnam
"""


def _read(line: str) -> Case:
    rule, regulation, given, due, why = line.split(" ", 4)
    name, _, value = given.partition("=")
    return Case(rule, regulation, {name: value}, f"{due}:00+07:00", why)


CASES = [_read(line) for line in _TABLE.splitlines() if line and not line.startswith("#")]
