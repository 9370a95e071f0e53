"""`python -m api` is `kith`."""

from api.cli.command import main

if __name__ == "__main__":
    main()
