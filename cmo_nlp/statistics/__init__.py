"""Pure statistics: numbers in, numbers out; what is undefined is None."""
