"""``python -m colophon.validation``"""

from colophon.validation.main import main

main()
