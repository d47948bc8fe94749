"""Helpers of the course on AI product management: data, pictures, checks, commands."""

from pathlib import Path

__all__ = ["ROOT"]

#: The course's folder: the package is installed in place, beside its data.
ROOT = Path(__file__).resolve().parents[1]
