"""What compiled code stands on: compiling, threads, chance."""
