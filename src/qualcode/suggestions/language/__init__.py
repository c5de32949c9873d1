"""Words of a language: tokens, lemmas, sentences, concepts, meanings; what is read is made of these."""
