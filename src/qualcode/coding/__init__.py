"""What a coder and a codebook editor do, each as one act."""
