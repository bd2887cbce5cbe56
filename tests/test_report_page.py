import html
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from toolkit.reports import FINISHED
from toolkit.reports.page import CAVEAT, Facts, make_page
from toolkit.reports.sanitise import CLASSES, from_markdown, sanitise

HOSTILE = [
    "<script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "</code></pre></details><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"><script>document.title='owned'</script></svg>",
    "<svg><style><img src=x onerror=\"document.title='owned'\"></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=document.title='owned'&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=document.title='owned'>\">",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "<object data=\"javascript:document.title='owned'\"></object><embed src=\"javascript:document.title='owned'\">",
    "<a href=\"javascript:document.title='owned'\">x</a>",
    "<a href=\"JaVaScRiPt:document.title='owned'\">x</a>",
    "<a href=\" &#1;javascript:document.title='owned'\">x</a>",
    "<a href=\"java&#x09;script:document.title='owned'\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;script:document.title='owned'\">x</a>",
    "[x](javascript:document.title='owned')",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.invalid/pixel.png)",
    "<img src=\"data:text/html;base64,PHNjcmlwdD4=\">",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"//example.invalid/x\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<base href=\"https://example.invalid/\">",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://example.invalid/\">",
    "<link rel=\"stylesheet\" href=\"https://example.invalid/x.css\">",
    "<style>@import 'https://example.invalid/x.css'; body{display:none}</style>",
    "<p style=\"background:url(https://example.invalid/x)\">x</p>",
    "<form action=\"https://example.invalid\"><input name=q><button>x</button></form>",
    "<body onload=\"document.title='owned'\">",
    "<details open ontoggle=\"document.title='owned'\">x</details>",
    "<video><source onerror=\"document.title='owned'\"></video>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "<scr<script>ipt>document.title='owned'</scr</script>ipt>",
    "<!--><script>document.title='owned'</script>-->",
    "<![CDATA[<script>document.title='owned'</script>]]>",
    "<template><script>document.title='owned'</script></template>",
    "{{ 7 * 7 }}{% include 'page.css' %}",
    "<h2 id=\"main\" class=\"skip masthead\">x</h2>",
    "\x00<script\x00>document.title='owned'</script>",
    "<xmp><script>document.title='owned'</script></xmp>",
    "<textarea></textarea><script>document.title='owned'</script>",
    "<td title='><img src=x onerror=alert(1)><i x='>5</td>",
    "</td></tr></table><table><tr><td lang='><img src=x onerror=alert(1)><i x='>5</td></tr></table>",
    "<img src='data:image/png;base64,AA==' alt='</table></h2><script>alert(1)</script>'>",
    "<h2 dir='</h2><img src=x onerror=alert(1)>'>x</h2>",
    "<plaintext><script>document.title='owned'</script>",
]  # fmt: skip

FACTS = Facts("toolkit report trial", [("Toolkit", "0.1.0")])


