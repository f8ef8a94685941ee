"""The run-time checker of annotations: an int is a float here, as in every type checker."""

from beartype import BeartypeConf, beartype

check = beartype(conf=BeartypeConf(is_pep484_tower=True))
