"""A page's menus, teasers and notices are furniture: kept, offset for offset, and nobody's accusation."""

import pytest

import toolkit
from toolkit.reading.html import tree_of
from toolkit.reading.visible import text_and_furniture, visible_text
from toolkit.spans import spans_of, without

TEASER = "Ardenian units shelled the hospital at Tresk, the ministry said."
WORDS = "Velmar rejects the claim. Ardenian artillery fired on two posts near Dorn last night."
PAGE = f"""<!doctype html><html><head><title>On the claim</title><meta property="og:site_name" content="MFA Velmar"></head><body>
<div id="cookie-consent"><p>We use cookies. They help us to know what our readers look for.</p></div>
<header><a href="/">Ministry of Foreign Affairs</a><nav><ul><li><a href="/n">News</a></li><li><a href="/a">Ardenia's aggression</a></li></ul></nav></header>
<main><article><h1>On the claim</h1><p>13 March 2023</p><p>{WORDS.replace("claim", "<a href='/c'>claim</a>")}</p>
<ul class="share-buttons"><li>Telegram</li></ul></article>
<aside><h2>Latest</h2><p>{TEASER}</p></aside></main>
<section class="related-news"><p>{TEASER}</p></section>
<footer><p>Published by the Ministry of Defence of Ardenia in 1999.</p></footer></body></html>"""


def seen(page):
    return text_and_furniture(tree_of(page))


def own(page):
    text, furniture = seen(page)
    return without(text, furniture).split("\n\n")


def test_what_is_left_of_a_page_is_the_statement():
    assert own(PAGE) == ["On the claim", "13 March 2023", WORDS]


def test_nothing_visible_is_left_out():
    text, _ = seen(PAGE)
    assert text == visible_text(tree_of(PAGE))
    assert text.count(TEASER) == 2


def test_each_stretch_is_whole_paragraphs():
    text, furniture = seen(PAGE)
    assert furniture == sorted(furniture)
    for start, end in furniture:
        assert text[start - 2 : start] in ("", "\n\n") and text[end : end + 2] in ("", "\n\n")
        assert text[start:end] == text[start:end].strip() != ""


def test_a_teaser_accuses_nobody(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    statements = toolkit.read_statements(tmp_path)
    sentences = toolkit.split_sentences(statements)
    accusations = toolkit.find_accusations(sentences, statements)
    assert sentences.loc[sentences["sentence"] == TEASER, "voice"].tolist() == ["furniture"] * 2
    assert accusations.loc[~accusations["denial"], "accused"].tolist() == ["Ardenia"]
    assert statements["date_text"].tolist() == ["13 March 2023"]
    cleaned = statements["clean_text"].iloc[0]
    assert WORDS not in "".join(cleaned[a:b] for a, b in spans_of(statements["furniture"].iloc[0]))


def test_the_foot_of_a_page_does_not_say_who_issued_it(tmp_path):
    page = PAGE.replace("<title>On the claim</title>", "").replace(' property="og:site_name" content="MFA Velmar"', "")
    (tmp_path / "page.html").write_text(page)
    assert toolkit.read_statements(tmp_path)["issuer"].isna().all()


def test_the_menu_of_a_site_does_not_make_its_pages_reprints(tmp_path):
    menu = "<nav>" + "".join(f"<p>{n} things that the republic of Velmar has to say of it</p>" for n in range(9)) + "</nav>"
    for n, words in enumerate(("Talks go on at Quellport, the envoy of Velmar said.", "The bridge at Dorn is open again.")):
        (tmp_path / f"2023-03-0{n + 1}.html").write_text(f"{menu}<p>{words} {'It is calm.' * n}</p>")
    assert toolkit.read_statements(tmp_path)["family_id"].nunique() == 2


@pytest.mark.parametrize(
    ("page", "statement"),
    [
        (f"<div class='page has-sidebar'><p>{WORDS}</p></div><div class='sidebar'><p>Calm.</p></div>", [WORDS]),
        (f"<form id='aspnetForm'><div class='menu'>News</div><p>{WORDS}</p></form>", [WORDS]),
        (f"<article><header><h1>A</h1></header><p>{WORDS}</p><footer>Print</footer></article>", ["A", WORDS]),
        (f"<article><p>{WORDS}</p></article><article><p>{TEASER}</p></article><article>Calm</article>", [WORDS]),
        (f"<p>{WORDS}</p><blockquote>Fire!<footer>Oren Tal</footer></blockquote>", [WORDS, "Fire!", "Oren Tal"]),
        (f"<ul><li><a href='/1'>{TEASER}</a></li></ul><p>{WORDS}</p>", [WORDS]),
        (f"<div class='social-policy-text'><p>{WORDS}</p></div>", [WORDS]),
        (f"<div class=sidebar><p>{TEASER * 9}</p></div><h1>A</h1><p>{WORDS}</p>", ["A", WORDS]),
    ],
    ids=["named after its column", "one form", "head of an article", "teasers", "quotation", "links", "policy", "short"],
)
def test_a_box_is_judged_by_what_it_is(page, statement):
    assert own(page) == statement


@pytest.mark.parametrize(
    "page",
    [
        f"<main><p>Search</p></main><div><p>{WORDS}</p></div>",
        f"<aside><p>{WORDS}</p></aside>",
        f"<p><a href='/all'>{WORDS}</a></p>",
        f"<article><p>{WORDS}</p></article><article><p>{WORDS[::-1]}</p></article><article><p>{TEASER}</p></article>",
    ],
    ids=["main is empty", "all of it aside", "all of it a link", "news in brief"],
)
def test_a_page_is_not_left_without_a_statement(page):
    assert WORDS in own(page)


def test_a_charge_that_every_page_repeats_is_made_on_every_page():
    formula = "All responsibility lies with the leadership of Ardenia."
    assert formula in own(f"<nav>News</nav><p>{WORDS}</p><p>{formula}</p><footer>Print</footer>")
