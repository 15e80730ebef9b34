"""Measurements: what checking and building cost, beside another program on the same machine."""
