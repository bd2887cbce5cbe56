"""Tables, quotations and sentences in words: right, readable, and never markup from outside."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from toolkit.concordance import behind, behind_each, concordance, evidence
from toolkit.examples import ARDENIA, VELMAR, make_accusations, make_sentences, make_statements, small_world
from toolkit.frequency import dyads, rates, shares
from toolkit.quotes import keep_sentences, show_quotes
from toolkit.reports.sanitise import sanitise
from toolkit.selection import what_counts
from toolkit.tables import show_table
from toolkit.terms import accusing_terms
from toolkit.timeline import timeline
from toolkit.wording import say_dyads, say_rates, say_shares, say_timeline

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "</td><iframe>",
    "=HYPERLINK(1)",
]


def world():
    statements, sentences, accusations = small_world()
    return accusations, statements, sentences


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_outside_becomes_markup(payload):
    frame = pd.DataFrame({payload: [payload], "keyword": [payload], "accused": [payload]})
    html = show_table(frame, caption=payload).html
    read = evidence(*(world()[i] for i in (0, 2, 1))).assign(
        sentence=payload, issuer=payload, publisher=payload, raw_file=payload
    )
    html += show_quotes(read).html
    assert not any(tag in html for tag in ("<script", "<img", "<iframe", "<a ", "href"))


def test_tables_survive_the_pages_sanitiser_unchanged():
    table = show_table(rates(*world(), by=["issuer"]), caption="Rates")
    assert unescape(sanitise(table.html)) == table.html.replace(' style="text-align:left"', "")  # for JupyterLab only
    quotes = show_quotes(evidence(*(world()[i] for i in (0, 2, 1))))
    assert sanitise(quotes.html) == re.sub(' style="[^"]*"', "", quotes.html)


def test_missing_is_shown_as_missing_not_as_zero():
    html = show_table(timeline(*world())).html
    february = html.split("2023-02-01")[1].split("</tr>")[0]
    assert february.count('<td class="number">–</td>') == 4 and "nan" not in html.casefold()


def test_interval_is_one_column_and_headings_are_words():
    html = show_table(rates(*world(), by=["accused"])).html
    assert '<th scope="col" class="number">95 % interval</th>' in html and ">accusations</th>" in html
    assert ">0\u00a0to\u00a01.84<" in html and ">low<" not in html and ">few documents<" in html


def test_long_tables_say_how_much_is_not_shown():
    html = show_table(pd.DataFrame({"n": range(80)}), most=50).html
    assert html.count("<tr>") == 51 and "50 of 80 rows." in html


def test_a_table_without_rows_is_a_word_and_not_a_head_without_a_body():
    assert show_table(pd.DataFrame({"n": []}), caption="The dated events").html == '<p class="note">The dated events: none.</p>'
    assert show_table(pd.DataFrame({"n": []})).html == '<p class="note">Nothing to list here.</p>'


def test_unknown_columns_get_a_sentence():
    with pytest.raises(ValueError, match="no column 'isuer'; it has issuer"):
        show_table(pd.DataFrame({"issuer": []}), columns=["isuer"])


def test_keywords_are_marked_and_left_contexts_set_right():
    html = show_table(concordance(small_world()[1], "shelled"), columns=["left", "keyword", "right"]).html
    assert '<td class="number">Ardenia </td><td style="text-align:left"><mark>shelled</mark></td>' in html


def test_quotes_are_taken_evenly_and_once():
    statements = make_statements(*({"date": f"2023-01-{d:02d}"} for d in range(1, 11)))
    sentences = make_sentences(*({"statement_id": f"s{i}", "sentence": f"Number {i}."} for i in range(10)))
    accusations = make_accusations(*({"statement_id": f"s{i}"} for i in range(10) for _ in range(2)))
    text = repr(show_quotes(evidence(accusations, sentences, statements), most=5))
    assert [f"Number {i}." in text for i in range(10)] == [True, False] * 5
    assert "5 of 10 sentences" in text
    assert (
        repr(show_quotes(evidence(accusations, sentences, statements).iloc[:0])) == "There is no sentence to read here."
    )


def test_the_sentences_behind_a_number_are_those_it_counts():
    accusations, statements, sentences = counted = world()
    kept = accusations[accusations["statement_id"] != "s4"]  # the reprint
    read = evidence(kept[~kept["denial"]], sentences, statements)
    by_issuer = rates(*counted, by=["issuer"])
    assert len(behind(by_issuer, read)) == by_issuer.set_index("issuer").loc[VELMAR, "n_accusations"]
    by_month = timeline(*counted)
    found = behind(by_month, read)
    assert found["date"].dt.month.unique().tolist() == [1]  # March is higher but rests on a single document
    pairs = dyads(*counted)
    assert len(behind(pairs, read)) == pairs["n_accusations"].iloc[0]


def test_words_say_number_interval_and_n():
    text = repr(say_rates(rates(*world(), by=["issuer"])))
    assert "Ministry of Defence of Velmar, 1.00 accusations per statement (95 % interval 0 to 2.30)" in text
    assert "4 accusations in 4 statements" in text
    assert "1 of 2 groups rest on too few documents" not in text or ARDENIA not in text
    assert "3 of 5 statements accuse, 60 %" in repr(say_shares(shares(*world())))


def test_words_survive_empty_frames():
    statements, sentences = small_world()[:2]
    none = make_accusations()
    assert "No accusation" in repr(say_dyads(dyads(none, statements, sentences)))
    assert "no rate" in repr(say_rates(rates(none, statements, sentences, by=["type"])))
    assert "no timeline" in repr(say_timeline(timeline(none, statements.assign(date=pd.NaT), sentences)))


def test_each_group_of_a_timeline_has_its_sentence():
    text = repr(say_timeline(timeline(*world(), by=["issuer"])))
    assert f"{ARDENIA}: 3 periods" in text and f"{VELMAR}: 3 periods" in text
    assert "1 published without accusing, 2 silent" in text


@pytest.mark.parametrize("by", [["issuer"], ["type"], ["voice"], ["accused"], ["form"]])
def test_every_count_leads_to_just_the_sentences_it_counts(by):
    statements, sentences, accusations, _ = what_counts(*small_world())
    read = evidence(accusations, sentences, statements)
    table = rates(accusations, statements, sentences, by=by)
    assert [len(rows) for rows in behind_each(table, read)] == table["n_accusations"].tolist()
    html = show_table(table, read=read).html
    links, targets = re.findall(r'<a href="#([^"]+)">', html), re.findall(r'<h4 id="([^"]+)">', html)
    assert links == targets and len(links) == (table["n_accusations"] > 0).sum() > 0


def test_counts_of_pairs_terms_and_periods_lead_to_their_sentences_too():
    statements, sentences, accusations, _ = what_counts(*small_world())
    read = evidence(accusations, sentences, statements)
    for table in (dyads(accusations, statements, sentences), timeline(accusations, statements, sentences), accusing_terms(accusations, statements, sentences)):
        count = next(name for name in ("n_accusations", "n") if name in table)
        assert [len(rows) for rows in behind_each(table, read)] == table[count].tolist()


def test_links_survive_the_pages_sanitiser_and_two_tables_share_no_id():
    statements, sentences, accusations, _ = what_counts(*small_world())
    read = evidence(accusations, sentences, statements)
    tables = [show_table(rates(accusations, statements, sentences, by=[by]), read=read).html for by in ("issuer", "type")]
    page = sanitise("".join(tables))
    ids, links = re.findall(r' id="([^"]+)"', page), re.findall(r'href="#([^"]+)"', page)
    assert len(ids) == len(set(ids)) and sorted(links) == sorted(ids) and "<details><summary>" in page


def test_the_file_of_sentences_holds_every_accusation():
    statements, sentences, accusations, _ = what_counts(*small_world())
    shown = keep_sentences(evidence(accusations, sentences, statements))
    assert shown.csv.count("\n") == len(accusations) + 1 and "Ardenia shelled Hallin." in shown.csv
