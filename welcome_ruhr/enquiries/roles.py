"""Who works with enquiries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from welcome_ruhr.accounts import roles
from welcome_ruhr.accounts.roles import Role

ADVISER = Role(key="adviser", name=_("Adviser"), description=_("answers enquiries and refers people on"))
SUPERVISOR = Role(
    key="supervisor",
    name=_("Supervisor of the advisers"),
    description=_("sees every enquiry, hands over, exports and erases, and sets the rules of the desk"),
    permissions=(roles.ADMIN_ACCESS, *roles.of_model("directory.contactperson")),
)
EVALUATOR = Role(
    key="evaluator", name=_("Evaluator"), description=_("sees the numbers of the enquiries and nothing else")
)
GUIDE = Role(key="guide", name=_("Welcome Guide"), description=_("helps with the enquiries they said yes to"))


def register() -> None:
    for role in (ADVISER, SUPERVISOR, EVALUATOR, GUIDE):
        roles.register(role)
