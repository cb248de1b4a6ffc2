/** The SPARQL editor: colours, errors at their place, running, results as a table. Nothing is asked of anybody else. */
import "@zazuko/yasqe/build/yasqe.min.css";
import Yasqe from "@zazuko/yasqe";
import { all, make, one, say, waiting } from "../parts/page";
import { offerTerms } from "../parts/terms";
import { ask, Refusal } from "../parts/endpoint";
import { showAnswer, showLinks } from "../parts/results";

const KEPT_MS = 300;
const NARROW = 720;
const READ_MS = 100;

const form = one<HTMLFormElement>("#sform");
const field = one<HTMLTextAreaElement>("#query");
if (form && field) setUp(form, field);

function setUp(form: HTMLFormElement, field: HTMLTextAreaElement): void {
  const prefixes = JSON.parse(form.dataset["prefixes"] ?? "{}") as Record<string, string>;
  const first = field.value;
  offerTerms(Yasqe, prefixes);
  const holder = field.parentElement ?? form;
  /** The editor reads what was typed a moment after it was. */
  const runSoon = (): void => void setTimeout(() => form.requestSubmit(), READ_MS);
  const keys = {
    "Ctrl-Enter": runSoon,
    "Cmd-Enter": runSoon,
    "Ctrl-Space": (each: { autocomplete(): void }) => each.autocomplete(),
    "Shift-Ctrl-F": (each: { autoformat(): void }) => each.autoformat(),
    "Ctrl-/": (each: { commentLines(): void }) => each.commentLines(),
    Esc: () => leave(),
  };
  const editor = new Yasqe(holder, {
    value: first,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    createShortLink: undefined,
    editorHeight: innerWidth < NARROW ? "320px" : "440px",
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    prefixCcApi: null,
    autocompleters: ["moratoria", "variables"],
    requestConfig: { endpoint: "/sparql", method: "POST" },
    inputStyle: "textarea",
    extraKeys: keys,
  } as unknown as ConstructorParameters<typeof Yasqe>[1]);
  field.hidden = true;
  field.required = false;
  const input = editor.getInputField();
  input.setAttribute("aria-label", "Query");
  const scroller = one<HTMLElement>(".CodeMirror-scroll", holder) ?? holder;
  const stops = (stopped: boolean): void => void (scroller.tabIndex = stopped ? 0 : -1);
  stops(true); // what scrolls must be reached by keys
  one('label[for="query"]')?.remove();
  const options = editor as unknown as { setOption(name: string, value: unknown): void };
  editor.on("blur", () => {
    options.setOption("extraKeys", keys);
    setTimeout(stops, 0, true);
  });

  /** After Esc the next Tab is the browser's: it leaves the editor instead of indenting. */
  function leave(): void {
    options.setOption("extraKeys", { ...keys, Tab: false, "Shift-Tab": false });
    stops(false);
    say("Tab leaves the editor.");
  }

  let timer = 0;
  let mark: { clear(): void } | undefined;
  const told = (): void => {
    field.value = editor.getValue();
    const changed = one<HTMLElement>("#schanged");
    if (changed) changed.hidden = field.value.trim() === first.trim();
    showLinks(field.value);
  };
  editor.on("change", () => {
    mark?.clear();
    mark = undefined;
    clearTimeout(timer);
    timer = setTimeout(told, KEPT_MS) as unknown as number;
    const check = one("#scheck");
    if (check) check.textContent = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told();
    history.replaceState(null, "", permalink(field.value));
    void run(field.value);
  });
  one('[data-do="format"]')?.addEventListener("click", () => editor.autoformat());
  for (const each of all<HTMLElement>('[data-do="format"], [data-links], [data-filter]')) each.hidden = false;
  for (const each of all<HTMLElement>("[data-plain]", form)) each.remove();
  filterQuestions();
  told();

  async function run(query: string): Promise<void> {
    const trouble = one<HTMLElement>("#strouble");
    const result = one<HTMLElement>("#result");
    if (!trouble || !result) return;
    try {
      const answer = await waiting(result, (signal) => ask(query, signal));
      trouble.hidden = true;
      result.hidden = false;
      showAnswer(answer, query);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return;
      trouble.replaceChildren(...refused(error));
      trouble.hidden = false;
      result.hidden = true;
    }
  }

  /** What was refused, where, and why; the place is marked in the text too. */
  function refused(error: unknown): (Node | string)[] {
    const sentence = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Refusal) || error.line === undefined) return [make("b", {}, "Refused. "), sentence];
    const at = { line: error.line - 1, ch: Math.max(0, (error.column ?? 1) - 1) };
    const end = { line: at.line, ch: Math.max(at.ch + 1, editor.getTokenAt({ line: at.line, ch: at.ch + 1 }).end) };
    mark = editor.getDoc().markText(at, end, { className: "refused" });
    const there = make("button", { class: "btn s", type: "button" }, "Go there");
    there.addEventListener("click", () => {
      editor.focus();
      editor.getDoc().setCursor(at);
    });
    return [make("b", {}, `Line ${error.line}, column ${error.column ?? 1}. `), sentence, " ", there];
  }
}

function permalink(query: string): string {
  return `/sparql?${new URLSearchParams({ query })}`;
}

function filterQuestions(): void {
  const field = one<HTMLInputElement>("#sq");
  field?.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of all<HTMLElement>(".scat li")) {
      const text = item.textContent?.toLowerCase() ?? "";
      item.hidden = !words.every((word) => text.includes(word));
    }
  });
}
