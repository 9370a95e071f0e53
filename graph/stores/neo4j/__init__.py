"""The row store on Neo4j."""
