"""Methods that change what flows back through rectifiers (ReLU)."""

from __future__ import annotations

from typing import ClassVar

from captum.attr import Deconvolution as CaptumDeconvolution
from captum.attr import GuidedBackprop, GuidedGradCam
from jaxtyping import Float
from torch import Tensor, nn

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View
from unhorse.attribution.network import PlainNetwork


def without_rectifier(network: PlainNetwork) -> str:
    """What is missing where a network has no rectifier that a method could change."""
    return "" if network.has(nn.ReLU) else "a network without ReLU: " + ", ".join(network.subject.layer_names)


@ATTRIBUTIONS.register("guided_backprop")
class GuidedBackpropagation(AttributionMethod):
    """The gradient, of which rectifiers let through only what is positive, where they were active.

    Source: Springenberg et al. (2015), Striving for simplicity, section 3.4.
    """

    family: ClassVar[Family] = "gradient"

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        return without_rectifier(network)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = GuidedBackprop(view.network.body).attribute(view.inputs, target=view.classes)
        return found


@ATTRIBUTIONS.register("deconvolution")
class Deconvolution(AttributionMethod):
    """The gradient, of which rectifiers let through only what is positive, whether they were active or not.

    Source: Zeiler and Fergus (2014), Visualizing and understanding convolutional networks, section 2.1.
    """

    family: ClassVar[Family] = "gradient"

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        return without_rectifier(network)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        found: Tensor = CaptumDeconvolution(view.network.body).attribute(view.inputs, target=view.classes)
        return found


@ATTRIBUTIONS.register("guided_gradcam")
class GuidedGradCAM(AttributionMethod):
    """Guided backpropagation, weighted by where the last maps of the network speak for the class.

    Source: Selvaraju et al. (2017), Grad-CAM, section 3.2.
    """

    family: ClassVar[Family] = "gradient"

    def unsupported(self, network: PlainNetwork) -> str:
        """See `AttributionMethod.unsupported`."""
        if not network.has(nn.Conv2d):
            return "a network without convolution: " + ", ".join(network.subject.layer_names)
        return without_rectifier(network)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        method = GuidedGradCam(view.network.body, view.network.last_map)
        found: Tensor = method.attribute(view.inputs, target=view.classes, interpolate_mode="bilinear")
        return found
