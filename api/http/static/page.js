// The plain page. All text comes from people we do not know: it only ever becomes text nodes and attributes.

const SVG = "http://www.w3.org/2000/svg";
const COLOURS = 8;
const ASK_AGAIN_MS = 2000;
const LONGEST_NAME = 28;
const KEY = "kith.key";
const REFUSED = 401;

const PAGE = `query Page {
  overview {
    people accounts posts interactions ties transactions since until
    sources { name }
    findings { fingerprint people ties asOf computedAt }
  }
}`;

const FOUND = `query Found {
  influencers(first: 10) {
    edges { node { rank value degreeRank person {
      id name relation
      accounts { id handle network }
      influence { parts { name value rank } }
    } } }
  }
  communities(first: 6) {
    edges { node { id label size
      themes(first: 3) { edges { node { label postCount words { word } } } }
      members(first: 3) { edges { node { person { name } } } }
    } }
    totalCount
  }
}`;

const MAP = `query Map($around: [ID!]!) {
  relationshipMap(around: $around, depth: 2, limit: 70) {
    people { x y size community distance person { id name } }
    ties { from to strength bridge }
    communities { id label }
    truncated totalPeople
  }
}`;

const TO_TRY = `query WhoMatters {
  influencers(first: 3) {
    edges {
      node {
        rank
        value
        degreeRank
        person {
          name
          accounts { id }
          influence { parts { name value rank } }
        }
      }
    }
    provenance { definition fingerprint people ties asOf }
  }
}`;

const byId = (id) => document.getElementById(id);
const number = (value) => value.toLocaleString("en");
const day = (moment) => new Date(moment).toLocaleDateString("en", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
const short = (text) => (text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text);

function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

async function post(query, variables, key) {
  const headers = { "content-type": "application/json", accept: "application/json" };
  if (key) headers.authorization = `Bearer ${key}`;
  return fetch("graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
}

// A key that opens nothing any more is dropped; perhaps nobody needs one by now.
async function ask(query, variables = {}) {
  const key = sessionStorage.getItem(KEY);
  let response = await post(query, variables, key);
  if (response.status === REFUSED && key) {
    sessionStorage.removeItem(KEY);
    const refused = await response.json();
    response = await post(query, variables);
    if (response.status === REFUSED) return askForKey(refused, `That key was refused: ${refused.errors[0].message}.`);
  }
  const found = await response.json();
  return response.status === REFUSED ? askForKey(found, "This service asks who comes.") : found;
}

function askForKey(refused, why) {
  byId("why").textContent = why;
  byId("door").hidden = false;
  byId("key").focus();
  return refused;
}

function comeIn(event) {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId("key").value.trim());
  byId("key").value = "";
  byId("door").hidden = true;
  start();
}

async function data(query, variables) {
  const { data: found, errors } = await ask(query, variables);
  if (errors) throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions?.code });
  return found;
}

function notice(text) {
  byId("notice").textContent = text ?? "";
  byId("notice").hidden = !text;
}

function showOverview(overview) {
  const names = ["people", "posts", "interactions", "ties", "transactions"];
  byId("loaded").replaceChildren(
    ...names.map((name) => element("div", {}, element("dt", {}, name), element("dd", {}, number(overview[name])))),
  );
  const sources = overview.sources.map((source) => source.name).join(", ");
  const span = overview.since ? `, ${day(overview.since)} to ${day(overview.until)}` : "";
  byId("sources").textContent = sources ? `From ${sources}${span}.` : "";
  const found = overview.findings;
  byId("provenance").textContent = found
    ? `Computed ${day(found.computedAt)} on ${number(found.people)} people with ${number(found.ties)} ties, as of ${day(found.asOf)}. `
      + `Fingerprint ${found.fingerprint}: the same data and parameters give the same numbers again.`
    : "";
}

const KINDS = { STRENGTH: "attention", PAGERANK: "reach", BETWEENNESS: "brokerage" };

// A bar is as long as the value is beside the largest one shown: percentiles of the first ten would all look alike.
function bars(parts, largest) {
  const svg = drawn("svg", { class: "bars", viewBox: "0 0 152 24", role: "img" });
  const said = parts.map((part) => `${KINDS[part.name]}: rank ${number(part.rank)}`).join(", ");
  parts.forEach((part, row) => {
    const width = 152 * (part.value / (largest[part.name] || 1));
    svg.append(
      drawn("rect", { class: "track", x: 0, y: 1 + 8 * row, width: 152, height: 6, rx: 3 }),
      drawn("rect", { class: KINDS[part.name], x: 0, y: 1 + 8 * row, width, height: 6, rx: 3 }),
    );
  });
  svg.setAttribute("aria-label", said);
  svg.prepend(drawn("title", {}, said));
  return svg;
}

function largestOf(rows) {
  const largest = {};
  for (const part of rows.flatMap((row) => row.person.influence?.parts ?? [])) {
    largest[part.name] = Math.max(largest[part.name] ?? 0, part.value);
  }
  return largest;
}

function showInfluencers(rows) {
  const largest = largestOf(rows);
  byId("influencers").replaceChildren(...rows.map(({ rank, value, degreeRank, person }) => {
    const button = element("button", { type: "button", "aria-pressed": "false" }, person.name);
    button.addEventListener("click", () => showAround(person, button));
    const account = person.accounts[0];
    const handle = account ? `${account.handle ? `@${account.handle.replace(/^@/, "")}` : account.id} on ${account.network}` : "";
    return element("tr", {},
      element("td", { class: "number" }, String(rank)),
      element("td", { class: "person" }, button, element("span", { class: "handle" }, handle)),
      element("td", { class: "number" }, value.toFixed(1)),
      element("td", {}, bars(person.influence?.parts ?? [], largest)),
      element("td", { class: "number" }, String(degreeRank)),
    );
  }));
}

