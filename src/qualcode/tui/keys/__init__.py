"""Keys and what they do: commands, the keys they are on, and keys answered one after another."""
