/** Asking this site's own endpoint, and what it says. */

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";

export interface Term {
  type: string;
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Answer {
  columns: string[];
  rows: Record<string, Term>[];
  truth?: boolean;
  graph?: string;
  truncated: boolean;
  ms: number;
}

/** A refusal of the endpoint, with its place in the query where it names one. */
export class Refusal extends Error {
  constructor(
    sentence: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(sentence);
  }
}

interface Problem {
  detail?: string;
  line?: number;
  column?: number;
}

/** The answer to a query. Throws Refusal for what the endpoint refuses. */
export async function ask(query: string, signal?: AbortSignal): Promise<Answer> {
  const began = performance.now();
  const reply = await fetch("/sparql", {
    method: "POST",
    headers: { "content-type": "application/sparql-query", accept: ACCEPT },
    body: query,
    signal: signal ?? null,
  });
  const text = await reply.text();
  const ms = Math.round(performance.now() - began);
  if (!reply.ok) throw refusal(text, reply);
  const truncated = reply.headers.get("x-truncated") === "true";
  if (!reply.headers.get("content-type")?.includes("json")) return { columns: [], rows: [], graph: text, truncated, ms };
  const found = JSON.parse(text) as { head: { vars?: string[] }; results?: { bindings: Record<string, Term>[] }; boolean?: boolean };
  const answer: Answer = { columns: found.head.vars ?? [], rows: found.results?.bindings ?? [], truncated, ms };
  return found.boolean === undefined ? answer : { ...answer, truth: found.boolean };
}

function refusal(text: string, reply: Response): Refusal {
  let problem: Problem = {};
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    problem = { detail: `${reply.status} ${reply.statusText}` };
  }
  const wait = reply.headers.get("retry-after");
  const later = wait ? ` Try again in ${wait} s.` : "";
  return new Refusal((problem.detail ?? reply.statusText) + later, problem.line, problem.column);
}