function showCommunities(rows, colour) {
  byId("communities").replaceChildren(...rows.map((community) => {
    const themes = community.themes.edges.map(({ node }) => element("li", {},
      node.words.slice(0, 5).map((word) => word.word).join(", ") || node.label,
      element("span", { class: "quiet" }, ` · ${number(node.postCount)} posts`),
    ));
    const leaders = community.members.edges.map(({ node }) => node.person.name).join(", ");
    return element("article", { class: "card" },
      element("h3", {}, element("span", { class: `dot ${colour(community.id)}` }), community.label),
      element("p", { class: "quiet" }, `${number(community.size)} people, led by ${leaders}`),
      element("ul", {}, ...themes),
    );
  }));
}

// Colours go to the largest communities first and stay theirs in every map.
function colours(rows) {
  const order = new Map(rows.map((community, place) => [community.id, place]));
  return (id) => (order.has(id) && order.get(id) < COLOURS ? `c${order.get(id)}` : "none");
}

let colour = () => "none";

async function showAround(person, button) {
  for (const other of document.querySelectorAll(".person button")) other.setAttribute("aria-pressed", String(other === button));
  const { relationshipMap: map } = await data(MAP, { around: [person.id] });
  byId("around").textContent = `Around ${person.name}`;
  byId("map-caption").textContent = map.truncated
    ? `The ${number(map.people.length)} closest of ${number(map.totalPeople)} people within two ties.`
    : `All ${number(map.people.length)} people within two ties.`;
  drawMap(map);
  byId("map-legend").replaceChildren(...map.communities.slice(0, COLOURS).map((community) => element("span", {},
    element("span", { class: `key ${colour(community.id)}` }), short(community.label),
  )));
}

function drawMap(map) {
  const place = placing(map.people);
  const spots = new Map(map.people.map((spot) => [spot.person.id, { ...spot, ...place(spot) }]));
  const radius = (spot) => 3 + 7 * spot.size;
  const lines = map.ties.map((tie) => {
    const [from, to] = [spots.get(tie.from), spots.get(tie.to)];
    return drawn("line", {
      class: tie.bridge ? "bridge" : "inside",
      x1: from.left, y1: from.top, x2: to.left, y2: to.top, "stroke-width": 0.5 + 2 * tie.strength,
    });
  });
  const circles = [...spots.values()].reverse().map((spot) => drawn("circle", {
    class: `${colour(spot.community)}${spot.distance ? "" : " middle"}`, cx: spot.left, cy: spot.top, r: radius(spot),
  }, drawn("title", {}, spot.person.name)));
  const labels = labelled([...spots.values()], radius);
  byId("map").replaceChildren(...lines, ...circles, ...labels);
}

// Brings the people shown into the drawing, whatever part of the whole map they lie in, and keeps its proportions.
function placing(people) {
  const [size, margin] = [460, 44];
  const xs = people.map((spot) => spot.x);
  const ys = people.map((spot) => spot.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (size - 2 * margin) / Math.max(right - left, bottom - top, 1e-9);
  return ({ x, y }) => ({
    left: size / 2 + (x - (left + right) / 2) * scale,
    top: size / 2 + (y - (top + bottom) / 2) * scale,
  });
}

// Names the middle and the largest circles, leaving out every name that would cover another.
function labelled(spots, radius) {
  const taken = [];
  const labels = [];
  const order = spots.filter((spot) => !spot.distance).concat(spots.filter((spot) => spot.distance).sort((a, b) => b.size - a.size));
  for (const spot of order) {
    const name = short(spot.person.name);
    const width = 6.6 * name.length + 6;
    const left = Math.min(Math.max(spot.left - width / 2, 4), 456 - width);
    const box = { left, right: left + width, top: spot.top - radius(spot) - 20, bottom: spot.top - radius(spot) };
    const covers = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    if (covers || labels.length >= 10) continue;
    taken.push(box);
    labels.push(drawn("text", { x: left + 3, y: box.bottom - 5 }, name));
  }
  return labels;
}

async function run() {
  const button = byId("run");
  button.disabled = true;
  const started = performance.now();
  try {
    const found = await ask(byId("question").value);
    byId("answer").textContent = JSON.stringify(found, null, 2);
  } catch {
    byId("answer").textContent = "The server does not answer.";
  }
  byId("answer").hidden = false;
  byId("took").textContent = `${Math.round(performance.now() - started)} ms`;
  button.disabled = false;
}

async function show() {
  const { overview } = await data(PAGE);
  showOverview(overview);
  if (!overview.accounts) {
    notice("Nothing is loaded yet. Try `kith demo`, or `kith sources` for what can be loaded.");
  } else if (!overview.findings) {
    notice("What is loaded is being analysed. This page goes on by itself when that is done.");
  } else {
    const found = await data(FOUND);
    const communities = found.communities.edges.map(({ node }) => node);
    const people = found.influencers.edges.map(({ node }) => node);
    colour = colours(communities);
    showInfluencers(people);
    showCommunities(communities, colour);
    notice(people.length ? null : "Nobody here has a tie yet: posts with replies and mentions, or interactions, bring them.");
    byId("found").hidden = false;
    if (people.length) await showAround(people[0].person, document.querySelector(".person button"));
    return;
  }
  setTimeout(start, ASK_AGAIN_MS);
}

async function start() {
  try {
    await show();
  } catch (error) {
    if (error.code === "UNAUTHENTICATED") {
      notice(null);
      return;
    }
    notice(error.code ? error.message : "The server does not answer; trying again.");
    setTimeout(start, ASK_AGAIN_MS);
  }
}

byId("question").value = TO_TRY;
byId("run").addEventListener("click", run);
byId("door").addEventListener("submit", comeIn);
start();
