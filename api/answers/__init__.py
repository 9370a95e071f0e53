"""Answers to the questions people ask, as plain Python: shared by the command line, GraphQL and the page.

Most take an `AnalysedGraph` (one snapshot with its findings), some a view of the store beside it, and return frozen
dataclasses with row numbers of that snapshot and ids. They raise the refusals of `api.errors`.
"""
