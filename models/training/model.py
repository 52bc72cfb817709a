"""The network: an encoder that looks at a window once, and a decoder with SAM's contract that answers prompts.

Shapes: S is the side of the window in pixels (a multiple of 32), N the number of prompts, P of points in each.
Both are convolutional, so S may differ from call to call.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STAGES = (48, 96, 160, 224)
"""Channels at strides 4, 8, 16 and 32."""
SEMANTIC = 128
"""Channels of the embedding at stride 4; the other 128 are 32 edge channels at stride 2, folded."""
TOKENS = 4
"""Masks for each prompt: the first for boxes, masks and several points; the others for a single point."""
PROMPT_MAPS = 10


def conv_norm(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """Convolution, batch normalisation and ReLU."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two convolutions whose result is added to their input."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = conv_norm(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.second(self.first(x)), inplace=True)


class ContextGate(nn.Module):
    """Weighs channels by what the whole window holds."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(channels, channels // 2), nn.ReLU(), nn.Linear(channels // 2, channels))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.gate(x.mean((2, 3))))[:, :, None, None]


def doubled(x: Tensor) -> Tensor:
    """Twice as many rows and columns, bilinearly."""
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class Encoder(nn.Module):
    """Image [N, 3, S, S] with values 0...255 to an embedding [N, 256, S/4, S/4]; normalises each window itself."""

    def __init__(self) -> None:
        super().__init__()
        c1, c2, c3, c4 = STAGES
        self.stem = nn.Sequential(conv_norm(3, 24, 3, 2), conv_norm(24, 32))
        self.stage1 = nn.Sequential(conv_norm(32, c1, 3, 2), Residual(c1))
        self.stage2 = nn.Sequential(conv_norm(c1, c2, 3, 2), Residual(c2), Residual(c2))
        self.stage3 = nn.Sequential(conv_norm(c2, c3, 3, 2), Residual(c3), Residual(c3))
        self.stage4 = nn.Sequential(conv_norm(c3, c4, 3, 2), Residual(c4), Residual(c4), ContextGate(c4))
        self.lateral4 = nn.Conv2d(c4, c3, 1)
        self.lateral3 = nn.Conv2d(c3, c3, 1)
        self.merge3 = conv_norm(c3, c2)
        self.lateral2 = nn.Conv2d(c2, c2, 1)
        self.merge2 = conv_norm(c2, 64)
        self.lateral1 = nn.Conv2d(c1, 64, 1)
        self.merge1 = nn.Sequential(conv_norm(64, 64), nn.Conv2d(64, SEMANTIC, 1))
        self.edges = nn.Conv2d(32, 32, 1)

    def forward(self, image: Tensor) -> Tensor:
        grey = image.mean(1, keepdim=True)
        mean = grey.mean((2, 3), keepdim=True)
        deviation = ((grey - mean) ** 2).mean((2, 3), keepdim=True).sqrt()
        half = self.stem((image - mean) / (deviation + 4.0))
        quarter = self.stage1(half)
        eighth = self.stage2(quarter)
        sixteenth = self.stage3(eighth)
        deepest = self.stage4(sixteenth)
        x = self.merge3(self.lateral3(sixteenth) + doubled(self.lateral4(deepest)))
        x = self.merge2(self.lateral2(eighth) + doubled(x))
        x = self.merge1(self.lateral1(quarter) + doubled(x))
        return torch.cat([x, F.pixel_unshuffle(self.edges(half), 2)], 1)


class Decoder(nn.Module):
    """Prompts are drawn on the grid of the embedding; a small U-Net fuses the two."""

    def __init__(self) -> None:
        super().__init__()
        self.prompts_in = nn.Sequential(nn.Conv2d(PROMPT_MAPS, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 1))
        self.fuse = conv_norm(SEMANTIC + 64, 64, 1)
        self.down1 = conv_norm(64, 64)
        self.down2 = nn.Sequential(conv_norm(64, 96, 3, 2), Residual(96))
        self.down3 = nn.Sequential(conv_norm(96, 144, 3, 2), Residual(144))
        self.down4 = nn.Sequential(conv_norm(144, 192, 3, 2), Residual(192), ContextGate(192))
        self.lateral3 = nn.Conv2d(192, 144, 1)
        self.up3 = conv_norm(144, 96)
        self.up2 = conv_norm(96, 64)
        self.up1 = conv_norm(64, 64)
        self.refine = nn.Sequential(conv_norm(64 + 32 + PROMPT_MAPS, 32, 1), conv_norm(32, 32))
        self.masks = nn.Conv2d(32, TOKENS, 1)
        self.scores = nn.Sequential(nn.Linear(192, 128), nn.ReLU(), nn.Linear(128, TOKENS + 1))

    def prompt_maps(self, coords: Tensor, labels: Tensor, mask: Tensor, has: Tensor, size: int | Tensor,
                    grid: int | Tensor) -> Tensor:
        """Points, box and rough mask as maps [N, 10, grid, grid]; arguments as for forward."""
        centres = (torch.arange(grid, device=coords.device, dtype=coords.dtype) + 0.5) * (size / grid)
        across, down = centres[None, None, None, :], centres[None, None, :, None]
        label = labels[:, :, None, None]
        x, y = coords[:, :, 0][:, :, None, None], coords[:, :, 1][:, :, None, None]
        width = size / 24.0
        near = torch.exp(-(((across - x) ** 2 + (down - y) ** 2) / (width * width)))
        positive = ((label == 1).to(near.dtype) * near).amax(1, keepdim=True)
        negative = ((label == 0).to(near.dtype) * near).amax(1, keepdim=True)
        first, second = (label == 2).to(near.dtype), (label == 3).to(near.dtype)
        boxed = first.amax(1, keepdim=True)
        x0, y0 = (first * x).sum(1, keepdim=True), (first * y).sum(1, keepdim=True)
        x1 = (second * x).sum(1, keepdim=True) + (1 - boxed) * size
        y1 = (second * y).sum(1, keepdim=True) + (1 - boxed) * size
        box_width, box_height = (x1 - x0).clamp(min=1.0), (y1 - y0).clamp(min=1.0)
        zero = torch.zeros_like(near[:, :1])
        u = (across - x0) / box_width * 2 - 1 + zero
        v = (down - y0) / box_height * 2 - 1 + zero
        outside = torch.maximum(u.abs(), v.abs()) - 1
        inside = torch.sigmoid(-outside * torch.minimum(box_width, box_height) / (size / grid) * 1.5)
        rough = F.interpolate(mask, size=(grid, grid), mode="bilinear", align_corners=False)
        given = has.reshape(-1, 1, 1, 1)
        rough = torch.tanh(rough / 4) * given
        return torch.cat([positive, negative, inside * boxed, u.clamp(-2, 2) * boxed, v.clamp(-2, 2) * boxed,
                          outside.clamp(-1, 2) * boxed, boxed + zero, rough, rough.clamp(min=0), given + zero], 1)

    def forward(self, embedding: Tensor, coords: Tensor, labels: Tensor, mask: Tensor, has: Tensor,
                size: int | Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Answers prompts.

        embedding [N, 256, S/4, S/4]; coords [N, P, 2] as x, y in window pixels; labels [N, P]: 1 object, 0
        background, 2 and 3 corners of a box, -1 padding; mask [N, 1, M, M] logits; has [N]: 1 where there is a mask;
        size: S. Returns mask logits [N, 4, S, S], expected IoU [N, 4], and the logit [N] that the object is there.
        """
        maps = self.prompt_maps(coords, labels, mask, has, size, embedding.shape[-1])
        edges = F.pixel_shuffle(embedding[:, SEMANTIC:], 2)
        x = self.down1(self.fuse(torch.cat([embedding[:, :SEMANTIC], self.prompts_in(maps)], 1)))
        half = self.down2(x)
        quarter = self.down3(half)
        deepest = self.down4(quarter)
        z = self.up3(quarter + doubled(self.lateral3(deepest)))
        z = self.up2(half + doubled(z))
        z = self.up1(x + doubled(z))
        z = self.masks(self.refine(torch.cat([doubled(z), edges, doubled(maps)], 1)))
        scores = self.scores(deepest.mean((2, 3)))
        return doubled(z), torch.sigmoid(scores[:, :TOKENS]), scores[:, TOKENS]
