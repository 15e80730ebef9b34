"""What sets a checkout up, before anything is installed: standard library only."""
