"""Do all that a start of the portal does before it starts."""

from welcome_ruhr.config.preparing import prepare

if __name__ == "__main__":
    prepare()
