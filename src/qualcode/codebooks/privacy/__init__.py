"""What in a codebook could tell who took part."""
