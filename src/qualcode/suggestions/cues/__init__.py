"""What the codebook says to look for, found and weighed."""
