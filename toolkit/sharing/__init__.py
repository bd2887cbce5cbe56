"""Sharing: processed data in forms that other programs and other people read, whole and harmless."""

from toolkit.sharing.place import ShareError
from toolkit.sharing.share import FORMS, share

__all__ = ["FORMS", "ShareError", "share"]
