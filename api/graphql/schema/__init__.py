"""The GraphQL schema: one type or small family per file. It asks `api.answers` and the view; it computes nothing."""
