"""What can be found, the words it is found by, and what was asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from welcome_ruhr.foundation.fields import TranslatedTextField

LONGEST_WORDS = 60
LONGEST_PHRASE = 120


class IndexedDocument(models.Model):
    """A document as the index has it: one row for each language of a page, an office, a file …

    Its terms are kept by the index itself (`search.index`), under this row's number.
    """

    source = models.CharField(max_length=20)
    number = models.BigIntegerField(help_text="of the row that the source keeps")
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=60, help_text="the same for all languages of one thing")
    name = models.CharField(max_length=120, help_text="such as article:eu-blue-card")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    stems_in_title = models.PositiveSmallIntegerField(default=0)
    weight = models.FloatField(default=1.0)
    facets = models.TextField(blank=True, help_text="such as topic:work, one a line")
    summary = models.TextField(blank=True)
    # What is long comes last: SQLite reads a row from its start.
    asked = models.TextField(blank=True, help_text="how people ask for it, one question a line")
    text = models.TextField(blank=True, help_text="its beginning as a reader reads it, figures still to be filled in")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number", "language"], name="search_one_document_per_language")
        ]
        indexes = [models.Index(fields=["subject", "language"], name="search_document_versions")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Word(models.Model):
    """A word that stands in some document or word group: what typing errors are held against. Words are not removed."""

    language = models.CharField(max_length=12)
    text = models.CharField(max_length=LONGEST_WORDS, help_text="in bare small letters")
    stem = models.CharField(max_length=LONGEST_WORDS)
    in_documents = models.BooleanField(default=True, help_text="or only in word groups")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["language", "text", "in_documents"], name="search_word_once_per_language")
        ]

    def __str__(self) -> str:
        return self.text


class WordGroup(models.Model):
    """Words that mean the same, within a language and across languages: Kita, Kindertagesstätte, nursery."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    words = TranslatedTextField(
        _("words"),
        multiline=True,
        blank=True,
        help_text=_("One a line: words and short phrases that mean the same thing."),
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("word group")
        verbose_name_plural = _("word groups")

    def __str__(self) -> str:
        return self.key

    @property
    def some_words(self) -> str:
        """The first words in the languages editors read: for lists."""
        return " · ".join(", ".join(self.words.get(code, "").splitlines()[:4]) for code in ("de", "en"))


class Phrase(models.Model):
    """A word or phrase of a word group as it is looked up: its stems, sorted; kept by `actions.keep_phrases`."""

    group = models.ForeignKey(WordGroup, on_delete=models.CASCADE, related_name="phrases")
    language = models.CharField(max_length=12)
    stems = models.CharField(max_length=LONGEST_PHRASE)
    text = models.CharField(max_length=LONGEST_PHRASE)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["stems", "language"], name="search_phrase_stems")]

    def __str__(self) -> str:
        return self.text


class AskedAs(models.Model):
    """How people ask for a page in words that do not stand on it, in any language."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    phrases = TranslatedTextField(
        _("how people ask"),
        multiline=True,
        blank=True,
        help_text=_("One question or phrase a line, as people type it."),
    )

    class Meta:
        ordering = ["page__title"]
        verbose_name = _("how people ask")
        verbose_name_plural = _("how people ask")

    def __str__(self) -> str:
        return str(self.page)


class Pin(models.Model):
    """A page that comes first when these words are searched for."""

    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(_("searched for"), max_length=LONGEST_PHRASE)
    stems = models.CharField(max_length=LONGEST_PHRASE, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page that comes first")
    )

    class Meta:
        ordering = ["language", "words"]
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        constraints = [models.UniqueConstraint(fields=["language", "stems"], name="search_one_pin_for_words")]

    def __str__(self) -> str:
        return self.words


class Asked(models.Model):
    """How often words were searched for in a month, and what came of it; nothing tells who asked."""

    month = models.DateField(_("month"), help_text="its first day")
    language = models.CharField(_("language"), max_length=12)
    words = models.CharField(_("searched for"), max_length=LONGEST_WORDS)
    times = models.PositiveIntegerField(_("times"), default=0)
    in_vain = models.PositiveIntegerField(_("without a hit"), default=0)
    followed = models.PositiveIntegerField(_("a result was opened"), default=0)
    last_on = models.DateField(_("last on"))

    class Meta:
        ordering = ["-month", "words"]
        constraints = [models.UniqueConstraint(fields=["month", "language", "words"], name="search_words_once_a_month")]

    def __str__(self) -> str:
        return self.words
