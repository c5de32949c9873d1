"""Files in, sources out: decoding, speaker labels, turns; one reader a format."""
