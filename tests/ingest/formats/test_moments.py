"""Moments in every form that people and programs use."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.moment import to_micros
from ingest.errors import RecordRejected, SourceError
from ingest.formats.moments import Moments

MOMENT = datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
DAY = datetime(2026, 2, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2017-10-31T22:10:47Z",
        "2017-10-31 22:10:47",
        "2017-10-31 22:10:47 UTC",
        "2017-10-31T22:10:47.000+0000",
        "2017-10-31T23:10:47+01:00",
        "20171031221047",
        "Tue Oct 31 22:10:47 +0000 2017",
        "Tue Oct 31 15:10:47 -0700 2017",
        "Tue, 31 Oct 2017 22:10:47 +0000",
        "31-Oct-2017 10:10:47PM",
        "31 October 2017 22:10:47",
        "Oct 31, 2017 10:10:47 PM",
        "31.10.2017 22:10:47",
        "2017/10/31 22:10:47",
        "10/31/2017 22:10:47",
        "31/10/2017 22:10:47",
        "1509487847",
        "1509487847.0",
        "1509487847000",
        "1509487847000000",
        "  2017-10-31 22:10:47  ",
        "2017-10-31t22:10:47z",
        "2017-10-31T22:10:47Z[Europe/Berlin]",
        "2017-10-31T23:10:47[Europe/Berlin]",
        "Tue Oct 31 2017 23:10:47 GMT+0100 (CET)",
        "Tue Oct 31 2017 22:10:47 GMT",
        "31-Oct-17 22:10:47",
        "2017-10-31 22:10:47 +0000 UTC",
        "Oct 31, 2017 · 10:10:47 PM UTC",
    ],
)
def test_common_forms_are_recognised(text: str) -> None:
    assert Moments().read(text) == MOMENT


@pytest.mark.parametrize("text", ["2026-02-13", "20260213", "13.02.2026", "13/02/2026", "02/13/2026", "13 Feb 2026"])
def test_days_are_recognised(text: str) -> None:
    assert Moments().read(text) == DAY


@pytest.mark.parametrize("text", ["01/02/2026", "1-2-2026", "11/12/2026 10:00"])
def test_a_day_that_may_be_two_is_refused_with_the_question(text: str) -> None:
    with pytest.raises(RecordRejected, match="which is it"):
        Moments().read(text)


def test_a_named_format_answers_the_question() -> None:
    assert Moments("%d/%m/%Y").read("01/02/2026") == datetime(2026, 2, 1, tzinfo=UTC)
    assert Moments("%m/%d/%Y").read("01/02/2026") == datetime(2026, 1, 2, tzinfo=UTC)


def test_day_and_month_alike_leave_no_question() -> None:
    assert Moments().read("02/02/2026") == datetime(2026, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2017", "20171350", "2026-02-30", "31/02/2026", "0000-01-01", "1/2/26", "2017-10-31 22:10 PST"),
        *("NaN", "99999999999", "13:00PM", "1e400", "²", "9" * 100_000, "Xyz 31, 2017", "06-Feb-2026 13:03PM"),
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(RecordRejected):
        Moments().read(text)


def test_the_first_and_the_last_year_are_moments() -> None:
    assert Moments().read("0001-01-01") == datetime(1, 1, 1, tzinfo=UTC)
    assert Moments().read("9999-12-31T23:59:59.999999Z") == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-05:00"])
def test_moments_outside_all_years_are_refused(text: str) -> None:
    with pytest.raises(RecordRejected, match="years 1 to 9999"):
        Moments().read(text)


def test_a_zone_counts_for_values_that_name_none() -> None:
    berlin = Moments(zone="Europe/Berlin")
    assert berlin.read("2026-07-01 12:00") == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert berlin.read("2026-01-01 12:00") == datetime(2026, 1, 1, 11, tzinfo=UTC)
    assert berlin.read("2026-07-01 12:00+00:00") == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert berlin.read("Wed Jul 01 2026 12:00:00") == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert berlin.read("Wed Jul 01 2026 12:00:00 GMT") == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert Moments(zone="-03:30").read("2026-07-01 12:00") == datetime(2026, 7, 1, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Mars/Base", "+99:99", "../etc"])
def test_a_zone_that_is_none_is_refused_at_once(zone: str) -> None:
    with pytest.raises(SourceError, match="expected a time zone"):
        Moments(zone=zone)


@pytest.mark.parametrize("form", ["%d/%m", "%Q %Y", "tomorrow"])
def test_a_format_that_is_none_is_refused_at_once(form: str) -> None:
    with pytest.raises(SourceError, match="expected a date format"):
        Moments(form)


def test_counts_since_1970_are_exact() -> None:
    assert Moments("epoch_s").read("1") == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert Moments("epoch_ms").read("-1500") == datetime(1969, 12, 31, 23, 59, 58, 500_000, tzinfo=UTC)
    assert Moments("epoch_s").read("1509487847.123456") == MOMENT + timedelta(microseconds=123_456)
    with pytest.raises(RecordRejected):
        Moments("epoch_s").read("99999999999999999")


zones = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001  zones are drawn


@given(moments)
def test_whatever_python_writes_is_read_back(moment: datetime) -> None:
    assert Moments().read(moment.isoformat()) == moment
    assert Moments().read(moment.isoformat(" ")) == moment
    seconds = moment.replace(microsecond=0)
    assert Moments().read(seconds.strftime("%a %b %d %H:%M:%S %z %Y")) == seconds
    assert Moments("epoch_us").read(str(to_micros(moment))) == moment


@given(st.text(max_size=80))
def test_no_text_does_worse_than_being_refused(text: str) -> None:
    with suppress(RecordRejected):
        assert Moments().read(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-12T24:00:00Z", DAY),
        ("2026-02-12 24:00", DAY),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2017-01-01 00:59:60+01:00", datetime(2017, 1, 1, tzinfo=UTC)),
        ("13-Feb-26", DAY),
        ("13-Feb-99", datetime(1999, 2, 13, tzinfo=UTC)),
        ("20260213000000000", DAY),
    ],
)
def test_the_end_of_a_day_leap_seconds_and_short_years(text: str, moment: datetime) -> None:
    assert Moments().read(text) == moment


@pytest.mark.parametrize(
    "text", ["2026-02-12T24:00:01Z", "2026-02-12T25:00Z", "2026-02-12 10:00:60", "2026-02-12[Mars]"]
)
def test_what_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(RecordRejected):
        Moments().read(text)


def test_serial_days_of_a_spreadsheet() -> None:
    assert Moments("serial_days").read("46066") == DAY
    assert Moments("serial_days").read("46066,75") == DAY + timedelta(hours=18)
    assert Moments("serial_days", "+02:00").read("46066.0") == DAY - timedelta(hours=2)
    with pytest.raises(RecordRejected, match="serial_days"):
        Moments("serial_days").read("2026-02-13")
