"""Collecting: what a real server on this machine gives is fetched once, kept whole and read; what is hostile does no harm; nothing is silent."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import re
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import time
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from collecting_server import atom, page, rss, serving, sitemap
from hypothesis import given
from hypothesis import strategies as st

from toolkit import coverage as coverage_reader
from toolkit import read_raw, read_statements
from toolkit.collecting import (
    SourceError,
    clock,
    collect,
    collection,
    connections,
    fetching,
    guarded,
    read_sources,
    records,
)
from toolkit.collecting.addresses import read_address
from toolkit.collecting.claims import COLUMNS
from toolkit.collecting.connections import is_public
from toolkit.collecting.sources import Source
from toolkit.collecting.state import reach
from toolkit.collecting.trouble import Trouble
from toolkit.locks import Busy, only_run

MINISTRY = "Ministry of Foreign Affairs of Velmar"
MONDAY = datetime(2031, 9, 8, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still(monkeypatch):
    """Nobody waits in earnest: a sleep moves the clock and is kept."""
    slept, moment = [], [1000.0]

    def sleep(seconds):
        slept.append(seconds)
        moment[0] += seconds

    monkeypatch.setattr(clock, "sleep", sleep)
    monkeypatch.setattr(clock, "monotonic", lambda: moment[0])
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return slept


@pytest.fixture(scope="module")
def parser():
    with guarded.Guarded() as made:
        yield made


@pytest.fixture(autouse=True)
def one_parser(monkeypatch, parser):
    """One process that parses serves all tests: a new one takes a second to start."""
    monkeypatch.setattr(collection, "Guarded", lambda: contextlib.nullcontext(parser))


@pytest.fixture
def site():
    with serving() as made:
        yield made


class Office:
    """A folder with a sources.toml, and runs of it."""

    def __init__(self, folder, site):
        self.folder, self.site, self.extra, self.head = folder, site, "", ""
        self.entry = {"name": "mfa-velmar", "kind": "feed", "issuer": MINISTRY, "private": True, "every_seconds": 0.5}

    def write(self, **keys):
        entry = {"url": self.site.url("/rss"), **self.entry, **keys}
        lines = [f"{name} = {json.dumps(value)}" for name, value in entry.items() if value is not None]
        (self.folder / "sources.toml").write_text("\n".join([self.head, "[[source]]", *lines, self.extra]), "utf-8")

    def places(self):
        at = self.folder
        return {"raw": at / "raw", "kept": at / "kept", "coverage": at / "coverage.csv"}

    def run(self, days=0, only=(), **keys):
        self.write(**keys)
        return collect(self.folder / "sources.toml", **self.places(), only=only, now=MONDAY + timedelta(days=days))

    def one(self, days=0, **keys):
        return self.run(days, **keys)[0]

    def files(self, folder="raw/mfa-velmar"):
        return sorted(p.name for p in (self.folder / folder).glob("*") if p.is_file())

    def records(self):
        return [json.loads((self.folder / "raw/mfa-velmar" / name).read_text("utf-8")) for name in self.files()]

    def log(self):
        return [json.loads(line) for line in (self.folder / "kept/mfa-velmar/log.jsonl").read_text().splitlines()]

    def state(self):
        return json.loads((self.folder / "kept/mfa-velmar/state.json").read_text("utf-8"))

    def claims(self):
        if not (self.folder / "coverage.csv").exists():
            return []
        with (self.folder / "coverage.csv").open(encoding="utf-8", newline="") as file:
            return [row[2:4] for row in csv.reader(file) if row[4:] == ["collected: mfa-velmar"]]


@pytest.fixture
def office(tmp_path, site):
    return Office(tmp_path, site)


def news(site, numbers, day="Mon, 08 Sep 2031 10:00:00 GMT"):
    """Pages /news/N and the feed that lists them."""
    for n in numbers:
        site.routes[f"/news/{n}"] = page(f"Statement {n}")
    site.routes["/rss"] = rss(*((f"/news/{n}", day) for n in numbers))


# Listings


def test_a_feed_is_read_into_statements_that_the_reader_reads(office, site):
    site.routes["/rss"] = rss((site.url("/news/1"), "Fri, 05 Sep 2031 23:30:00 +0400"))
    site.routes["/news/1"] = page("Comment of the spokesperson", day="2031-09-06")
    outcome = office.one(publisher="Velmar Press")
    assert outcome == ("mfa-velmar", 1, 0, 0, True, "1 new, 0 known.")
    statements = read_statements(office.folder / "raw")
    assert statements["issuer"].tolist() == [MINISTRY] and statements["publisher"].tolist() == ["Velmar Press"]
    assert statements["date"].dt.date.tolist() == [date(2031, 9, 5)], "the civil day as the feed writes it"
    assert statements["url"].tolist() == [site.url("/news/1")] and "condemns the shelling" in statements["text"].iloc[0]
    assert not read_raw(office.folder / "raw").problems.shape[0]
    (record,) = office.records()
    assert record["retrieved"] == "2031-09-08T20:00:00+00:00" and record["title"] == "Comment of the spokesperson"
    kept = office.folder / "kept/mfa-velmar/pages" / f"{record['raw_sha256']}.html"
    assert kept.read_text("utf-8") == site.routes["/news/1"]
    (line,) = office.log()
    assert (line["status"], line["type"], line["outcome"]) == (200, "text/html", office.files()[0])
    assert line["bytes"] == len(kept.read_bytes()) and line["sha256"] == record["raw_sha256"]


def test_what_is_known_is_not_fetched_again(office, site):
    news(site, [1, 2])
    assert office.one().new == 2
    news(site, [1, 2, 3])
    assert office.one(days=1)[:4] == ("mfa-velmar", 1, 2, 0)
    assert site.counts["/news/1"] == 1 and len(office.files()) == 3


def test_an_atom_feed_gives_its_day_of_publication_and_not_of_change(office, site):
    site.routes["/rss"] = atom((site.url("/news/1"), "2031-09-02T10:00:00Z"), (site.url("/news/2"), ""))
    site.routes |= {"/news/1": page("One"), "/news/2": page("Two")}
    assert office.one().new == 2
    assert sorted(record.get("date", "") for record in office.records()) == ["", "2031-09-02"]
    assert [name[:8] for name in office.files()] == ["2031-09-", "undated-"]


def test_a_page_gives_its_day_where_the_listing_gives_none(office, site):
    site.routes |= {"/rss": rss(("/news/1", "")), "/news/1": page(day="2031-09-03")}
    office.one()
    assert office.records()[0]["date"] == "2031-09-03"


def test_a_sitemap_index_with_a_compressed_part(office, site):
    site.routes["/sitemap.xml"] = sitemap((site.url("/a.xml"), "2031-09-01"), (site.url("/b.xml.gz"), ""), index=True)
    site.routes["/a.xml"] = sitemap((site.url("/news/1"), "2031-09-01"), (site.url("/about"), ""))
    site.routes["/b.xml.gz"] = (
        200,
        {"Content-Type": "application/gzip"},
        gzip.compress(sitemap((site.url("/news/2"), "")).encode()),
    )
    site.routes |= {"/news/1": page("One"), "/news/2": page("Two"), "/about": page("About")}
    assert office.one(kind="sitemap", url=site.url("/sitemap.xml"), links=["/news/*"]).new == 2
    assert not site.counts["/about"]
    assert all("date" not in record for record in office.records()), "a day of change is none of publication"


def test_a_sitemap_of_news_gives_the_day_of_publication(office, site):
    news_map = sitemap((site.url("/news/1"), "")).replace(
        "</url>",
        "<n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><n:publication_date>2031-09-04</n:publication_date></n:news></url>",
    )
    site.routes |= {"/s.xml": news_map, "/news/1": page()}
    office.one(kind="sitemap", url=site.url("/s.xml"))
    assert office.records()[0]["date"] == "2031-09-04"


def test_a_part_of_a_sitemap_that_fails_is_told_and_the_rest_is_collected(office, site):
    site.routes["/s.xml"] = sitemap((site.url("/a.xml"), ""), (site.url("/gone.xml"), ""), index=True)
    site.routes |= {"/a.xml": sitemap((site.url("/news/1"), "")), "/news/1": page()}
    outcome = office.one(kind="sitemap", url=site.url("/s.xml"))
    assert (
        outcome.new == 1
        and not outcome.fine
        and "A part of it could not be read" in outcome.words
        and office.claims() == []
    )


def test_indexes_that_lead_in_a_circle_end(office, site):
    site.routes["/s.xml"] = sitemap((site.url("/s.xml"), ""), index=True)
    outcome = office.one(kind="sitemap", url=site.url("/s.xml"))
    assert not outcome.fine and "indexes lead to indexes" in outcome.words and site.counts["/s.xml"] == 3


def test_of_an_index_with_many_parts_the_last_changed_are_read(office, site):
    parts = [(site.url(f"/{n}.xml"), f"2031-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(60)]
    site.routes["/s.xml"] = sitemap(*parts, index=True)
    for n in range(60):
        site.routes[f"/{n}.xml"] = sitemap((site.url("/news/1"), ""))
    site.routes["/news/1"] = page()
    outcome = office.one(kind="sitemap", url=site.url("/s.xml"))
    assert "more than 50 parts" in outcome.words and not site.counts["/9.xml"] and site.counts["/10.xml"] == 1


def test_a_page_of_links_with_a_base(office, site):
    links = [
        "1",
        "1#part",
        "1?utm_source=mail",
        "2",
        "http://other.example/news/3",
        "mailto:a@b.example",
        "javascript:void(0)",
        "http://[",
        "/about",
    ]
    site.routes["/list"] = "<base href='/news/'>" + "".join(f"<a href='{link}'>x</a>" for link in links)
    site.routes |= {"/news/1": page("One"), "/news/2": page("Two"), "/about": page("About")}
    assert office.one(kind="list", url=site.url("/list"), links=["/news/*"]).new == 2
    assert {path for path in site.counts if path.startswith(("/news", "/about"))} == {"/news/1", "/news/2"}


def test_a_listing_of_too_many_links_is_cut_and_it_is_said(office, site):
    site.routes["/list"] = "".join(f"<a href='/news/{n}'>x</a>" for n in range(50_010))
    site.routes["/news/0"] = page()
    outcome = office.one(kind="list", url=site.url("/list"), most=1)
    assert not outcome.fine and "more than 50,000 links" in outcome.words and len(office.state()["pages"]) == 50_000


@pytest.mark.parametrize("header, condition", [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_an_unchanged_listing_costs_a_304_and_what_was_left_is_still_fetched(office, site, header, condition):
    news(site, [1, 2, 3])
    body, value = site.routes["/rss"], '"v1"' if header == "ETag" else "Mon, 08 Sep 2031 10:00:00 GMT"
    site.routes["/rss"] = lambda handler: (
        (304, {}, b"") if handler.headers.get(condition) == value else (200, {header: value}, body)
    )
    first = office.one(most=2)
    assert first.new == 2 and "1 still to be fetched" in first.words
    second = office.one(days=1, most=2)
    assert (second.new, second.known, second.fine) == (1, 2, True)
    assert office.one(days=2).words == "0 new, 3 known." and office.claims()[-1][1] == "2031-09-10"


def test_other_links_make_the_listing_be_read_anew(office, site):
    news(site, [1])
    site.routes["/rss"] = (200, {"ETag": '"v1"'}, rss(("/news/1", ""), ("/briefings/1", "")))
    site.routes["/briefings/1"] = page("Briefing")
    assert office.one(links=["/news/*"]).new == 1
    assert office.one(days=1, links=["/news/*", "/briefings/*"]).new == 1
    assert "If-None-Match" not in site.asked[-2][1]


# Pages


def test_a_pdf_is_kept_with_a_sidecar(office, site):
    site.routes["/rss"] = rss(("/news/1.pdf", "Mon, 01 Sep 2031 10:00:00 GMT"))
    site.routes["/news/1.pdf"] = (
        200,
        {"Content-Type": "application/pdf"},
        _pdf("The Ministry of Velmar condemns the shelling of Oster by Ardenia."),
    )
    assert office.one().new == 1
    assert [name[10:11] + name[23:] for name in office.files()] == ["-.pdf", "-.pdf.meta.json"]
    statements = read_statements(office.folder / "raw")
    assert statements["issuer"].tolist() == [MINISTRY] and statements["url"].tolist() == [site.url("/news/1.pdf")]
    assert "condemns the shelling" in statements["text"].iloc[0]


def _pdf(words):
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


def test_a_page_without_text_is_kept_and_tried_in_three_runs(office, site):
    news(site, [1, 2])
    site.routes["/news/2"] = "<html><body><script>render()</script></body></html>"
    outcome = office.one()
    assert (outcome.new, outcome.failed, outcome.fine) == (1, 1, True) and "Only 0 characters of text" in outcome.words
    assert len(list((office.folder / "kept/mfa-velmar/pages").iterdir())) == 2
    assert [office.one(days=n).failed for n in (1, 2, 3)] == [1, 1, 0] and site.counts["/news/2"] == 3


def test_what_is_no_page_is_refused_before_its_body_comes_and_not_asked_for_again(office, site):
    news(site, [1])
    site.routes["/rss"] = rss(("/news/1", ""), ("/film.mp4", ""))
    site.routes["/film.mp4"] = (200, {"Content-Type": "video/mp4"}, b"x" * 1000)
    assert "It is video/mp4, which is not read" in office.one().words
    assert office.one(days=1).failed == 0 and site.counts["/film.mp4"] == 1


def test_a_page_under_two_addresses_is_one_statement(office, site):
    news(site, [1])
    site.routes |= {"/rss": rss(("/news/1", ""), ("/en/news/1", "")), "/en/news/1": site.routes["/news/1"]}
    outcome = office.one()
    assert outcome.new == 1 and "to the byte the page at" in outcome.words and len(office.files()) == 1


def test_the_element_that_holds_the_statement_can_be_named(office, site):
    column = "".join(
        f"<div class='item'><h4>Teaser {n}</h4><p>Ardenia said that Velmar had shelled a village near the border.</p></div>"
        for n in range(20)
    )
    text = "Ardenia shelled Oster on Monday.<br><br>Velmar condemns it and calls on Ardenia to stop at once, as it did before."
    for n in (1, 2, 3, 4):
        site.routes[f"/news/{n}"] = (
            f"<div class='row'><div class='news text'>{text} {n}</div></div><div class='side'>{column}</div>"
        )
    site.routes["/rss"] = rss(*((f"/news/{n}", "") for n in (1, 2, 3, 4)))
    assert office.one(within=".news").new == 4
    for record in office.records():
        first, _, rest = record["text"].partition("\n")
        assert (
            first == "Ardenia shelled Oster on Monday."
            and rest.strip().startswith("Velmar condemns it")
            and "Teaser" not in rest
        )


def test_a_column_that_stands_on_most_pages_is_told(office, site):
    column = "<p>Ardenia said on Monday that Velmar had shelled a village near the border, and that it would answer in kind.</p>"
    for n in range(5):
        site.routes[f"/news/{n}"] = page(f"Statement {n}").replace("</article>", column + "</article>")
    site.routes["/rss"] = rss(*((f"/news/{n}", "") for n in range(5)))
    outcome = office.one()
    assert outcome.fine and "5 of 5 statements share the line" in outcome.words
    for n in range(5, 10):
        site.routes[f"/news/{n}"] = page(f"Statement {n}").replace("</article>", column + "</article>")
    site.routes["/rss"] = rss(*((f"/news/{n}", "") for n in range(10)))
    again = office.one(within="article", days=1)
    assert again.new == 5 and "share the line" not in again.words  # whoever named the element has seen to it


def test_encodings_are_told_apart(office, site):
    word = (
        "Министерство иностранных дел Вельмара осуждает обстрел деревни со стороны Ардении и призывает её остановиться."
    )
    body = f"<html><body><article><p>{word}</p></article></body></html>"
    site.routes["/rss"] = rss(("/news/1", ""), ("/news/2", ""))
    site.routes["/news/1"] = (200, {"Content-Type": "text/html; charset=windows-1251"}, body.encode("cp1251"))
    site.routes["/news/2"] = (
        200,
        {"Content-Type": "text/html"},
        body.replace("<body>", "<meta charset='koi8-r'><body> ").encode("koi8-r"),
    )
    office.one()
    assert [record["text"] for record in office.records()] == [word, word]


# What goes wrong on the way


def test_robots_txt_is_obeyed(office, site, still):
    news(site, [1, 2])
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /news/2\nCrawl-delay: 7\n"
    outcome = office.one()
    assert (
        outcome.new == 1 and "robots.txt of 127.0.0.1 does not allow it" in outcome.words and not site.counts["/news/2"]
    )
    assert 7.0 in still
    assert office.one(robots=False, days=1).new == 1


def test_a_listing_that_robots_txt_forbids_is_a_failure(office, site):
    news(site, [1])
    site.routes["/robots.txt"] = "User-agent: accusation-toolkit\nDisallow: /\n"
    outcome = office.one()
    assert not outcome.fine and "ask the ministry" in outcome.words and not site.counts["/rss"]


def test_where_robots_txt_cannot_be_had_nothing_is_fetched(office, site):
    news(site, [1])
    site.routes["/robots.txt"] = (500, {}, b"")
    outcome = office.one()
    assert not outcome.fine and "could not be read, so nothing is fetched" in outcome.words and not site.counts["/rss"]


def test_a_crawl_delay_is_capped_and_a_pattern_of_many_stars_costs_nothing(office, site, still):
    news(site, [1])
    site.routes["/robots.txt"] = "User-agent: *\nCrawl-delay: 99999\n"
    office.one()
    assert max(still) <= 60
    begun = time.perf_counter()
    site.routes["/robots.txt"] = "User-agent: *\nDisallow: /" + "*a" * 60 + "b\n"
    site.routes["/" + "a" * 1500] = rss(("/news/1", ""))
    assert office.one(url=site.url("/" + "a" * 1500)).fine and time.perf_counter() - begun < 5


def test_hosts_are_asked_no_faster_than_the_source_says(office, site, still):
    news(site, [1, 2, 3])
    office.one(every_seconds=4)
    assert still == [4, 4, 4, 4]


def test_a_busy_server_is_asked_again_when_it_says(office, site, still):
    news(site, [1])
    answers = [
        (429, {"Retry-After": "30"}, b""),
        (503, {"Retry-After": "Mon, 08 Sep 2031 20:00:50 GMT"}, b""),
        (200, {}, page("Later")),
    ]
    site.routes["/news/1"] = lambda _: answers.pop(0)
    assert office.one().new == 1
    assert 30 in still and 50 in still


def test_a_server_that_wants_to_be_left_alone_for_long_is_left_alone(office, site, still):
    news(site, [1])
    site.routes["/rss"] = (429, {"Retry-After": "7200"}, b"")
    outcome = office.one()
    assert (
        not outcome.fine and "7,200 seconds" in outcome.words and site.counts["/rss"] == 1 and max([0, *still]) <= 120
    )


@pytest.mark.parametrize("status, times", [(500, 1), (503, 3), (404, 1), (403, 1), (204, 1)])
def test_a_listing_that_answers_with_an_error_is_a_failure(office, site, status, times):
    site.routes["/rss"] = (status, {"Content-Length": None if status == 204 else "0"}, b"")
    outcome = office.one()
    assert (
        not outcome.fine
        and f"answers {status}" in outcome.words
        and site.counts["/rss"] == times
        and office.claims() == []
    )


def test_a_page_that_fails_is_tried_again_and_its_day_is_not_claimed(office, site):
    news(site, [1, 2])
    site.routes["/rss"] = rss(
        ("/news/1", "Mon, 08 Sep 2031 10:00:00 GMT"),
        ("/news/2", "Sun, 07 Sep 2031 10:00:00 GMT"),
        ("/news/3", "Fri, 05 Sep 2031 10:00:00 GMT"),
    )
    site.routes["/news/3"] = page("Three")
    good, site.routes["/news/2"] = site.routes["/news/2"], (500, {}, b"")
    assert office.one()[1:5] == (2, 0, 1, True)
    assert office.claims() == [["2031-09-06", "2031-09-06"], ["2031-09-08", "2031-09-08"]]
    site.routes["/news/2"] = good
    assert office.one(days=1).new == 1 and office.claims() == [["2031-09-06", "2031-09-09"]]


def test_a_page_that_is_given_up_is_told(office, site):
    news(site, [1, 2])
    site.routes["/news/2"] = (404, {}, b"")
    assert [office.one(days=n).fine for n in range(4)] == [True, True, False, True]
    assert office.state()["pages"][f"127.0.0.1:{site.port}/news/2"]["fate"] == "lost"


def _reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def test_a_connection_that_is_reset_is_tried_three_times(office, site):
    news(site, [1])
    site.routes["/rss"] = _reset
    outcome = office.one()
    assert not outcome.fine and "cut off or is no HTTP" in outcome.words and site.counts["/rss"] == 3


def test_a_host_that_stops_answering_is_left_for_the_next_run(office, site):
    news(site, range(8))
    for n in range(2, 8):
        site.routes[f"/news/{n}"] = _reset
    outcome = office.one()
    assert outcome.new == 2 and not outcome.fine and "stopped answering" in outcome.words
    assert sum(site.counts[f"/news/{n}"] > 0 for n in range(8)) == 5


def test_a_body_that_drips_or_never_ends_is_left(office, site, monkeypatch):
    monkeypatch.setattr(fetching, "WHOLE", 0.4)
    monkeypatch.setattr(fetching, "TRIES", 1)

    def drip(handler):
        handler.send_response_only(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.02)

    def drip_head(handler):
        while True:
            handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    for way in (drip, drip_head):
        site.routes["/rss"] = way
        begun = time.perf_counter()
        outcome = office.one()
        assert "for one answer" in outcome.words and time.perf_counter() - begun < 3


def test_an_endless_body_is_cut_at_the_limit(office, site, monkeypatch):
    monkeypatch.setattr(fetching, "BODY_BYTES", 1024**2)
    sent = []

    def flood(handler):
        handler.send_response_only(200)
        handler.end_headers()
        while True:
            sent.append(handler.wfile.write(b"x" * 65536))

    site.routes["/rss"] = flood
    outcome = office.one()
    assert "more than 1 MB" in outcome.words and site.counts["/rss"] == 1 and sum(sent) < 50 * 1024**2


def test_a_compression_bomb_is_left_off_early(office, site):
    squeeze = zlib.compressobj(9, wbits=31)
    bomb = b"".join(squeeze.compress(bytes(1024**2)) for _ in range(300)) + squeeze.flush()
    assert len(bomb) < 400_000
    site.routes["/rss"] = (200, {"Content-Encoding": "gzip"}, bomb)
    assert "more than 40 MB once decompressed" in office.one().words
    site.routes["/s.xml.gz"] = (200, {}, bomb)
    assert "more than 40 MB once decompressed" in office.one(kind="sitemap", url=site.url("/s.xml.gz")).words
    site.routes["/rss"] = (200, {"Content-Encoding": "gzip"}, bomb[:100])
    assert "breaks off" in office.one().words
    site.routes["/rss"] = (200, {"Content-Encoding": "br"}, b"abc")
    assert "not asked for" in office.one().words


def test_a_wrong_content_length(office, site):
    body = rss(("/news/1", ""))
    site.routes["/rss"] = (200, {"Content-Length": str(len(body) + 100)}, body)
    outcome = office.one()
    assert not outcome.fine and "cut off" in outcome.words and site.counts["/rss"] == 3


def test_compressed_pages_are_read_and_kept_without_compression(office, site):
    news(site, [1])
    text = site.routes["/news/1"]
    site.routes["/news/1"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(text.encode()))
    office.one()
    (kept,) = (office.folder / "kept/mfa-velmar/pages").iterdir()
    assert kept.read_text("utf-8") == text


# Where it may go


@pytest.mark.parametrize(
    "location, words",
    [
        ("http://other.example/x", "not among the hosts"),
        ("http://127.0.0.2/x", "not among the hosts"),
        ("http://169.254.169.254/latest/meta-data/", "not among the hosts"),
        ("http://127.0.0.1:22/", "not among the hosts"),
        ("//other.example/x", "not among the hosts"),
        ("http://127.0.0.1@other.example/", "user name"),
        ("file:///etc/passwd", "does not begin with http"),
        ("ftp://127.0.0.1/x", "does not begin with http"),
        ("javascript:alert(1)", "does not begin with http"),
        ("http://other.example\\@127.0.0.1/", "backslashes"),
        ("/rss", "more than 5 times"),
        ("", "not where to"),
    ],
)
def test_a_redirect_goes_only_where_it_may(office, site, location, words):
    site.routes["/rss"] = (302, {"Location": location}, b"")
    outcome = office.one()
    assert not outcome.fine and words in outcome.words


def test_a_redirect_on_the_host_is_followed_and_recorded(office, site):
    news(site, [1])
    site.routes["/news/1"] = (301, {"Location": "/new/1"}, b"")
    site.routes["/new/1"] = page("Moved")
    assert (
        office.one().new == 1
        and office.records()[0]["url"] == site.url("/new/1")
        and office.log()[0]["final_url"] == site.url("/new/1")
    )


def test_https_does_not_lead_back_to_http():
    with pytest.raises(Trouble, match="back to http"):
        fetching._next(read_address("https://mfa.velmar.example/a"), "http://mfa.velmar.example/b")
    assert fetching._next(read_address("http://mfa.velmar.example/a"), "https://mfa.velmar.example/b").scheme == "https"


def test_what_is_not_public_is_refused_where_it_is_not_allowed(office, site):
    news(site, [1])
    outcome = office.one(private=False)
    assert not outcome.fine and "not public; set private = true" in outcome.words and not site.asked


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 255.255.255.255 240.0.0.1 192.0.2.1 "
    "198.18.0.1 ::1 :: fe80::1 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::a9fe:a9fe "
    "2002:7f00:1:: 2001:0:7f00:1:: 2001:db8::1".split(),
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909", "::ffff:9.9.9.9"])
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_a_name_that_changes_its_address_gains_nothing(office, site, monkeypatch):
    """DNS rebinding: the first answer is public, the second this machine; only one is asked for, and no other is connected to."""
    news(site, [1])
    asked, connected = [], []
    answers = ["203.0.113.9", "127.0.0.1"]

    def resolve(host, port, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[min(len(asked) - 1, 1)], port))]

    class Never(socket.socket):
        def connect(self, place):
            connected.append(place)
            raise OSError("no network in tests")

    monkeypatch.setattr(connections.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(connections.socket, "socket", Never)
    monkeypatch.setattr(connections, "is_public", lambda ip: ip == "203.0.113.9")
    outcome = office.one(private=False, url=site.url("/rss", "mfa.velmar.example"))
    assert not outcome.fine and not site.asked
    assert {place[0] for place in connected} == {"203.0.113.9"} and len(connected) == 1


def test_the_name_is_used_for_host_and_certificate_and_certificates_are_verified(office, tmp_path, monkeypatch):
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mfa.velmar.example -addext subjectAltName=DNS:mfa.velmar.example"
    subprocess.run(["openssl", *words.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    real = socket.getaddrinfo
    monkeypatch.setattr(connections.socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    with serving(context) as secure:
        news(secure, [1])
        place = f"https://mfa.velmar.example:{secure.port}/rss"
        outcome = office.one(url=place)
        assert not outcome.fine and "certificate" in outcome.words
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert office.one(url=place).new == 1
        assert secure.asked[-1][1]["Host"] == f"mfa.velmar.example:{secure.port}"
        outcome = office.one(name="other", url=place.replace("mfa.", "mod."))
        assert not outcome.fine and "certificate" in outcome.words, "a certificate for another name"


def test_proxies_and_passwords_of_the_environment_are_not_used(office, site, monkeypatch):
    news(site, [1])
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    (office.folder / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(office.folder / ".netrc"))
    site.routes["/rss"] = (200, {"Set-Cookie": "id=1; Path=/"}, site.routes["/rss"])
    assert office.one().new == 1
    assert not any({"Cookie", "Authorization"} & set(headers) for _, headers in site.asked)


def test_the_program_says_who_it_is(office, site):
    news(site, [1])
    office.head = 'contact = "mailto:research@velmar.example"'
    office.one()
    agents = {headers["User-Agent"] for _, headers in site.asked}
    assert len(agents) == 1 and agents.pop().endswith(" (+research; mailto:research@velmar.example)")


# Hostile content


def test_entities_of_a_feed_or_sitemap_neither_grow_nor_read(office, site):
    secret = office.folder / "secret.txt"
    secret.write_text("do-not-tell")
    grown = [(chr(98 + n), f"&{chr(97 + n)};" * 10) for n in range(12)]
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(f'<!ENTITY {name} "{value}">' for name, value in grown)
    laughs += f'<!ENTITY f2 SYSTEM "file://{secret}"><!ENTITY net SYSTEM "{site.url("/entity")}">]>'
    site.routes["/rss"] = rss(("/news/1?&m;&f2;&net;", ""), ("/news/1", ""), head=laughs)
    site.routes["/news/1"] = page()
    office.one()
    site.routes["/s.xml"] = sitemap((site.url("/news/&m;"), ""), (site.url("/news/&f2;&net;"), "")).replace(
        '"1.0"?>', '"1.0"?>' + laughs.replace("rss", "urlset")
    )
    office.one(kind="sitemap", url=site.url("/s.xml"))
    assert not site.counts["/entity"] and not any("do-not-tell" in path or "haha" in path for path in site.counts)


def test_a_page_nested_a_hundred_thousand_deep_harms_nobody(office, site):
    news(site, [1, 2])
    site.routes["/news/1"] = "<div>" * 100_000 + "Velmar condemns the shelling of Oster."
    outcome = office.one()
    assert outcome.new == 1 and outcome.failed == 1 and "nests its elements too deeply" in outcome.words


def test_a_parser_that_hangs_or_swells_is_ended_and_the_next_page_is_read(monkeypatch):
    monkeypatch.setitem(guarded.TASKS, "hang", "time.sleep")
    monkeypatch.setattr(guarded, "SECONDS", 3)
    body = page("After").encode()
    start = "from toolkit.collecting import guarded; guarded.TASKS.update(hang='time.sleep', swell='bytes.join'); guarded._done = hurt(guarded._done); guarded.serve()"
    hurt = (
        "def hurt(done):\n    def worse(words, body):\n        if words['task'] == 'hang':\n            import time; time.sleep(60)\n"
        "        if words['task'] == 'swell':\n            x = bytearray(3 * 1024**3)\n"
        "        if words['task'] == 'die':\n            import os; os.abort()\n        return done(words, body)\n    return worse\n"
    )
    monkeypatch.setattr(
        guarded, "_START", hurt + start.replace("time.sleep", "json.loads").replace("bytes.join", "json.loads")
    )
    with guarded.Guarded() as worker:
        assert "Statement" in worker.ask("page", page().encode(), url="http://a.example/", latest="2031-09-09")["text"]
        with pytest.raises(Trouble, match="longer than 3 seconds"):
            worker.ask("hang", body)
        for task in ("swell", "die"):
            with pytest.raises(Trouble, match="made the parser fail"):
                worker.ask(task, body)
        assert "After" in worker.ask("page", body, url="http://a.example/", latest="2031-09-09")["text"]


def test_the_parser_reaches_no_network_and_writes_no_file(tmp_path):
    code = (
        "import sys, io, socket; from toolkit.collecting import guarded; guarded._confine()\n"
        "for act in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('a.example', 80), "
        f"lambda: open({str(tmp_path / 'x')!r}, 'w').write('y' * 99999)):\n"
        "    try:\n        act()\n        print('done')\n    except OSError:\n        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["refused"] * 3, done.stderr


def test_words_from_outside_become_no_path_and_no_terminal_command(office, site):
    title = "A\x07\x1b[2J\u202e../../x\nB &lt;script&gt;"
    links = [
        "/news/../../../../etc/passwd",
        "/news/a%00b",
        "/news/\u202egpj",
        "/news/%0d%0aSet-Cookie:x",
        "/news/a b",
        "/" + "n" * 3000,
        "/news/a\tb",
    ]
    site.routes["/rss"] = rss(*((link, "") for link in links))
    for path in (
        "/etc/passwd",
        "/news/a%00b",
        "/news/%E2%80%AEgpj",
        "/news/%0D%0ASet-Cookie:x",
        "/news/a%20b",
        "/news/ab",
    ):
        site.routes[path] = page(
            title, text=f"Velmar condemns it, as said at {path}, and calls on Ardenia to stop the shelling of Oster."
        )
    outcome = office.one()
    assert outcome.new == 6, outcome
    assert all(re.fullmatch(r"undated-[0-9a-f]{12}\.json", name) for name in office.files())
    assert {p.parent.name for p in office.folder.rglob("*") if p.is_file()} <= {
        office.folder.name,
        "mfa-velmar",
        "pages",
        "kept",
    }
    assert len(read_statements(office.folder / "raw")) == 6
    site.routes["/rss"] = (404, {}, b"")
    assert all(c.isprintable() for c in office.one(name="b", url=site.url("/%1b[2J")).words)


def test_headers_that_are_torn_or_many_are_a_failure_and_no_more(office, site):
    def many(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n")

    def torn(handler):
        handler.wfile.write(b"\x00\xff garbage\r\n\r\n")

    def long(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n")

    def split(handler):
        handler.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /rss\r\n Host: other.example\r\n\r\n")

    for way in (many, torn, long, split):
        site.routes["/rss"] = way
        assert not office.one().fine


# A source that changes its shape


def test_a_feed_that_becomes_a_page_is_told(office, site):
    news(site, [1])
    assert office.one().fine
    site.routes["/rss"] = page("We have a new site")
    outcome = office.one(days=1)
    assert not outcome.fine and "no longer a feed" in outcome.words and "web page came instead" in outcome.words
    assert office.claims() == [["2031-09-08", "2031-09-08"]]


def test_a_feed_that_becomes_empty_is_told_and_stays_told(office, site):
    news(site, [1, 2])
    office.one()
    site.routes["/rss"] = (200, {"ETag": '"empty"'}, rss())
    for day in (1, 2):
        outcome = office.one(days=day)
        assert not outcome.fine and "It lists nothing, where it listed 2 pages before" in outcome.words


def test_a_feed_that_was_always_empty_is_told(office, site):
    site.routes["/rss"] = rss()
    assert "It lists nothing; open" in office.one().words


def test_a_listing_in_which_no_link_fits_any_more_is_told(office, site):
    site.routes |= {"/list": "<a href='/news/1'>x</a>", "/news/1": page()}
    assert office.one(kind="list", url=site.url("/list"), links=["/news/*"]).fine
    site.routes["/list"] = "<a href='/aktuell/1'>x</a><a href='/aktuell/2'>x</a>"
    outcome = office.one(kind="list", url=site.url("/list"), links=["/news/*"], days=1)
    assert not outcome.fine and "None of its 2 links" in outcome.words and "where 1 did before" in outcome.words


def test_a_site_whose_pages_suddenly_have_no_text_is_told(office, site):
    news(site, [1])
    office.one()
    news(site, [1, 2, 3, 4])
    for n in (2, 3, 4):
        site.routes[f"/news/{n}"] = f"<html><body><div id=app data-n={n}></div></body></html>"
    outcome = office.one(days=1)
    assert (
        not outcome.fine and "None of 3 new pages gave text" in outcome.words and office.claims()[-1][1] == "2031-09-08"
    )


def test_two_pages_without_the_named_element_are_enough_to_be_told(office, site):
    """A small office publishes no more in a day, and reads no line that begins with ok."""
    news(site, [1])
    assert office.one(within="article").fine
    news(site, [1, 2, 3])
    for n in (2, 3):
        site.routes[f"/news/{n}"] = f"<html><body><section><p>Ardenia shelled Oster, post {n}.</p></section></body></html>"
    outcome = office.one(within="article", days=1)
    assert not outcome.fine and "None of 2 new pages gave text" in outcome.words


def test_one_source_that_fails_does_not_keep_the_others(office, site):
    news(site, [1])
    office.extra = (
        f'[[source]]\nname = "second"\nkind = "feed"\nurl = "{site.url("/rss")}"\nprivate = true\nevery_seconds = 0.5'
    )
    first, second = office.run(url="http://127.0.0.1:9/rss")
    assert not first.fine and "could not be connected to" in first.words
    assert second.new == 1 and second.fine and "names neither issuer nor publisher" in second.words
    assert not (office.folder / "coverage.csv").exists()


def test_a_memory_that_cannot_be_read_is_told(office, site):
    news(site, [1])
    office.one()
    (office.folder / "kept/mfa-velmar/state.json").write_text("{")
    outcome = office.one()
    assert not outcome.fine and "put back a copy" in outcome.words


# Runs that are cut off


def test_a_run_stopped_from_the_keyboard_goes_on_where_it_was(office, site, monkeypatch):
    news(site, range(5))
    asked = []
    real = fetching.Web._once

    def once(self, address, *more):
        if address.path == "/news/3" and not asked:
            asked.append(1)
            raise KeyboardInterrupt
        return real(self, address, *more)

    monkeypatch.setattr(fetching.Web, "_once", once)
    with pytest.raises(KeyboardInterrupt):
        office.run()
    assert len(office.files()) == 3
    assert office.one().new == 2 and len(office.files()) == 5 and all(site.counts[f"/news/{n}"] == 1 for n in range(5))


KILL = """
import os, signal, sys
from datetime import datetime, UTC
from toolkit.collecting import clock, collect
clock.sleep = lambda seconds: None
left = int(sys.argv[1])
for name in ("replace", "fsync"):
    def patched(*a, _real=getattr(os, name), **k):
        global left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return _real(*a, **k)
    setattr(os, name, patched)
