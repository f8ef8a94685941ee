"""Networks beside the subject that know what pictures look like, handed to a method with its brief."""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Bool, Int64
from torch import Tensor

from unhorse.models.biggan import BigGan
from unhorse.models.generator import Discriminator, Generator
from unhorse.models.subject import SubjectModel


class Priors(NamedTuple):
    """Trained on clean images, and the package's own on drawings that no trigger is made of; none of them has seen a trojan.

    Args:
        generator: Draws things, frozen.
        discriminator: Tells how real a picture of a thing looks, frozen; none for BigGAN, whose discriminator was never published.
        labels: The subject's class that each thing is; -1 where it is none.
        robust: Adversarially trained networks of the subject's classes.
    """

    generator: Generator | BigGan
    discriminator: Discriminator | None
    labels: Int64[Tensor, " things"]
    robust: tuple[SubjectModel, ...]

    def allowed(self, target: int) -> Bool[Tensor, " things"]:
        """The things that are not the target class itself."""
        return self.labels != target
