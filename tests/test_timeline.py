"""Rates over time: silence is not restraint; and the list of events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.coverage import CoverageError, read_coverage
from toolkit.events import EventsError, read_events
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements, small_world
from toolkit.frequency import rates
from toolkit.timeline import rolling_rates, timeline, undated
from toolkit.wording import say_timeline


def line(**options):
    statements, sentences, accusations = small_world()
    return timeline(accusations, statements, sentences, **options)


def test_three_states_are_told_apart():
    table = line(by=["issuer"]).set_index(["issuer", "period"])
    assert table.loc[VELMAR, "state"].tolist() == ["accused", "silent", "accused"]
    assert table.loc[ARDENIA, "state"].tolist() == ["published without accusing", "silent", "silent"]


def test_silence_is_missing_and_published_without_accusing_is_zero():
    table = line(by=["issuer"])
    assert table.loc[table["state"] == "silent", ["rate", "low", "high"]].isna().all(axis=None)
    assert table.loc[table["state"] == "published without accusing", "rate"].tolist() == [0]


def test_undated_statements_are_counted_apart():
    assert line()["n_statements"].sum() == 4
    statements, sentences, accusations = small_world()
    assert undated(statements, sentences, accusations)[["n_statements", "n_accusations"]].values.tolist() == [[1, 1]]


def test_a_constant_share_under_growing_volume_is_drawn_constant():
    months = [(f"2023-{m:02d}-10", m) for m in range(1, 7)]
    statements = make_statements(*({"date": day} for day, m in months for _ in range(2 * m)))
    sentences = make_sentences(*({"statement_id": s} for s in statements["statement_id"]))
    accusations = make_accusations(*({"statement_id": s} for s in statements["statement_id"][::2]))
    table = timeline(accusations, statements, sentences)
    assert table["rate"].tolist() == pytest.approx([0.5] * 6)
    assert table["n_accusations"].tolist() == [1, 2, 3, 4, 5, 6]


def test_periods_add_to_the_total_whatever_their_length():
    for period in ("day", "week", "month", "quarter", "year"):
        table = line(period=period)
        assert table["n_accusations"].sum() == 3
        assert table["period"].is_monotonic_increasing and table["period"].is_unique


def test_nothing_dated_gives_no_periods():
    statements, sentences, accusations = small_world()
    statements["date"] = np.datetime64("NaT", "us")
    assert timeline(accusations, statements, sentences, by=["issuer"]).empty


def write(tmp_path, text):
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_events_are_read_in_order_of_date(tmp_path):
    events = read_events(
        write(tmp_path, 'date,event,kind,note\n2023-05-02,"Talks, round two",talks,\n\n2023-01-01,Truce,truce,NA\n')
    )
    assert events["event"].tolist() == ["Truce", "Talks, round two"]
    assert events["number"].tolist() == [1, 2]
    assert events["note"].tolist() == ["NA", ""]
    assert events["date"].dtype == "datetime64[us]"


@pytest.mark.parametrize(
    "text, message",
    [
        ("day,event\n", "line 1: the columns must be date, event, kind, note; found day, event"),
        ("", "line 1: .* found nothing"),
        (
            "date,event,kind,note\n2023-01-01,Truce,truce,\n03/04/2023,Shelling,attack,\n",
            "line 3: the date is '03/04/2023'",
        ),
        ("date,event,kind,note\n2023-02-30,Truce,truce,\n", "line 2: the date is '2023-02-30'"),
        ("date,event,kind,note\n2023-01-01,Truce, at last,truce,\n", "line 2: 5 cells instead of 4"),
        ("date,event,kind,note\n2023-01-01,,truce,\n", "line 2: the event has no name"),
    ],
)
def test_errors_name_the_line(tmp_path, text, message):
    with pytest.raises(EventsError, match=message):
        read_events(write(tmp_path, text))


def test_no_file_no_bytes_no_text(tmp_path):
    with pytest.raises(EventsError, match="There is no list of events at"):
        read_events(tmp_path / "events.csv")
    (tmp_path / "events.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EventsError, match="not UTF-8"):
        read_events(tmp_path / "events.csv")
    (tmp_path / "events.csv").write_bytes(b"x" * 1_000_001)
    with pytest.raises(EventsError, match="too much"):
        read_events(tmp_path / "events.csv")


def test_no_path_means_no_events():
    assert read_events("").empty


def test_not_collected_is_not_silence():
    statements, sentences, accusations = small_world()
    log = pd.DataFrame({"issuer": ["", ARDENIA], "publisher": "", "from": pd.to_datetime(["2023-01-01", "2023-02-10"])})
    log = log.assign(to=pd.to_datetime(["2023-01-31", "2023-02-16"]), note="")
    table = timeline(accusations, statements, sentences, by=["issuer"], coverage=log).set_index(["issuer", "period"])
    states = table["state"].unstack().to_dict("index")
    assert list(states[VELMAR].values()) == [
        "accused",
        "not collected",
        "accused",
    ]  # published in March, whatever the log says
    assert list(states[ARDENIA].values()) == ["published without accusing", "silent", "not collected"]
    assert table["collected"].unstack().loc[ARDENIA].tolist() == pytest.approx([1, 7 / 28, 0])
    assert "1 not collected" in str(say_timeline(timeline(accusations, statements, sentences, coverage=log.head(1))))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x,,2023-01-01,2022-01-01,", "line 2: it ends on 2022-01-01"),
        ("x,,2023-02-30,2023-03-01,", "line 2: '2023-02-30' to '2023-03-01' are not two days"),
        ("x,2023-02-01", "line 2: 2 cells"),
    ],
)
def test_a_wrong_coverage_log_is_refused_by_its_line(tmp_path, line, said):
    path = tmp_path / "coverage.csv"
    path.write_text(f"issuer,publisher,from,to,note\n{line}\n", encoding="utf-8")
    with pytest.raises(CoverageError, match=said):
        read_coverage(path)
    with pytest.raises(CoverageError, match="There is no coverage log"):
        read_coverage(tmp_path / "none.csv")


def test_rolling_rates_pool_and_are_no_mean_of_rates():
    """One statement with two accusations in January, nine without any in February: 0.2, where the mean of the rates is 1."""
    statements = make_statements({"date": "2023-01-10"}, *({"date": f"2023-02-{d:02d}"} for d in range(1, 10)))
    sentences = make_sentences(*({"statement_id": s} for s in statements["statement_id"]))
    accusations = make_accusations(*({"statement_id": "s0", "accusation_index": k} for k in range(2)))
    table = rolling_rates(accusations, statements, sentences, window=2)
    assert table["rate"].tolist() == pytest.approx([2, 0.2])
    whole = rates(accusations, statements, sentences).iloc[0]
    assert table[["low", "high"]].iloc[1].tolist() == pytest.approx([whole["low"], whole["high"]])
    alone = rolling_rates(accusations, statements, sentences, window=1)
    one = timeline(accusations, statements, sentences)
    assert alone["rate"].tolist() == one["rate"].tolist()
    with pytest.raises(ValueError, match="at least one period"):
        rolling_rates(accusations, statements, sentences, window=0)
