"""The network under examination as everybody but its trainer sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import torch
from jaxtyping import Float
from torch import Tensor, nn

from unhorse.core.errors import ModelError

MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)


class PassCount:
    """Passes through a network, counted in images: `forward` and `backward`."""

    def __init__(self) -> None:
        self.forward = 0
        self.backward = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.forward + self.backward


class _PassEndedError(Exception):
    """Ends a pass through the network after the layer that was asked for."""


def _end(_module: nn.Module, _inputs: object, _output: object) -> None:
    raise _PassEndedError


class SubjectModel:
    """A frozen classifier of images in [0, 1]; the normalisation is inside.

    The weights want no gradients and the network is in evaluation mode, so that every pass with a gradient costs only the gradient with
    respect to the input. `passes` counts what is asked of it.

    Args:
        network: Maps normalised images to logits.
        class_names: The name of each output.
        image_size: Height and width of the images it was trained on, in pixels.
        mean: Channel means subtracted from the image.
        deviation: Channel deviations that the image is divided by.
        head: Name of the linear layer that gives the logits; the last linear layer where none is named.
    """

    def __init__(
        self,
        network: nn.Module,
        class_names: Sequence[str],
        image_size: int,
        mean: Sequence[float] = MEAN,
        deviation: Sequence[float] = DEVIATION,
        head: str | None = None,
    ) -> None:
        self.network = network.eval().requires_grad_(False)
        self.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch takes it; its stubs do not know
        self.class_names = tuple(class_names)
        self.image_size = image_size
        self.passes = PassCount()
        self._head = head
        device = next(network.parameters()).device
        self._mean = torch.tensor(mean, device=device).view(1, 3, 1, 1)
        self._deviation = torch.tensor(deviation, device=device).view(1, 3, 1, 1)

    @property
    def device(self) -> torch.device:
        """Where the network lives."""
        return self._mean.device

    def normalised(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch 3 height width"]:
        """Images in [0, 1] as the network itself reads them: 0 is the mean colour."""
        return (images - self._mean) / self._deviation

    def logits(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch classes"]:
        """Logits of images in [0, 1]."""
        normalised = self.normalised(images)
        self.passes.forward += len(images)
        if normalised.requires_grad:
            normalised.register_hook(self._count_backward)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        # Channels last saves 15 to 35% of a pass at 64 pixels on a CPU.
        result: Tensor = self.network(normalised.contiguous(memory_format=torch.channels_last))
        return result

    def _count_backward(self, gradient: Tensor) -> None:
        self.passes.backward += len(gradient)

    @property
    def head(self) -> nn.Linear:
        """The linear layer that gives the logits.

        Raises:
            ModelError: The network has none, or its last linear layer gives something else.
        """
        linear = [module for name, module in self.network.named_modules() if isinstance(module, nn.Linear) and self._head in (None, name)]
        if not linear or linear[-1].out_features != len(self.class_names):
            raise ModelError(f"a network whose last linear layer gives its {len(self.class_names)} logits", "another", "Choose another method")
        return linear[-1]

    def features(self, images: Float[Tensor, "batch 3 height width"]) -> Float[Tensor, "batch units"]:
        """What the head reads, with gradients: for a ResNet the average-pooled activations of its last stage.

        Raises:
            ModelError: See `head`.
        """
        found: list[Tensor] = []
        hook = self.head.register_forward_pre_hook(lambda _module, inputs: found.append(inputs[0]))
        try:
            self.logits(images)
        finally:
            hook.remove()
        return found[0]

    @property
    def layer_names(self) -> tuple[str, ...]:
        """Names of all layers whose output `activations` can give."""
        return tuple(name for name, _ in self.network.named_modules() if name)

    def activations(self, images: Float[Tensor, "batch 3 height width"], layers: Sequence[str], through: str | None = None) -> dict[str, Tensor]:
        """The outputs of the named layers for images in [0, 1], with gradients.

        Args:
            images: The images.
            layers: Names among `layer_names`.
            through: The pass ends after this one of them, the last that the images come through: layers behind it cost nothing.

        Raises:
            ModelError: A layer of that name does not exist.
        """
        if through is not None and through not in layers:
            raise ModelError(f"through among {', '.join(layers)}", through, "Ask for that layer too")
        with self.recorded(layers) as found, suppress(_PassEndedError):
            hook = dict(self.network.named_modules())[through].register_forward_hook(_end) if through is not None else None
            try:
                self.logits(images)
            finally:
                if hook is not None:
                    hook.remove()
        return found

    @contextmanager
    def replaced(self, changes: Mapping[str, Callable[[Tensor], Tensor]]) -> Iterator[None]:
        """Within the block what the named layers give is put through the functions before the next layer sees it; the hooks leave with the block.

        Raises:
            ModelError: A layer of that name does not exist.
        """
        modules = dict(self.network.named_modules())
        unknown = [name for name in changes if name not in modules]
        if unknown:
            raise ModelError(f"layers among {', '.join(self.layer_names)}", ", ".join(unknown), "Choose from layer_names")

        def changed(change: Callable[[Tensor], Tensor]) -> Callable[[nn.Module, object, Tensor], Tensor]:
            return lambda _module, _inputs, output: change(output)

        hooks = [modules[name].register_forward_hook(changed(change)) for name, change in changes.items()]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    @contextmanager
    def recorded(self, layers: Sequence[str]) -> Iterator[dict[str, Tensor]]:
        """Within the block every pass files the outputs of the named layers in the dictionary given; the hooks leave with the block."""
        modules = dict(self.network.named_modules())
        unknown = [name for name in layers if name not in modules]
        if unknown:
            raise ModelError(f"layers among {', '.join(self.layer_names)}", ", ".join(unknown), "Choose from layer_names")
        found: dict[str, Tensor] = {}

        def keep(name: str) -> object:
            def file(_module: nn.Module, _inputs: object, output: Tensor) -> Tensor:
                found[name] = output
                return output.clone()  # a later layer that works in place must not overwrite what was filed

            return modules[name].register_forward_hook(file)

        hooks = [keep(name) for name in layers]
        try:
            yield found
        finally:
            for hook in hooks:
                hook.remove()  # type: ignore[attr-defined]  # torch's handle, typed object above
