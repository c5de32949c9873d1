"""Commands about transcripts, who speaks in them, and what is known of both."""
