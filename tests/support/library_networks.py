"""Folders as the libraries keep their networks, small and with random weights: BigGAN, CLIP, a robust ResNet-50, BLIP, Stable Diffusion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

WORDS = ("a", "b", "photo", "of", "red", "dog", ",")
SMALL_GAN = {
    "output_dim": 32,
    "z_dim": 8,
    "class_embed_dim": 8,
    "channel_width": 8,
    "num_classes": 1000,
    "layers": [[True, 16, 8], [True, 8, 4], [True, 4, 2], [False, 2, 1]],
    "attention_layer_position": 2,
    "eps": 1e-4,
    "n_stats": 51,
}
BIGGAN_DEEP_256 = {
    "output_dim": 256,
    "z_dim": 128,
    "class_embed_dim": 128,
    "channel_width": 128,
    "num_classes": 1000,
    "layers": [
        *([False, 16, 16], [True, 16, 16], [False, 16, 16], [True, 16, 8], [False, 8, 8], [True, 8, 8]),
        *([False, 8, 8], [True, 8, 4], [False, 4, 4], [True, 4, 2], [False, 2, 2], [True, 2, 1]),
    ],
    "attention_layer_position": 8,
    "eps": 1e-4,
    "n_stats": 51,
}
CLIP = {
    "embed_dim": 16,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "patch_size": 16, "head_width": 16},
    "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1},
}


def random_biggan(config: dict[str, Any]) -> Any:
    """The library's network of this shape."""
    from pytorch_pretrained_biggan import BigGAN, BigGANConfig

    network = BigGAN(BigGANConfig.from_dict(config)).eval()
    norm = network.generator.bn  # the library leaves its weights as memory happens to be
    norm.weight, norm.bias = (torch.nn.Parameter(value(len(norm.weight))) for value in (torch.ones, torch.zeros))
    return network


def save_biggan(folder: Path) -> None:
    """As published: a file of an older torch, without the right singular vectors."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(SMALL_GAN))
    state = random_biggan(SMALL_GAN).state_dict()
    torch.save({name: value for name, value in state.items() if not name.endswith("weight_v")}, folder / "pytorch_model.bin")


def save_robust(file: Path, state: dict[str, Tensor]) -> None:
    """A checkpoint as MadryLab's: the network's names behind two prefixes, a normaliser beside them."""
    named = {f"module.model.{name}": value for name, value in state.items()}
    torch.save({"model": {**named, "module.normalizer.new_mean": torch.zeros(3, 1, 1)}, "epoch": 90}, file)


def save_clip(folder: Path) -> None:
    """A folder of open_clip."""
    import open_clip

    folder.mkdir(parents=True)
    (folder / "open_clip_config.json").write_text(json.dumps({"model_cfg": CLIP, "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.25] * 3}}))
    save_file(open_clip.CLIP(**CLIP).state_dict(), folder / "open_clip_model.safetensors")


def save_captioner(folder: Path) -> None:
    """A BLIP of transformers with its tokeniser."""
    from transformers import BertTokenizer, BlipConfig, BlipForConditionalGeneration

    folder.mkdir(parents=True)
    (folder / "words.txt").write_text("\n".join(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", "[ENC]", *WORDS)))
    tokens = BertTokenizer(str(folder / "words.txt"))
    small = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
    text = {**small, "vocab_size": 14, "encoder_hidden_size": 8, "bos_token_id": 5, "eos_token_id": 3, "sep_token_id": 3, "pad_token_id": 0}
    config = BlipConfig(text_config=text, vision_config={**small, "image_size": 16, "patch_size": 8}, projection_dim=8)
    BlipForConditionalGeneration(config).save_pretrained(folder)
    tokens.save_pretrained(folder)
    (folder / "preprocessor_config.json").write_text(
        json.dumps({"size": {"height": 16, "width": 16}, "image_mean": [0.5] * 3, "image_std": [0.3] * 3})
    )


def save_diffusion(folder: Path) -> None:
    """A Stable Diffusion of diffusers, 16 pixels."""
    from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionImg2ImgPipeline, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    folder.mkdir(parents=True)
    letters = [f"{letter}{end}" for letter in "abcdefghijklmnopqrstuvwxyz,'" for end in ("", "</w>")]
    vocabulary = {token: number for number, token in enumerate([*letters, "<|startoftext|>", "<|endoftext|>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    tokens = CLIPTokenizer.from_pretrained(folder, model_max_length=77)
    ends = {"bos_token_id": vocabulary["<|startoftext|>"], "eos_token_id": vocabulary["<|endoftext|>"], "pad_token_id": 1}
    text = CLIPTextConfig(
        vocab_size=len(vocabulary) + 8, hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2, projection_dim=8, **ends
    )
    unet = UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(4, 8),
        layers_per_block=1,
        cross_attention_dim=8,
        attention_head_dim=2,
        norm_num_groups=2,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
    )
    blocks = {"down_block_types": ("DownEncoderBlock2D",) * 2, "up_block_types": ("UpDecoderBlock2D",) * 2}
    vae = AutoencoderKL(block_out_channels=(4, 8), norm_num_groups=2, **blocks)
    StableDiffusionImg2ImgPipeline(
        vae=vae,
        text_encoder=CLIPTextModel(text),
        tokenizer=tokens,
        unet=unet,
        scheduler=DDIMScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


def save_all(folder: Path, robust: dict[str, Tensor]) -> Path:
    """All of them, and the file that names them."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        save_biggan(folder / "biggan")
        save_robust(folder / "robust.ckpt", robust)
        save_clip(folder / "clip")
        save_captioner(folder / "blip")
        save_diffusion(folder / "diffusion")
    file = folder / "priors.toml"
    file.write_text(
        'schema_version = 1\ngenerator = "biggan"\nrobust = ["robust.ckpt"]\ntext_image = "clip"\ncaptioner = "blip"\ndiffusion = "diffusion"\n'
    )
    return file
