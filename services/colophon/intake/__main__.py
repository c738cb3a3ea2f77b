"""``python -m colophon.intake``"""

from colophon.intake.main import main

if __name__ == "__main__":
    main()
