"""The front door: open, create, import, hand out tables and snapshots. No arithmetic."""
