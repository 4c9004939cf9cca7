"""The guard: reads a text before it is shared and says where it may tell of a person. Knows text and nothing else."""