class Reader(HTMLParser):
    """What a page is made of: its elements with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(page.decode() if isinstance(page, bytes) else page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)

    def of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(*cells, code_outputs=(), facts=FACTS):
    made = [new_markdown_cell(c, id=f"m{n}") for n, c in enumerate(cells)]
    made += [new_code_cell("show()", outputs=[o], execution_count=n, id=f"c{n}") for n, o in enumerate(code_outputs, 1)]
    return make_page(new_notebook(cells=made), "trial", facts)


def display(**data):
    return new_output("display_data", {k.replace("_", "/"): v for k, v in data.items()})


def hostile_everywhere(payload):
    outputs = [
        display(text_html=f"<table><tr><td>{payload}</td></tr></table>"),
        display(text_markdown=f"### {payload}\n\n{payload}\n\n| a |\n|---|\n| {payload} |"),
        display(text_plain=payload),
        new_output("stream", name="stdout", text=payload),
        new_output("display_data", {"image/svg+xml": f"<svg>{payload}</svg>", "text/plain": payload}, metadata={"alt": payload}),
    ]
    cells = [new_markdown_cell(f"# Title {payload}", id="a"), new_markdown_cell(f"## Heading {payload}\n\n{payload}", id="b")]
    cells += [new_code_cell(f"x = {payload!r}  # {payload}", outputs=outputs, execution_count=1, id="c")]
    return make_page(new_notebook(cells=cells), payload, Facts(f"toolkit report -p {payload}", [(payload, payload)]))


#: Our own links: a report, or the table of a figure, beside the page.
BESIDE = re.compile(r"[a-z]+\.html|[a-z]+/[a-z0-9-]+\.csv")


def assert_harmless(page):
    reader = Reader(page)
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "iframe", "object", "embed", "base", "link", "form", "svg", "math", "template", "video", "body2"}
    assert len(reader.of("style")) == len(reader.of("body")) == len(reader.of("title")) == 1
    assert [m["http-equiv"] for m in reader.of("meta") if "http-equiv" in m] == ["Content-Security-Policy"]
    for tag, attributes in reader.elements:
        assert not any(name.startswith("on") or name in ("style", "srcset", "srcdoc", "action") for name in attributes), (tag, attributes)
        assert attributes.get("src", "data:image/").startswith("data:image/")
        link = attributes.get("href", "#")
        assert link.startswith(("#", "https://", "http://", "index.html")) or BESIDE.fullmatch(link), link
    assert sum(attributes.get("id") == "main" for _, attributes in reader.elements) == 1


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_never_becomes_markup(payload):
    assert_harmless(hostile_everywhere(payload))


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium on this machine")
def test_a_real_browser_finds_nothing_live_in_it(tmp_path):
    page = hostile_everywhere("\n\n".join(HOSTILE).replace("<plaintext>", ""))
    (tmp_path / "page.html").write_bytes(page)
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    seen = subprocess.run(
        [*command, profile, "--dump-dom", f"file://{tmp_path}/page.html"], capture_output=True, timeout=60, text=True
    )
    assert "<title>owned" not in seen.stdout and "How this report was made" in seen.stdout
    assert_harmless(seen.stdout)


def test_the_policy_allows_no_script_no_address_and_one_style_sheet():
    import base64
    import hashlib
    import re

    page = page_of("# T").decode()
    (policy,) = [m["content"] for m in Reader(page).of("meta") if "http-equiv" in m]
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; img-src data:; ") and f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy and "url(" not in style and "@import" not in style


def test_the_caveat_stands_at_the_top_of_the_text():
    page = page_of("# How often\n\nA question.", "## First\n\nText").decode()
    assert page.index(html.escape(CAVEAT)) < page.index("A question.")


def test_a_caveat_of_the_notebook_stands_in_the_box_and_not_twice():
    told = "A row records that a text **accuses**; it says nothing of whether the\ncharge is true, nor <script>x</script>of who is right."
    page = page_of(f"# How often\n\nA question.\n\n{told}", "## First\n\nText").decode()
    assert page.count("nothing of whether") == 1 and CAVEAT not in html.unescape(page)
    assert page.index("<strong>accuses</strong>") < page.index("</aside>") < page.index("A question.")


def test_code_is_plain_text_in_one_closed_fold_at_the_end():
    page = page_of("# T", code_outputs=[display(text_plain="'out'")]).decode()
    assert page.index("<details>") < page.index("show()") and page.count("show()") == 1


def test_the_contents_lead_to_the_headings():
    reader = Reader(page_of("# T", "## How *often*?", "## Limits", "## Limits"))
    ids = [a.get("id") for a in reader.of("h2")]
    links = [a["href"][1:] for a in reader.of("a") if a.get("href", "").startswith("#s")]
    assert links == ["s1-how-often", "s2-limits", "s3-limits"] and set(links) <= set(ids)


def test_every_id_stands_once_and_every_inner_link_leads_somewhere():
    evidence = '<p><a href="#e1">12</a></p><ol><li id="e1">They shelled Dorn.</li></ol>'
    reader = Reader(page_of("# T", "## One", "## Two", code_outputs=[display(text_html=evidence)]))
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in reader.of("a") if a.get("href", "").startswith("#")} <= set(ids)


def test_a_figure_is_an_image_with_its_words():
    output = new_output("display_data", {"image/svg+xml": "<svg>é</svg>", "text/plain": "<Figure size 1x1 with 1 Axes>"},
                        metadata={"alt": 'Rates of "V" & A'})  # fmt: skip
    (image,) = Reader(page_of("# T", code_outputs=[output])).of("img")
    assert image == {"src": "data:image/svg+xml;base64,PHN2Zz7DqTwvc3ZnPg==", "alt": 'Rates of "V" & A'}


def test_leavings_of_a_cell_are_not_shown():
    outputs = [
        new_output("execute_result", {"text/plain": text}, execution_count=1)
        for text in ("<Axes: title={'center': 'x'}>", "<object at 0x7f00>", "<toolkit.X at 0x7f00aa>", "<Figure size 640x480 with 1 Axes>")
    ]
    outputs += [new_output("stream", name="stderr", text="/home/x/warn.py:1: Warning"), new_output("display_data", {FINISHED: {}})]
    page = page_of("# T", code_outputs=outputs).decode()
    assert "0x7f00" not in page and "Axes" not in page and "/home/x" not in page


def test_a_page_that_is_made_again_is_the_same_bytes():
    assert hostile_everywhere("x") == hostile_everywhere("x")


def test_a_page_says_its_language_and_can_be_skipped_into():
    reader = Reader(page_of("# T"))
    assert reader.of("html") == [{"lang": "en"}]
    assert ("a", {"class": "skip", "href": "#main"}) in reader.elements


def test_every_table_stands_in_a_box_that_scrolls_and_that_a_keyboard_reaches():
    table = '<table class="frame"><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>'
    page = page_of("# T\n\n| a |\n|---|\n| b |", code_outputs=[display(text_html=table)]).decode()
    body = page[page.index("<article>"): page.index("</article>")]
    assert body.count('<div class="scroll" role="region" tabindex="0" aria-label="Table"><table') == body.count("</table></div>") == 3


def test_no_tag_holds_a_bracket_inside_an_attribute():
    kept = sanitise("<img src='data:image/png;base64,AA==' alt='1 < 2 > 0'><p lang='>'>\ue0f0script\ue0f1</p>")
    assert kept == '<img src="data:image/png;base64,AA==" alt="1 &lt; 2 &gt; 0"><p lang="&gt;">\ufffdscript\ufffd</p>'


def test_structure_is_kept():
    kept = '<h3>One</h3><blockquote><p>They <mark class="hit">shelled</mark> Dorn.</p><p class="note">Belcastra Wire</p></blockquote>'
    assert sanitise(kept) == kept
    assert "<table>" in from_markdown("| a | b |\n|---|---|\n| 1 | 2 |")


def test_every_class_that_is_kept_has_its_looks():
    from toolkit.reports.page import _style

    assert {c for c in CLASSES if f".{c}" not in _style()} == set()