at = sys.argv[2]
collect(at + "/sources.toml", raw=at + "/raw", kept=at + "/kept", coverage=at + "/coverage.csv", now=datetime(2031, 9, 8, 20, tzinfo=UTC))
"""


def test_a_run_killed_at_any_moment_loses_and_doubles_nothing(office, site):
    news(site, range(6))
    office.write()
    kills = (2, 5, 9, 12, 14, 17, 21)
    for after in kills:
        done = subprocess.run([sys.executable, "-c", KILL, str(after), str(office.folder)], capture_output=True)
        assert done.returncode == -signal.SIGKILL, done.stderr
    office.one()
    assert len(office.files()) == 6 and not list(office.folder.rglob(".*.part"))
    assert sorted(record["url"] for record in office.records()) == sorted(site.url(f"/news/{n}") for n in range(6))
    assert all(page["fate"] == "done" for page in office.state()["pages"].values())
    assert sum(site.counts[f"/news/{n}"] for n in range(6)) <= 6 + len(kills)
    assert office.claims() == [["2031-09-08", "2031-09-08"]] and {line["url"] for line in office.log()} == {
        site.url(f"/news/{n}") for n in range(6)
    }


def test_two_runs_at_once(office, site):
    news(site, [1])
    with only_run(office.folder / "kept"), pytest.raises(Busy):
        office.run()
    assert not site.asked


def test_a_full_disk_is_an_error_and_nothing_is_half_written(office, site, monkeypatch):
    news(site, [1, 2])
    real = records.write_whole

    def full(path, content):
        if Path(path).suffix == ".json" and len(office.files()) == 1:
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(records, "write_whole", full)
    with pytest.raises(OSError, match="No space"):
        office.run()
    monkeypatch.setattr(records, "write_whole", real)
    assert office.one().new == 1 and len(office.files()) == 2


def test_a_torn_line_of_the_log_spoils_no_other(office, site):
    news(site, [1])
    office.one()
    with open(office.folder / "kept/mfa-velmar/log.jsonl", "ab") as file:
        file.write(b'{"url": "http://cut')
    news(site, [1, 2])
    office.one()
    lines = (office.folder / "kept/mfa-velmar/log.jsonl").read_text().splitlines()
    assert len(lines) == 3 and json.loads(lines[2])["outcome"].endswith(".json")


# Coverage


def feed_of(site, *days):
    """A feed of one statement a day, of September 2031, newest first."""
    for day in days:
        site.routes[f"/news/{day}"] = page(f"Statement {day}")
    site.routes["/rss"] = rss(
        *((f"/news/{day}", f"{day:02} Sep 2031 10:00:00 GMT") for day in sorted(days, reverse=True))
    )


def test_the_first_look_claims_what_the_feed_holds_whole(office, site):
    feed_of(site, 5, 6, 8)
    office.one()
    assert office.claims() == [["2031-09-06", "2031-09-08"]], "of the fifth, others may have gone from the feed"


def test_an_undated_listing_claims_the_day_of_the_look(office, site):
    site.routes |= {"/list": "<a href='/news/1'>x</a>", "/news/1": page()}
    office.one(kind="list", url=site.url("/list"))
    assert office.claims() == [["2031-09-08", "2031-09-08"]]
    office.one(kind="list", url=site.url("/list"), days=3)
    assert office.claims() == [["2031-09-08", "2031-09-11"]]


def test_a_gap_is_told_and_not_claimed(office, site):
    feed_of(site, 6, 7, 8)
    office.one()
    feed_of(site, 16, 17, 18)
    outcome = office.one(days=10)
    assert outcome.fine and "Gap: from 2031-09-08 to 2031-09-17" in outcome.words
    assert office.claims() == [["2031-09-07", "2031-09-07"], ["2031-09-17", "2031-09-18"]], "the eighth had only begun"
    feed_of(site, 17, 18, 19)
    assert "Gap" not in office.one(days=11).words and office.claims()[-1] == ["2031-09-17", "2031-09-19"]


def test_a_feed_that_reaches_back_before_the_last_look_leaves_no_gap(office, site):
    feed_of(site, 5, 6)
    office.one(links=["/news/*"])
    site.routes["/rss"] = rss(("/news/9", "09 Sep 2031 10:00:00 GMT"), ("/other/7", "07 Sep 2031 10:00:00 GMT"))
    site.routes["/news/9"] = page("Nine")
    assert "Gap" not in office.one(days=2, links=["/news/*"]).words and office.claims() == [
        ["2031-09-06", "2031-09-10"]
    ]


def test_a_gap_stays_one_when_the_run_that_saw_it_was_cut_off(office, site, monkeypatch):
    feed_of(site, 6, 7, 8)
    office.one()
    feed_of(site, 16, 17, 18)
    with monkeypatch.context() as patch:
        patch.setattr(collection, "take", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.one(days=10)
    office.one(days=11)
    assert ["2031-09-17", "2031-09-19"] in office.claims() and not any(
        first < "2031-09-16" < last for first, last in office.claims()
    )


def test_what_is_left_for_later_is_not_claimed_yet(office, site):
    feed_of(site, 2, 3, 4, 5, 6)
    office.one(most=2)
    assert office.claims() == [["2031-09-05", "2031-09-08"]]
    office.one(most=2)
    assert office.claims() == [["2031-09-03", "2031-09-08"]]


def test_lines_by_hand_and_of_others_stay_to_the_byte(office, site):
    hand = '\ufeffissuer,publisher,from,to,note\r\n"Ministry of Defence, Velmar",,2030-01-01,2030-02-01,"looked\r\nby hand"\r\n\r\n,,2031-01-01,2031-01-02,collected: other\r\n'.encode()
    (office.folder / "coverage.csv").write_bytes(hand.rstrip(b"\r\n"))
    feed_of(site, 6, 7, 8)
    office.one()
    office.one(days=1)
    content = (office.folder / "coverage.csv").read_bytes()
    assert content.startswith(hand.rstrip(b"\r\n")) and content.count(b"mfa-velmar") == 1
    frame = coverage_reader.read_coverage(office.folder / "coverage.csv")
    assert len(frame) == 3 and str(frame["to"].iloc[2].date()) == "2031-09-09" and frame["issuer"].iloc[2] == MINISTRY
    assert COLUMNS == coverage_reader.COLUMNS


def test_a_log_that_cannot_be_read_is_told_before_anything_is_fetched(office, site):
    (office.folder / "coverage.csv").write_text("issuer,from\n")
    with pytest.raises(SourceError, match="line 1"):
        office.run()
    assert not site.asked


@given(st.lists(st.dates(date(2031, 1, 1), date(2031, 9, 8)).map(str), max_size=5))
def test_a_listing_never_reaches_further_than_its_oldest_entry(days):
    assert min(days, default="") < reach(days, "2031-09-08") or reach(days, "2031-09-08") == "2031-09-08"


# sources.toml


@pytest.mark.parametrize(
    "keys, words",
    [
        ({"isuer": "x"}, "no key 'isuer'; did you mean 'issuer'"),
        ({"kind": "fed"}, "did you mean 'feed'"),
        ({"kind": None}, "kind"),
        ({"name": "../x"}, "a name is 1 to 60"),
        ({"name": "MFA"}, "a name is 1 to 60"),
        ({"name": "a" * 61}, "a name is 1 to 60"),
        ({"name": "a\n"}, "a name is 1 to 60"),
        ({"url": "ftp://mfa.velmar.example/"}, "url: The address does not begin with http"),
        ({"url": "https://me:secret@mfa.velmar.example/"}, "user name"),
        ({"url": "https:///x"}, "url"),
        ({"hosts": ["mfa.velmar.exampel"]}, "did you mean 'mfa.velmar.exampel'"),
        ({"hosts": ["http://mfa.velmar.example/"]}, "is no host"),
        ({"hosts": "mfa.velmar.example"}, "hosts"),
        ({"links": ["news"]}, "is no path"),
        ({"links": ["/" + "*a" * 20]}, "eight stars"),
        ({"within": "div > p"}, "name one element"),
        ({"every_seconds": 0.1}, "every_seconds"),
        ({"most": "50"}, "most"),
        ({"most": 0}, "most"),
        ({"private": "yes"}, "private"),
        ({"issuer": "a\nb"}, "issuer"),
    ],
)
def test_mistakes_in_an_entry_are_told_with_the_nearest_right_name(office, site, keys, words):
    keys = {"url": "https://mfa.velmar.example/rss", **keys}
    with pytest.raises(SourceError) as error:
        office.run(**keys)
    assert words in str(error.value) and "sources.toml" in str(error.value) and "\n" not in str(error.value)
    assert not (office.folder / "kept").exists()


@pytest.mark.parametrize(
    "content, words",
    [
        ("", "no [[source]] tables"),
        ("[[sauce]]", "no key 'sauce'; did you mean 'source'"),
        ("x = ", "no TOML"),
        ("source = [1]", "no [[source]] tables"),
        ('contact = "a@b.example\\nX: y"\n[[source]]\nname="a"\nkind="feed"\nurl="https://a.example/"', "contact"),
        ('[[source]]\nname="a"\nkind="feed"\nurl="https://a.example/"\n' * 2, "two entries are called 'a'"),
    ],
)
def test_mistakes_in_the_file_are_told(tmp_path, content, words):
    (tmp_path / "sources.toml").write_text(content)
    with pytest.raises(SourceError) as error:
        read_sources(tmp_path / "sources.toml")
    assert words in str(error.value)


def test_only_the_sources_that_are_named(office, site):
    news(site, [1])
    assert [outcome.name for outcome in office.run(only=("mfa-velmar",))] == ["mfa-velmar"]
    with pytest.raises(SourceError, match="did you mean 'mfa-velmar'"):
        office.run(only=("mfa-velmer",))


def test_pages_as_they_came_are_not_put_among_the_statements(office):
    office.write()
    with pytest.raises(SourceError, match="one in the other"):
        collect(office.folder / "sources.toml", raw=office.folder / "raw", kept=office.folder / "raw/kept")


def test_the_bar_counts_pages(office, site, capsys):
    news(site, [1, 2])
    office.write()
    collect(office.folder / "sources.toml", **office.places(), progress=True, now=MONDAY)
    assert "2/2" in capsys.readouterr().err


def test_the_example_of_the_document_can_be_read(tmp_path):
    text = (Path(__file__).parents[1] / "docs" / "collecting.md").read_text("utf-8")
    (tmp_path / "sources.toml").write_text(text.split("```toml\n")[1].split("```")[0])
    contact, sources = read_sources(tmp_path / "sources.toml")
    assert contact.startswith("mailto:") and {source.kind for source in sources} == {"feed", "sitemap", "list"}


@given(st.text(max_size=60), st.sampled_from(["", "https://mfa.velmar.example/news/"]))
def test_an_address_is_read_to_the_same_address_again(written, base):
    try:
        address = read_address(written, base)
    except ValueError:
        return
    assert read_address(address.url) == address and address.url.isascii() and address.scheme in ("http", "https")


def test_a_source_trusts_its_hosts_and_no_likeness_of_them():
    source = Source(name="mfa", kind="feed", url="https://mfa.velmar.example/rss")
    good = ["https://MFA.velmar.example/x", "http://mfa.velmar.example/x"]
    bad = [
        "https://mfa.velmar.example.other.example/",
        "https://xmfa.velmar.example/",
        "https://mfa.velmar.example:8443/",
        "https://mfa.velmar.example./",
    ]
    assert all(source.trusts(read_address(url)) for url in good) and not any(
        source.trusts(read_address(url)) for url in bad
    )
