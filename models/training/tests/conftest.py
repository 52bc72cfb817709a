"""Lets the tests import the modules beside this folder, and keeps them to one core."""
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
torch.set_num_threads(1)
