/** Completion from this site alone: its prefixes, and the classes and properties that its graph uses. */
import type Yasqe from "@zazuko/yasqe";
import { ask } from "./endpoint";

interface Word {
  string: string;
}

const USED = `SELECT DISTINCT ?term WHERE { { ?s ?term ?o } UNION { ?s a ?term } FILTER(isIRI(?term)) } ORDER BY ?term LIMIT 2000`;

let known: Promise<string[]> | undefined;

async function names(prefixes: Record<string, string>): Promise<string[]> {
  const listed = Object.keys(prefixes).map((prefix) => `${prefix}:`);
  try {
    const answer = await ask(USED);
    const used = answer.rows.flatMap((row) => shortened(row["term"]?.value ?? "", prefixes));
    return [...listed, ...used];
  } catch {
    return listed;
  }
}

function shortened(iri: string, prefixes: Record<string, string>): string[] {
  const fitting = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
  const best = fitting.sort(([, a], [, b]) => b.length - a.length)[0];
  return best ? [`${best[0]}:${iri.slice(best[1].length)}`] : [];
}

/** Put these in the place of the editor's own look-ups, which ask prefix.cc and the LOV. */
export function offerTerms(editor: typeof Yasqe, prefixes: Record<string, string>): void {
  for (const foreign of ["prefixes", "property", "class"]) delete editor.Autocompleters[foreign];
  editor.defaults.autocompleters = [];
  editor.registerAutocompleter(
    {
      name: "moratoria",
      bulk: false,
      autoShow: false,
      isValidCompletionPosition: (yasqe: Yasqe) => /^[a-z]/i.test((yasqe.getCompleteToken() as unknown as Word).string),
      get: async (_: Yasqe, token?: { autocompletionString?: string; string?: string }) => {
        known ??= names(prefixes);
        const typed = token?.autocompletionString ?? token?.string ?? "";
        return (await known).filter((name) => name.startsWith(typed));
      },
    } as unknown as Parameters<typeof editor.registerAutocompleter>[0],
    false,
  );
}
