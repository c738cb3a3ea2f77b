"""``python -m colophon.export``"""

from colophon.export.main import main

if __name__ == "__main__":
    main()
