"""What a reader's browser makes of a page: parts of the HTML by name."""

import json
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects the elements of a page with their attributes and text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements = []
        self._open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in ("meta", "link", "img", "input", "br", "source"):
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()["tag"] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, tag, **attributes):
        """All elements of a tag whose attributes (with _ for -) have these values."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.elements
            if one["tag"] == tag and all(one.get(name) == value for name, value in wanted.items())
        ]

    def text(self, tag, **attributes):
        return " ".join(self.all(tag, **attributes)[0]["text"].split())

    def links(self):
        return [one["href"] for one in self.all("a") if "href" in one]

    def alternates(self):
        return {one["hreflang"]: one["href"] for one in self.all("link", rel="alternate") if one.get("hreflang")}

    def canonical(self):
        return [one["href"] for one in self.all("link", rel="canonical")]

    def robots(self):
        return [one["content"] for one in self.all("meta", name="robots")]

    def json_ld(self):
        """The parts of the structured data by their type."""
        [script] = self.all("script", type="application/ld+json")
        return {part["@type"]: part for part in json.loads(script["text"])["@graph"]}


def read(client, path, **headers):
    """Open a page that is there and return what the browser makes of it."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200, f"{path}: {response.status_code} {response.headers.get('Location', '')}"
    return Page(response.content.decode())
