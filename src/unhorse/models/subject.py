"""The network under examination as everybody but its trainer sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

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
    respect to the input. `passes` counts what is asked of it. With `bfloat16` it computes in
    bfloat16 autocast; `most` is how many images go through at once, which is lowered where memory does not suffice.

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
        self.bfloat16 = False
        self.most: int | None = None
        self._largest = 1
        self._changes: Mapping[str, Callable[[Tensor], Tensor]] = {}
        self._filing: list[dict[str, Tensor]] = []
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
        """Logits of images in [0, 1].

        Where memory does not suffice the batch goes through in parts, half as large at each try, whose activations are computed again for the
        gradient; logits and gradients are the same to rounding.
        """
        normalised = self.normalised(images)
        self.passes.forward += len(images)
        if normalised.requires_grad:
            normalised.register_hook(self._count_backward)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        # Channels last saves 15 to 35% of a pass at 64 pixels on a CPU.
        inputs = normalised.contiguous(memory_format=torch.channels_last)
        self._largest = max(self._largest, len(inputs))
        while True:
            try:
                return self._pass(inputs, self._changes) if self.most is None or len(inputs) <= self.most else self._in_parts(inputs, self.most)
            except torch.OutOfMemoryError as fault:
                exhausted = fault
            # Outside the handler, whose fault holds on to what the failed pass has allocated.
            if not self.halve():
                raise exhausted
            del exhausted

    def halve(self) -> bool:
        """Lets half as many images as until now through at once: after memory did not suffice; whether that was still possible."""
        most = min(self._largest, self.most or self._largest)
        self.most = max(1, most // 2)
        return most > 1

    def _in_parts(self, inputs: Tensor, most: int) -> Tensor:
        changes, found, filed = self._changes, [], []
        for part in torch.split(inputs, most):
            if part.requires_grad:
                found.append(checkpoint(self._pass, part, changes, use_reentrant=False))
            else:
                found.append(self._pass(part, changes))
            filed.append([dict(kept) for kept in self._filing])
        for place, kept in enumerate(self._filing):
            kept.update({name: torch.cat([parts[place][name] for parts in filed]) for name in kept})
        return torch.cat(found)

    def _pass(self, inputs: Tensor, changes: Mapping[str, Callable[[Tensor], Tensor]]) -> Tensor:
        modules = dict(self.network.named_modules()) if changes else {}
        hooks = [modules[name].register_forward_hook(_changed(change)) for name, change in changes.items()]
        try:
            with torch.autocast(inputs.device.type, torch.bfloat16, enabled=self.bfloat16):
                result: Tensor = self.network(inputs)
        finally:
            for hook in hooks:
                hook.remove()
        return result.float()

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
        found: dict[str, Tensor] = {}
        hook = self.head.register_forward_pre_hook(lambda _module, inputs: found.update(read=inputs[0]))
        try:
            with self._filed_in(found):
                self.logits(images)
        finally:
            hook.remove()
        return found["read"].float()

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
        """Within the block what the named layers give is put through the functions before the next layer sees it.

        Raises:
            ModelError: A layer of that name does not exist.
        """
        modules = dict(self.network.named_modules())
        unknown = [name for name in changes if name not in modules]
        if unknown:
            raise ModelError(f"layers among {', '.join(self.layer_names)}", ", ".join(unknown), "Choose from layer_names")

        before, self._changes = self._changes, {**self._changes, **changes}
        try:
            yield
        finally:
            self._changes = before

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
            with self._filed_in(found):
                yield found
        finally:
            for hook in hooks:
                hook.remove()  # type: ignore[attr-defined]  # torch's handle, typed object above

    @contextmanager
    def _filed_in(self, found: dict[str, Tensor]) -> Iterator[None]:
        """Within the block what hooks put into the dictionary is put together again where a batch goes through in parts."""
        self._filing.append(found)
        try:
            yield
        finally:
            self._filing.pop()


def _changed(change: Callable[[Tensor], Tensor]) -> Callable[[nn.Module, object, Tensor], Tensor]:
    return lambda _module, _inputs, output: change(output)
