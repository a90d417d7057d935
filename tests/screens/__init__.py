"""What a person does with the keys, and what then is true."""
