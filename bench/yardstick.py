"""The same documents in tantivy, a search engine in Rust, set up as its documentation has it.

A field for the titles and one for the texts of each language, with the language's stems where tantivy knows them. A
question is asked of the same languages as ours; its words are alternatives, and titles count more.
"""

from collections.abc import Iterable

import tantivy

from welcome_ruhr.foundation.languages import base_of, fallbacks_of
from welcome_ruhr.search.documents import Document

STEMMED = {"ar": "arabic", "de": "german", "en": "english", "fr": "french", "tr": "turkish"}
LONGEST_WORD = 40
TITLE_BOOST = 2.0
"""With 1, 3 or 5, with lists of stop words, or with one letter wrong allowed, it finds less of what is judged."""
MEMORY = 128_000_000
"""bytes, for writing"""


class Yardstick:
    def __init__(self, documents: Iterable[Document], languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        self.index = tantivy.Index(_schema(self.languages))
        for language in {base_of(one) for one in self.languages}:
            self.index.register_tokenizer(language, _analyzer(language))
        writer = self.index.writer(MEMORY, 1)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def names(self, text: str, language: str, most: int = 10) -> list[str]:
        """Return the names of what is found, the best first, each thing once whatever its language."""
        fields = [field for one in fallbacks_of(language) for field in (_title(one), _text(one))]
        boosts = {field: TITLE_BOOST for field in fields if field.startswith("title")}
        query, _faults = self.index.parse_query_lenient(text, fields, boosts)
        found = self.searcher.search(query, most * len(fallbacks_of(language)), count=False)
        names = (self.searcher.doc(address)["name"][0] for _score, address in found.hits)
        return list(dict.fromkeys(names))[:most]


def _title(language: str) -> str:
    return f"title_{language.replace('-', '_')}"


def _text(language: str) -> str:
    return f"text_{language.replace('-', '_')}"


def _schema(languages: Iterable[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    for language in languages:
        for name in (_title(language), _text(language)):
            builder.add_text_field(name, tokenizer_name=base_of(language))
    return builder.build()


def _analyzer(language: str) -> tantivy.TextAnalyzer:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyzer = analyzer.filter(tantivy.Filter.remove_long(LONGEST_WORD)).filter(tantivy.Filter.lowercase())
    if language in STEMMED:
        analyzer = analyzer.filter(tantivy.Filter.stemmer(STEMMED[language]))
    return analyzer.build()


def _row(document: Document) -> tantivy.Document:
    texts = (document.terms, document.asked, document.summary, document.text)
    row = tantivy.Document()
    row.add_text("name", document.name)
    row.add_text(_title(document.language), document.title)
    row.add_text(_text(document.language), "\n".join(texts))
    return row
