// urql: a query with variables, three pages by hand, a mutation and an error with its code.
import { Client, cacheExchange, fetchExchange, gql } from "@urql/core";

const client = new Client({ url: process.argv[2], exchanges: [cacheExchange, fetchExchange], preferGetMethod: false });

const PAGE = gql`
  query ($first: Int!, $after: String) {
    posts(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
  }
`;

const posts = [];
let after = null;
for (let pages = 0; pages < 3; pages += 1) {
  const { data } = await client.query(PAGE, { first: 2, after }).toPromise();
  posts.push(...data.posts.edges.map(({ node }) => node.id));
  after = data.posts.pageInfo.endCursor;
}
const wrong = await client.query(PAGE, { first: 2, after: "nonsense" }).toPromise();

const JUDGE = gql`mutation { judge(left: "x:6", right: "x:4", same: false, reason: "they said so") { id same } }`;
const judged = await client.mutation(JUDGE, {}).toPromise();
const WITHDRAW = gql`mutation ($id: ID!) { withdrawJudgement(id: $id) { id } }`;
const withdrawn = await client.mutation(WITHDRAW, { id: judged.data.judge.id }).toPromise();

console.log(
  JSON.stringify({
    posts,
    code: wrong.error.graphQLErrors[0].extensions.code,
    same: judged.data.judge.same,
    withdrawn: withdrawn.data.withdrawJudgement.id === judged.data.judge.id,
  }),
);
