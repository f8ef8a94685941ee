"""The survey's pages: a thin Django project. Every rule lives in `unhorse.survey`; the answer key is nowhere near."""
