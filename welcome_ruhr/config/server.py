"""The web server: uvicorn with one or more processes, whose connections answer stored pages themselves."""

import os

import uvicorn

SECONDS_FOR_OPEN_REQUESTS = 5
SECONDS_BETWEEN_REQUESTS = 15
CONNECTIONS = 2_000
"""More at the same time are told to come back, so that memory has a bound."""


def main() -> None:
    from django.conf import settings

    from welcome_ruhr.delivery.front import StoredFirst

    uvicorn.run(
        "welcome_ruhr.config.asgi:make_application",
        factory=True,
        host=settings.LISTEN_HOST,
        port=settings.PORT,
        workers=settings.SERVER_PROCESSES,
        http=StoredFirst,
        loop="uvloop",
        ws="none",
        lifespan="off",
        interface="asgi3",
        # Django judges these by TRUSTED_PROXIES.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="error",
        backlog=2048,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=SECONDS_BETWEEN_REQUESTS,
        timeout_graceful_shutdown=SECONDS_FOR_OPEN_REQUESTS,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "welcome_ruhr.config.settings")
    main()
