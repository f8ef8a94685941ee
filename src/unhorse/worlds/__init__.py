"""Where images come from: the drawn world, Tiny-ImageNet's photographs, any folder of images."""
