"""GraphQL: types, execution, and how it is spoken over HTTP and WebSocket."""
