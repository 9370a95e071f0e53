"""Questions that the service is measured by."""

from typing import Final

INFLUENCERS: Final = """{
  influencers(first: 50) {
    edges {
      cursor
      node {
        rank value degreeRank
        person { id name influence { score rank degreeRank parts { name value rank percentile } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""

MAP: Final = """query ($id: ID!) {
  relationshipMap(around: [$id], depth: 2, limit: 100) {
    people { x y size community distance person { id name } }
    ties { from to strength weak bridge }
  }
}"""

PATHS: Final = """query ($id: ID!) {
  pathsToCustomers(from: $id, k: 5, maxHops: 4) { paths { strength hops { strength to { id name } } } reason }
}"""

PERSON: Final = """query ($id: ID!) {
  person(id: $id) {
    id name
    accounts { id handle }
    influence { score rank }
    posts(first: 10) { edges { node { id text at } } }
    ties(first: 10) { edges { node { strength from { id name } to { id name } } } }
    themes(first: 5) { edges { node { label } } }
  }
}"""
