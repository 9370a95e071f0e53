// Apollo Client: a query, pages put together by the Relay policy, variables, and an error with its code.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

const cache = new InMemoryCache({ typePolicies: { Query: { fields: { influencers: relayStylePagination(["measure"]) } } } });
const client = new ApolloClient({ cache, link: new HttpLink({ uri: process.argv[2], fetch }) });

const PAGE = gql`
  query Page($first: Int!, $after: String) {
    influencers(first: $first, after: $after, measure: DEGREE) {
      edges { cursor node { rank person { id name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

const pages = client.watchQuery({ query: PAGE, variables: { first: 2 } });
await new Promise((done, fail) => pages.subscribe({ next: ({ data }) => data?.influencers && done(), error: fail }));
let page = pages.getCurrentResult().data.influencers.pageInfo;
for (let more = 0; more < 2; more += 1) {
  const next = await pages.fetchMore({ variables: { first: 2, after: page.endCursor } });
  page = next.data.influencers.pageInfo;
}
const people = client.readQuery({ query: PAGE, variables: { first: 2 } }).influencers.edges.map(({ node }) => node.person.name);

const PERSON = gql`query Person($id: ID!) { person(id: $id) { id name accounts { handle } } }`;
const person = (await client.query({ query: PERSON, variables: { id: "x:1" } })).data.person;

let code = null;
try {
  await client.query({ query: PAGE, variables: { first: 0 }, fetchPolicy: "network-only" });
} catch (error) {
  code = error.errors[0].extensions.code;
}
// The pages, as the cache has put them together.
console.log(JSON.stringify({ people, person: person.name, handle: person.accounts[0].handle, code }));
client.stop();
