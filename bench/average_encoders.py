"""The mean of several states of the encoder, weight by weight: right more often, and less sure, than any of them.

Method: Wortsman et al., "Model soups" (2022). It holds for states of one descent, not for any two networks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("states", type=Path, nargs="+")
    arguments = parser.parse_args()
    states = [torch.load(path, weights_only=True) for path in arguments.states]
    torch.save(
        {name: sum(state[name].float() for state in states) / len(states) for name in states[0]}, arguments.output
    )
    print(f"{arguments.output}: the mean of {len(states)} states")


if __name__ == "__main__":
    main()
