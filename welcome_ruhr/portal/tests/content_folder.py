"""A small content folder for tests: a home page, one topic and one article in German and English, and its rows."""

from pathlib import Path
from textwrap import dedent

from welcome_ruhr.portal.content.rows import Figures, Institutions, Municipalities, Offices, Partners

ARTICLE = "articles/residence/blue-card.de.md"
ARTICLE_EN = "articles/residence/blue-card.en.md"
FIGURES = "figures/some.csv"

VOCABULARY = """\
audiences:
  - {id: families, order: 1, icon: family, names: {de: Familien, en: Families}}
phases:
  - {id: planning, order: 1, icon: passport, colour: canal, names: {de: Planen, en: Planning}}
topics:
  - {id: residence, order: 1, icon: passport, names: {de: Aufenthalt, en: Residence}}
"""
SHARED = """\
audiences: [families]
phases: [planning]
legal_bases: [aufenthg-18g]
owner_role: editor_residence
checked_on: 2026-11-22
next_check_on: 2027-05-22
sources:
- {title: AufenthG § 18g, url: https://example.org/18g, retrieved_on: 2026-04-29}
"""
FIGURE_ROWS = """\
salary,Gehalt,Salary,eur,50700,2026-01-01,2026-12-31,yearly,law,,AufenthG § 18g,https://example.org/18g,2026-04-29
rumour,Gerücht,Rumour,eur,4711,,,on_law,unverified,,,,2026-04-29
"""
TOWN_ROW = "05916000,herne,Herne,independent_city,,,156940,2022-05-15,51.42,44623,51.5,7.2,1,1,\n"
OFFICE_ROWS = """\
abh-herne,foreigners_office,Ausländerbehörde Herne,05916000,yes,,,,https://example.org/abh,,2026-01,,,
ki-herne,integration_centre,Integrationszentrum Herne,05916000,no,,,,,,,,,
"""


class Folder:
    """Writes content files; `read` gives one back, `files` all of them."""

    def __init__(self, path):
        self.path = Path(path)

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return path

    def page(self, name, front, body=""):
        return self.write(name, f"---\n{dedent(front).strip()}\n---\n{dedent(body)}")

    def read(self, name):
        return (self.path / name).read_text(encoding="utf-8")

    def change(self, name, before, after):
        text = self.read(name)
        assert before in text, f"{name} does not hold {before!r}"
        return self.write(name, text.replace(before, after))

    def remove(self, name):
        (self.path / name).unlink()

    def files(self):
        return {str(path.relative_to(self.path)): path.read_bytes() for path in self.path.rglob("*") if path.is_file()}


def small_folder(path):
    """Write the small folder to `path`."""
    folder = Folder(path)
    folder.write("vocabulary.yaml", VOCABULARY)
    folder.write("legal_bases/some.csv", "id,label,url\naufenthg-18g,AufenthG § 18g,https://example.org/18g\n")
    folder.write(FIGURES, header(Figures) + FIGURE_ROWS)
    folder.write("municipalities.csv", header(Municipalities) + TOWN_ROW)
    folder.write("offices.csv", header(Offices) + OFFICE_ROWS)
    folder.write("institutions.csv", header(Institutions))
    folder.write("partners.csv", header(Partners))
    folder.page("pages/home.de.md", "title: Start\nslug: de\nlead: Willkommen\ntop_tasks: ['topic:residence']")
    folder.page("pages/home.en.md", "title: Home\nslug: en\nlead: Welcome")
    folder.page("topics/residence.de.md", "title: Aufenthalt\nslug: aufenthalt\nillustration: office")
    folder.page("topics/residence.en.md", "title: Residence\nslug: residence")
    folder.page(
        ARTICLE,
        f"title: Blaue Karte\nslug: blaue-karte\nsummary: Ab {{{{ fact:salary }}}}.\n{SHARED}",
        "Das Gehalt ist mindestens {{ fact:salary }}.\n",
    )
    folder.page(ARTICLE_EN, "title: Blue Card\nslug: blue-card", "The salary is at least {{ fact:salary }}.\n")
    return folder


def header(kind):
    return ",".join(kind.columns) + "\n"


def add_news(folder):
    """Add the list of news with one item and one event, in German."""
    folder.page("pages/news.de.md", "title: Aktuelles\nslug: aktuelles")
    folder.page(
        "news/wage.de.md", f"title: Lohn steigt\nslug: lohn\npublished_on: 2026-11-01\n{SHARED}", "Mehr Lohn.\n"
    )
    folder.page(
        "events/day.de.md",
        f"""title: Tag der offenen Tür
slug: offene-tuer
starts_at: 2026-12-01 17:00:00+01:00
ends_at: 2026-12-01 19:00:00+01:00
place: Essen
{SHARED}""",
        "Kommen Sie.\n",
    )


def add_journey(folder):
    """Add the list of journeys and one journey of two steps in German and English."""
    folder.page("pages/journeys.de.md", "title: Wege\nslug: wege")
    folder.page("pages/journeys.en.md", "title: Ways\nslug: ways")
    folder.write("journeys/first-days.yaml", f"id: first-days\n{SHARED}{JOURNEY}")


def add_french(folder):
    """Add the journey of `add_journey` and the name of a figure in French."""
    for name, front in {
        "home": "title: Accueil\nslug: fr\nlead: Bienvenue.",
        "journeys": "title: Parcours\nslug: parcours",
    }.items():
        folder.page(f"pages/{name}.fr.md", front)
    folder.write("figure_labels/fr.csv", "key,label\nsalary,Salaire\n")
    folder.write(
        JOURNEY_FR,
        """\
        title: Premiers jours
        slug: premiers-jours
        intro: Allons-y.
        steps:
          apply: {title: Demander la carte, text: Dites votre salaire., papers: [Passeport]}
          collect: {title: Retirer la carte}
        """,
    )


JOURNEY_FR = "journeys/first-days.fr.yaml"
JOURNEY = """\
illustration: airport-suitcase
de: {title: Erste Tage, slug: erste-tage, summary: Der Reihe nach., intro: "Los **geht** es."}
en: {title: First days, slug: first-days, summary: In order., intro: "Here **we** go."}
steps:
- id: apply
  article: blue-card
  office: foreigners_office
  de:
    title: Karte beantragen
    text: Nennen Sie das [Gehalt](article:blue-card).
    deadline: Vor dem Ende des Visums
    papers: [Pass, Vertrag]
  en: {title: Apply for the card, text: State your salary., deadline: "Costs {{ fact:salary }}", papers: [Passport]}
- id: collect
  office: abh-herne
  de: {title: Karte abholen, text: Holen Sie sie ab.}
  en: {title: Collect the card, text: Collect it.}
"""
