"""The demo world: about 600 made-up people over six months, with planted truth."""
