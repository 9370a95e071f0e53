// graphql-ws: posts of a watch, so many; the connection is broken after the first and taken up again with `after`.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, watch, count] = process.argv.slice(2);
const query = "subscription ($watch: ID!, $after: ID) { posts(watch: $watch, after: $after) { id text } }";

async function hear(after, most) {
  const client = createClient({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, retryAttempts: 0 });
  const heard = [];
  for await (const { data, errors } of client.iterate({ query, variables: { watch, after } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    heard.push(data.posts.id);
    if (heard.length === most) break;
  }
  await client.dispose();
  return heard;
}

console.error("listening");
const first = await hear(process.argv[5], 1);
const others = await hear(first[0], Number(count) - 1);
console.log(JSON.stringify([...first, ...others]));
process.exit(0);
