"""`python -m api` is `kith`."""

from api.command import main

if __name__ == "__main__":
    main()
