"""`python -m goldenthread`."""

import sys

from goldenthread.cli import main

if __name__ == "__main__":
    sys.exit(main())
