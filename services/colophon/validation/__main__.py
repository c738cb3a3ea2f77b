"""``python -m colophon.validation``"""

from colophon.validation.main import main

if __name__ == "__main__":
    main()
