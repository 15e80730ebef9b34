"""What a directory is published as: pages, the feed, and what stands beside them. Each maker gives (path, bytes)."""
