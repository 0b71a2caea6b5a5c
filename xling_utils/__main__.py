"""``python -m xling_utils``."""

from xling_utils.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
