"""Every reason for which a test may be skipped; with CI=true none may be."""

PHOTOGRAPHS = "the photographs of ../shared/data/tiny-imagenet-120.zip are not beside the checkout"
MOUNTING = "mounting a small file system to fill needs root on Linux"
BROWSER = "no Chromium: apt-get install chromium"
CLIP = "no open_clip: pip install open_clip_torch"
POSTGRESQL = "no PostgreSQL server: apt-get install postgresql"

REASONS = (PHOTOGRAPHS, MOUNTING, BROWSER, CLIP, POSTGRESQL)
