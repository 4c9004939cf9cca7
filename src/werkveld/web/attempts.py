"""The cache: pieces of pages in this process's memory, attempts to sign in where every process counts along.

The sign-in package counts in Django's default cache. In memory alone each worker would count for itself, and five
wrong passwords would be ten with two workers; a one-time code could be used once in each.
"""

import time
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache

# How every key of the sign-in package begins: counts ("allauth:rl:…") and used codes ("allauth.mfa…").
COUNTED = "allauth"
SWEEP_SECONDS = 300


def _counting(key: Any) -> BaseCache | None:
    """Where a key is kept when that is not in memory."""
    return caches["attempts"] if str(key).startswith(COUNTED) else None


class Cache(LocMemCache):
    """Django's cache in memory, but for the keys that must be shared; what is over leaves the memory too."""

    swept_at = 0.0

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep when absent; False when it was there."""
        elsewhere = _counting(key)
        return (elsewhere.add if elsewhere else super().add)(key, value, *args, **kwargs)

    def get(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        """What was kept, else the default."""
        elsewhere = _counting(key)
        return (elsewhere.get if elsewhere else super().get)(key, *args, **kwargs)

    def sweep(self) -> None:
        """Forget what is past its moment: Django does so only when it is asked for, or when the memory is full."""
        now = time.time()
        # What Django's own cache in memory is made of; its stubs do not say so.
        memory: Any = self
        with memory._lock:
            for key in [key for key, until in memory._expire_info.items() if until is not None and until <= now]:
                memory._delete(key)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep."""
        elsewhere = _counting(key)
        if time.monotonic() - self.swept_at > SWEEP_SECONDS:
            self.swept_at = time.monotonic()
            self.sweep()
        (elsewhere.set if elsewhere else super().set)(key, value, *args, **kwargs)

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Forget."""
        elsewhere = _counting(key)
        return (elsewhere.delete if elsewhere else super().delete)(key, *args, **kwargs)
