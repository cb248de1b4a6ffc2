/** An answer of the endpoint as a table, with links to pages of this site and to itself in other forms. */
import { type Answer, type Term } from "./endpoint";
import { make, one } from "./page";

const SHOWN = 500;
const IDS = "https://w3id.org/moratoria/id/";
const PYTHON_QUOTE = '"""';

function cell(term: Term | undefined): (Node | string)[] {
  if (!term) return [make("span", { class: "ns" }, "no value")];
  if (term.type !== "uri") return [term.value + (term["xml:lang"] ? ` @${term["xml:lang"]}` : "")];
  if (!term.value.startsWith(IDS)) return [make("span", { class: "mono" }, term.value)];
  const path = term.value.slice(IDS.length);
  const address = /^[a-z-]+\/[A-Za-z0-9-]+$/.test(path) ? `/page/${path}` : "";
  return [address ? make("a", { href: address, class: "mono" }, `id/${path}`) : make("span", { class: "mono" }, `id/${path}`)];
}

function table(answer: Answer): HTMLElement {
  const head = make("tr", {}, ...answer.columns.map((name) => make("th", { scope: "col" }, name)));
  const body = make("tbody");
  for (const row of answer.rows.slice(0, SHOWN)) {
    const cells = answer.columns.map((name) => make("td", { "data-h": name }, ...cell(row[name])));
    body.append(make("tr", {}, ...cells));
  }
  return make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Rows" }, make("table", { class: "fold" }, make("thead", {}, head), body));
}

function counted(answer: Answer): string {
  const whole = answer.truncated ? "cut: there is more than an answer may hold" : "complete";
  if (answer.truth !== undefined) return `in ${answer.ms} ms`;
  if (answer.graph !== undefined) return `in ${answer.ms} ms, ${whole}`;
  const rows = answer.rows.length;
  const part = rows > SHOWN ? `, the first ${SHOWN} are shown, the files have all` : "";
  return `${rows.toLocaleString("en")} row${rows === 1 ? "" : "s"} in ${answer.ms} ms, ${whole}${part}`;
}

function files(answer: Answer, query: string): Node[] {
  const forms = answer.graph === undefined ? ["csv", "tsv", "json", "xml"] : ["ttl", "nt", "jsonld", "rdf"];
  return forms.map((form) => {
    const address = `/sparql?${new URLSearchParams({ query, format: form })}`;
    return make("a", { href: address, download: `answer.${form}` }, form.toUpperCase());
  });
}

export function showAnswer(answer: Answer, query: string): void {
  one("#rcount")?.replaceChildren(counted(answer));
  one("#rlinks")?.replaceChildren(...files(answer, query));
  const body = one("#rbody");
  if (answer.truth !== undefined) body?.replaceChildren(make("p", { class: "answer s" }, answer.truth ? "Yes." : "No: not in the graph as it is recorded."));
  else if (answer.graph !== undefined) body?.replaceChildren(make("pre", { class: "code", tabindex: "0" }, answer.graph));
  else if (!answer.rows.length) body?.replaceChildren(make("p", { class: "answer s" }, "No row matches. The query was answered in full."));
  else body?.replaceChildren(table(answer));
}

/** The permalink of a query, and how to ask it from a shell and from Python. */
export function showLinks(query: string): void {
  const link = one<HTMLAnchorElement>("#slink");
  if (link) link.href = `/sparql?${new URLSearchParams({ query })}`;
  const quoted = query.replaceAll("'", "'\\''");
  const curl = `curl -s ${location.origin}/sparql -H 'Accept: text/csv' --data-urlencode 'query=${quoted}'`;
  const text = query.replaceAll("\\", "\\\\").replaceAll(PYTHON_QUOTE, '\\"\\"\\"');
  const python = `import moratoria\n\ngraph = moratoria.open()\nfor row in graph.query(${PYTHON_QUOTE}\n${text}\n${PYTHON_QUOTE}):\n    print(row)`;
  one("#scurl")?.replaceChildren(curl);
  one("#spython")?.replaceChildren(python);
}
