"""Fill the portal with a seeded site of so many pages."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from bench.sites import build

    build(int(sys.argv[1]))
