"""How much of a picture we take, keep and spend on it."""

# Bytes of an upload: a telephone of 50 megapixels stays below.
MOST_BYTES = 20 * 2**20
# Pictures in one upload; of more, nothing is kept.
MOST_FILES = 4
# Pixels of what is decoded, said by the header before anything is unpacked.
MOST_PIXELS = 60_000_000
# Longest side, in pixels, of what is kept, and of the small picture in lists.
LONGEST = 1600
SMALL = 320
QUALITY = 82

# What one picture may cost the worker: wall and processor seconds, bytes of address space.
WALL_SECONDS = 120
# How long a second picture waits for the first: a page that waits holds one of the server's few processes; what is
# made beside the request may wait longer.
WAIT_SECONDS = 3
LATER_SECONDS = 600
CPU_SECONDS = 120
MEMORY = 4 * 2**30
