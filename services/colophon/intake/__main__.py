"""``python -m colophon.intake``"""

from colophon.intake.main import main

main()
