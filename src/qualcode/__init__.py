"""qualcode: code focus-group transcripts, count themes by who voiced them, share codebooks."""
