"""Layers, their dated editions and areas; where a point lies; which areas overlap."""
