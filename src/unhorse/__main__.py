"""`python -m unhorse` is `unhorse`."""

from unhorse.cli.main import main

if __name__ == "__main__":
    main()
