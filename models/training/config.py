"""The settings of one run, read from config.toml."""
from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

DEFAULT = Path(__file__).resolve().parent / 'config.toml'


@dataclass(frozen=True)
class Config:
    """One table of config.toml; what each setting means stands there."""

    start: str
    seed: int
    volumes: int
    held_out: int
    shape: tuple[int, int, int]
    sources: bool
    source_share: float
    early_window: int
    window: int
    field: int
    slices: int
    batch: int
    steps: int
    warm_up: int
    rate: float
    decay: float
    own_masks: tuple[float, float]
    smoothing: float
    kept: float
    workers: int
    checkpoint: int
    mixed: bool

    def window_at(self, step: int) -> int:
        """Side of the window at a step: two thirds of the run are learned at the early side, the rest at the last."""
        return self.early_window if 3 * step < 2 * self.steps else self.window

    def field_at(self, step: int) -> int:
        """Side of the part of a slice that a chain of this step is cut from, in proportion to the window."""
        return self.field * self.window_at(step) // self.window


def load(profile: str, path: Path = DEFAULT) -> Config:
    """The settings of a profile. ValueError says which are missing or unknown."""
    tables = tomllib.loads(path.read_text())
    if profile not in tables:
        raise ValueError(f"{path} has no profile [{profile}], but {', '.join(tables)}.")
    values, known = tables[profile], {field.name for field in fields(Config)}
    if known != set(values):
        raise ValueError(f"{path}, [{profile}]: missing {sorted(known - set(values))}, unknown "
                         f"{sorted(set(values) - known)}.")
    for side in ('early_window', 'window'):
        if values[side] % 32:
            raise ValueError(f"{path}, [{profile}]: {side} is {values[side]}, but must be a multiple of 32.")
    if values['kept'] and not values['start']:
        raise ValueError(f"{path}, [{profile}]: kept is {values['kept']}, but there is no start to keep weights of.")
    return Config(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})
