"""A small web server for the tests of collecting: what each path answers is a table, and what was asked is kept."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Paths and their answers: bytes or text, (status, headers, body), or a function that is given the handler."""

    def __init__(self):
        self.routes, self.asked = {"/robots.txt": (404, {}, b"")}, []
        self.port = 0

    @property
    def counts(self):
        return Counter(path for path, _ in self.asked)

    def url(self, path="", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        answer = site.routes.get(self.path, (404, {}, b"not here"))
        try:
            if callable(answer):
                answer = answer(self)
            if answer is not None:
                self.answer(*(answer if isinstance(answer, tuple) else (200, {}, answer)))
        except (ConnectionError, OSError):
            pass

    def answer(self, status, headers, body):
        body = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **headers}
        self.send_response_only(status)
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def serving(tls=None):
    """A site on a port of this machine; `tls` is a context for https."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads, server.handle_error = True, lambda *_: None
    server.site = Site()
    server.site.port = server.server_address[1]
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(title="Statement", text="", day=""):
    """A page of a ministry with menu, statement and footer."""
    text = (
        text
        or f"{title}: the Ministry of Foreign Affairs of Velmar condemns the shelling of Oster by Ardenia, and calls on it to stop."
    )
    date = f'<meta property="article:published_time" content="{day}T10:00:00Z">' if day else ""
    return (
        f"<!doctype html><html><head><title>{title}</title>{date}</head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
        f"<article><h1>{title}</h1><p>{text}</p><p>The ministry will raise the matter with the mission of observers.</p></article>"
        "<footer>Velmar, 1 Main Square</footer></body></html>"
    )


def rss(*items, head=""):
    """A feed of (link, day) pairs."""
    dated = [(link, f"<pubDate>{day}</pubDate>" if day else "") for link, day in items]
    entries = "".join(f"<item><title>One</title><link>{link}</link>{day}</item>" for link, day in dated)
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'


def atom(*items):
    """An Atom feed of (link, published) pairs."""
    entries = "".join(
        f"<entry><title>One</title><id>{link}</id><link href='{link}'/><updated>2031-09-30T00:00:00Z</updated>"
        f"{f'<published>{day}</published>' if day else ''}</entry>"
        for link, day in items
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'


def sitemap(*items, index=False):
    """A sitemap of (link, lastmod) pairs, or an index of sitemaps."""
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    entries = "".join(
        f"<{inner}><loc>{link}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{inner}>" for link, day in items
    )
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{outer}>'
