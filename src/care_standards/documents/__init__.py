"""The documents of the library: reading, judging and writing its JSON. The only floor that knows that JSON."""
