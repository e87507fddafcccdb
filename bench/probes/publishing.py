"""How long it takes to publish: `publishing <times>`."""

import json
import sys
import time

import django

WARM_UP = 3


def main(times: int) -> None:
    django.setup()
    from welcome_ruhr.config.asgi import leave_out_of_collection
    from welcome_ruhr.foundation.per_request import remembering

    from .editing import publish_edition

    for number in range(WARM_UP):
        publish_edition(number)
    leave_out_of_collection()  # as the server does when it starts
    wall, cpu = [], []
    for number in range(times):
        began, cpu_began = time.perf_counter(), time.process_time()
        with remembering():  # as within the request of an editor
            publish_edition(WARM_UP + number)
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - cpu_began) * 1000)
    print(json.dumps({"wall_ms": wall, "cpu_ms": cpu}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
