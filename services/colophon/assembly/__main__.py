"""``python -m colophon.assembly``"""

from colophon.assembly.main import main

main()
