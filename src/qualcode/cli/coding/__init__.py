"""Commands about codings."""
