"""Methods that fit a linear model to what the network says of images with random patches missing; its coefficients are the map."""

from __future__ import annotations

from typing import ClassVar

import torch
from captum._utils.models.model import Model
from captum.attr import KernelShap as CaptumKernelShap
from captum.attr import Lime as CaptumLime
from jaxtyping import Float
from pydantic import Field
from torch import Tensor
from torch.utils.data import DataLoader

from unhorse.attribution.method import ATTRIBUTIONS, AttributionMethod, Family, View
from unhorse.attribution.patches import GRID, at_once, features_of


class WeightedLinear(Model):  # type: ignore[misc]  # Captum ships no types
    """A linear model with intercept, fitted by weighted least squares with a penalty on its coefficients, in closed form.

    Args:
        penalty: Times the sum of squares of the coefficients; the intercept is free.
    """

    def __init__(self, penalty: float) -> None:
        self.penalty = penalty
        self._coefficients = torch.zeros(1, 0)
        self._intercept = 0.0

    def fit(self, train_data: DataLoader[tuple[Tensor, ...]]) -> None:
        """Fits the model to features `samples patches`, outputs and weights `samples`."""
        features, outputs, weights = (torch.cat(list(column)).double() for column in zip(*train_data, strict=True))
        share = (weights / weights.sum()).unsqueeze(1)
        # Centred, so that the penalty does not touch the intercept.
        middle, level = (share * features).sum(0), (share[:, 0] * outputs).sum()
        root = weights.sqrt().unsqueeze(1)
        patches = features.shape[1]
        ridge = self.penalty**0.5 * torch.eye(patches, dtype=features.dtype, device=features.device)
        design = torch.cat([root * (features - middle), ridge])
        wanted = torch.cat([root[:, 0] * (outputs - level), outputs.new_zeros(patches)])
        # gelsd: without penalty a patch that no sample lacks leaves the design singular. It exists on the CPU alone, and the problem is small.
        solved = torch.linalg.lstsq(design.cpu(), wanted.cpu().unsqueeze(1), driver="gelsd").solution[:, 0].to(features.device)
        self._coefficients = solved.unsqueeze(0).float()
        self._intercept = float(level - middle @ solved)

    def representation(self) -> Tensor:
        """The coefficients, `1 patches`."""
        return self._coefficients

    def __call__(self, x: Tensor) -> Tensor:
        """What the model says of features `samples patches`."""
        return x.float() @ self._coefficients[0] + self._intercept


@ATTRIBUTIONS.register("lime")
class Lime(AttributionMethod):
    """Coefficients of a ridge regression near the image: each patch is missing in every second sample.

    Source: Ribeiro et al. (2016), "Why should I trust you?", section 3; weights by cosine similarity and ridge with penalty 1 as in the
    authors' package. Departs: patches of a grid instead of superpixels, which are the same for all methods.

    Args:
        cells: Patches on each side.
        samples: Images with missing patches.
        penalty: Of the ridge.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 1

    cells: int = Field(default=GRID, ge=1)
    samples: int = Field(default=160, ge=1)
    penalty: float = Field(default=1.0, ge=0)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        with torch.no_grad():
            found: Tensor = CaptumLime(view.network.logits, interpretable_model=WeightedLinear(self.penalty)).attribute(
                view.inputs,
                target=view.classes,
                feature_mask=features_of(view, self.cells),
                n_samples=self.samples,
                perturbations_per_eval=at_once(view),
            )
        return found


@ATTRIBUTIONS.register("kernel_shap")
class KernelShap(AttributionMethod):
    """Coefficients of a linear regression whose weights make them estimates of Shapley values.

    Source: Lundberg and Lee (2017), A unified approach to interpreting model predictions, section 4.1.

    Args:
        cells: Patches on each side.
        samples: Images with missing patches; at least three for each patch, or the regression follows its noise.
    """

    family: ClassVar[Family] = "perturbation"
    together: ClassVar[int] = 1

    cells: int = Field(default=GRID, ge=1)
    samples: int = Field(default=224, ge=1)

    def attribute(self, view: View) -> Float[Tensor, "batch channels height width"]:
        """See `AttributionMethod.attribute`."""
        method = CaptumKernelShap(view.network.logits)
        method.interpretable_model = WeightedLinear(0.0)  # the same least squares as Captum's own, which would need scikit-learn
        with torch.no_grad():
            found: Tensor = method.attribute(
                view.inputs,
                target=view.classes,
                feature_mask=features_of(view, self.cells),
                n_samples=self.samples,
                perturbations_per_eval=at_once(view),
            )
        return found
