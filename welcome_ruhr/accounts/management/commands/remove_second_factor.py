from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from welcome_ruhr.accounts import actions
from welcome_ruhr.accounts.models import User


class Command(BaseCommand):
    help = "Takes the second factor of a person away who lost it and has no recovery code left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actions.remove_second_factor(user=User.objects.get_by_natural_key(options["email"]), by=None)
        except User.DoesNotExist:
            raise CommandError(f"There is no account with the address {options['email']}.") from None
        except actions.NoSecondFactor as error:
            raise CommandError(str(error)) from None
        self.stdout.write("Done. A new second factor is asked for at the next sign-in.")
