from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import CreateView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from . import actions, roles
from .forms import UserCreationForm, UserEditForm
from .models import User


def roles_of(user: User) -> str:
    """Return the roles of a person by name, in one line; groups that are no role by their own."""
    found = ((roles.find(group.name), group.name) for group in user.groups.all())
    return ", ".join(str(role.name) if role else name for role, name in found) or "–"


class UserIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        # In the place of Wagtail's level, which only tells superusers from all others.
        mine = Column("roles", label=gettext_lazy("Roles"), accessor=roles_of)
        return [mine if column.name == "is_superuser" else column for column in columns]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("groups")


class UserCreateView(CreateView):
    """Makes the account and sends the person a link to choose a password, both or neither."""

    success_message = gettext_lazy("%(object)s has an account now, and gets a mail with a link to choose a password.")

    @transaction.atomic
    def save_instance(self) -> User:
        user: User = super().save_instance()
        actions.invite(user=user, by=self.request.user)
        return user


class UserViewSet(WagtailUserViewSet):
    """Manages people in Wagtail's admin by e-mail address, language and roles."""

    index_view_class = UserIndexView
    add_view_class = UserCreateView
    # Wagtail's generic pages show whatever fields the form has; its own for users expect a superuser box.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return UserEditForm if for_update else UserCreationForm
