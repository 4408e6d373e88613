"""What passes between two actors of a sentence: the encoder, what it is asked, what it adds to the lexicon."""
