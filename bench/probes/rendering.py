"""What a page costs that is not stored: `rendering <path> <times>`."""

import json
import sys
from statistics import median

from .calling import Calls

WARM_UP = 5


def main(path: str, times: int) -> None:
    calls = Calls()
    for _ in range(WARM_UP):
        answer = calls.get(path)
        if answer.status != 200:
            sys.exit(f"{path} answers {answer.status}")
    cpu_ms = median(calls.get(path).cpu_ms for _ in range(times))
    print(json.dumps({"cpu_ms": cpu_ms, "queries": calls.queries(path), "bytes": len(answer.body)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
