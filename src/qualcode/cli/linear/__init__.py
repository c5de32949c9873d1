"""Linear mode: transcripts coded turn by turn with plain prompts."""
