"""Methods that share the logit out, layer by layer, down to the pixels."""

from __future__ import annotations

from typing import ClassVar

from captum.attr import LRP, DeepLiftShap
from captum.attr import DeepLift as CaptumDeepLift
from captum.attr._core.deep_lift import SUPPORTED_NON_LINEAR
from captum.attr._core.lrp import SUPPORTED_LAYERS_WITH_RULES, SUPPORTED_NON_LINEAR_LAYERS
from captum.attr._utils.custom_modules import Addition_Module
from jaxtyping import Float
from torch import Tensor, nn

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View
from unhorse.attribution.network import PlainNetwork

LINEAR = (nn.Conv2d, nn.Linear, nn.BatchNorm2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d, Addition_Module)
"""Layers through which a difference goes as it is."""


def beyond_deep_lift(network: PlainNetwork) -> str:
    """Steps that are neither linear nor known to DeepLift; Captum would pass the plain gradient through them and not say so."""
    found = network.steps_except({*LINEAR, *SUPPORTED_NON_LINEAR})
    return "layers without a rule of DeepLift: " + ", ".join(found) if found else ""


@ATTRIBUTIONS.register("deep_lift")
class DeepLift(AttributionMethod):
    """The logit's difference from that of an image of the mean colour, shared out by how each layer's inputs differ.

    Source: Shrikumar et al. (2017), Learning important features through propagating activation differences, the rescale rule.
    """

    family: ClassVar[Family] = "gradient"

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        return beyond_deep_lift(network)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = CaptumDeepLift(view.network.body).attribute(view.inputs, target=view.classes)
        return found


@ATTRIBUTIONS.register("deep_lift_shap")
class DeepLiftShapley(AttributionMethod):
    """DeepLift against each of the reference images, averaged.

    Source: Lundberg and Lee (2017), A unified approach to interpreting model predictions, section 4.2.
    """

    family: ClassVar[Family] = "gradient"
    together: ClassVar[int] = 2

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        return beyond_deep_lift(network)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = DeepLiftShap(view.network.body).attribute(view.inputs, baselines=view.comparison, target=view.classes)
        return found


@ATTRIBUTIONS.register("lrp")
class LayerwiseRelevance(AttributionMethod):
    """Layer-wise relevance propagation: the logit shared out by each layer's own contributions, backwards.

    Source: Bach et al. (2015), On pixel-wise explanations, PLoS ONE 10; the epsilon rule everywhere, Captum's default, batch norm folded.
    """

    family: ClassVar[Family] = "gradient"

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        found = network.steps_except({*SUPPORTED_LAYERS_WITH_RULES, *SUPPORTED_NON_LINEAR_LAYERS})
        return "layers without a rule of LRP: " + ", ".join(found) if found else ""

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = LRP(view.network.body).attribute(view.inputs, target=view.classes)
        return found
