"""``python -m colophon.cli.demo.bag_check FOLDER``: judge a BagIt bag with the Library of Congress' bagit.

A process of its own, because the library changes the working directory.
"""

from __future__ import annotations

import logging
import sys

import bagit


def main() -> int:
    """0 when the bag is complete and every checksum is right."""
    logging.disable(logging.INFO)
    try:
        bagit.Bag(sys.argv[1]).validate(processes=1)
    except bagit.BagError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
