"""Sharing: processed data in forms that other programs and other people read, whole and harmless."""

from toolkit.sharing.forms import FORMS, share
from toolkit.sharing.place import ShareError

__all__ = ["FORMS", "ShareError", "share"]
