"""What every reading child finds loaded, so that it need not load it again. Imported by the children's server only."""

from __future__ import annotations

import gc

import app.reading.isolated
import app.reading.read  # noqa: F401 - imported to be in memory

# The children share these pages of memory as long as nobody writes to them; the collector would.
gc.collect()
gc.freeze()
