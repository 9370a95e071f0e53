"""`python -m api` is `kith`."""

from api.command import main

main()
