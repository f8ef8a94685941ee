"""Methods that read the gradient of the class's logit with respect to the pixels."""

from __future__ import annotations

from typing import ClassVar

from captum.attr import GradientShap, InputXGradient, IntegratedGradients
from captum.attr import Saliency as CaptumSaliency
from jaxtyping import Float
from pydantic import Field
from torch import Tensor

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View


@ATTRIBUTIONS.register("saliency")
class Saliency(AttributionMethod):
    """How much the logit would move with each pixel, without its direction.

    Source: Simonyan et al. (2014), Deep inside convolutional networks, section 3; as Captum computes it, the magnitude of the gradient.
    """

    family: ClassVar[Family] = "gradient"

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = CaptumSaliency(view.network.logits).attribute(view.inputs, target=view.classes)
        return found


@ATTRIBUTIONS.register("input_x_gradient")
class InputTimesGradient(AttributionMethod):
    """The gradient times the pixel's distance from the mean colour.

    Source: Shrikumar et al. (2016), Not just a black box.
    """

    family: ClassVar[Family] = "gradient"

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = InputXGradient(view.network.logits).attribute(view.inputs, target=view.classes)
        return found


@ATTRIBUTIONS.register("integrated_gradients")
class IntegratedGradient(AttributionMethod):
    """The gradient averaged on the straight way from an image of the mean colour, times the distance.

    Source: Sundararajan et al. (2017), Axiomatic attribution for deep networks; Gauss-Legendre steps.

    Args:
        steps: Gradients on the way.
    """

    family: ClassVar[Family] = "gradient"
    together: ClassVar[int] = 1

    steps: int = Field(default=32, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = IntegratedGradients(view.network.logits).attribute(
            view.inputs, target=view.classes, n_steps=self.steps, internal_batch_size=min(self.steps, 64)
        )
        return found


@ATTRIBUTIONS.register("gradient_shap")
class GradientShapley(AttributionMethod):
    """The gradient at random places on the ways from reference images, times the distance, averaged.

    Source: Lundberg and Lee (2017), A unified approach to interpreting model predictions; the expected gradients of Erion et al. (2021).

    Args:
        samples: Random places.
    """

    family: ClassVar[Family] = "gradient"
    together: ClassVar[int] = 1

    samples: int = Field(default=24, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = GradientShap(view.network.logits).attribute(
            view.inputs, baselines=view.comparison, target=view.classes, n_samples=self.samples, stdevs=0.0
        )
        return found
