"""Keeping a directory true: which record is meant, what confirming one writes, and whom to ask first."""
