"""``python -m colophon.gateway``"""

from colophon.gateway.main import main

main()
