"""What must be in order before the portal may serve the public."""

from collections.abc import Mapping

SHORTEST_SECRET = 50
IMPRINT_FIELDS = ("representative", "email", "phone", "editor")
"""Fields of the imprint that § 5 DDG and § 18 MStV demand of every carrier; the VAT id only of those that have one."""


def problems(
    *, secret_key: str, debug: bool, demo: bool, allowed_hosts: list[str], imprint: Mapping[str, str]
) -> list[str]:
    """Say in one sentence each what keeps a production start from being safe; empty when all is well."""
    found = []
    if len(secret_key) < SHORTEST_SECRET or len(set(secret_key)) < 10:
        found.append(f"SECRET_KEY is missing or too simple: set {SHORTEST_SECRET} or more random characters.")
    if debug:
        found.append("DEBUG is on: it shows the inside of the server to visitors. Set DEBUG=no.")
    if demo:
        found.append("DEMO is on: demo accounts could sign in. Set DEMO=no.")
    if not allowed_hosts or "*" in allowed_hosts:
        found.append("ALLOWED_HOSTS names no host: set the host names the portal answers to, such as www.welcome.ruhr.")
    missing = [f"IMPRINT_{name.upper()}" for name in IMPRINT_FIELDS if not imprint.get(name)]
    if missing:
        found.append(f"The imprint is incomplete (§ 5 DDG): set {', '.join(missing)}.")
    return found
