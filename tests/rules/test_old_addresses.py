"""Every address of the former portal that we know of is in the table; test_sitemap opens them all."""

import csv

from .rooms import ROOT

KNOWN = {
    "/zielgruppen/familie/",
    "/en/target-groups/family/",
    "/en/target-groups/skilled-workers/",
    "/en/target-groups/students/",
    "/en/career/science/",
    "/ruhrgebiet/",
    "/metanavigation/initiative/",
    "/ankommen/aufenthalt",
}
"""Seen in links of other sites and in stored copies; add what turns up."""


def test_every_known_old_address_is_in_the_table():
    with (ROOT / "content" / "redirects.csv").open(encoding="utf-8") as file:
        listed = {row["old_path"] for row in csv.DictReader(file)}
    assert KNOWN - listed == set()
