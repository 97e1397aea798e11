"""Set up and run everything, on every system: `python run.py lab`. Without a task it lists what there is."""

import sys

# This file is read by any Python, so that an old one can say so.
if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or newer is needed, and this is Python %d.%d. Run it with a newer one:\n"
        "    python3.13 run.py %s          (on Windows: py -3.13 run.py %s)\n"
        "    make %s PYTHON=python3.13" % (tuple(sys.version_info[:2]) + (sys.argv[1] if sys.argv[1:] else "lab",) * 3)
    )

from tools.tasks import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
