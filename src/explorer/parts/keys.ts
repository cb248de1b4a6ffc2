/** Single-letter keys: off inside fields, and off altogether for who says so. */
import { all, make, one } from "./page";

const HELD = "moratoria.keys";
const PAIR_MS = 1000;

const EVERYWHERE: [string, string][] = [
  ["/", "search"],
  [", .", "previous and next event"],
  ["t", "today"],
  ["g n", "now"],
  ["g q", "questions"],
  ["g g", "graph"],
  ["?", "this help"],
];
const ON_PAGES: [string, string, string][] = [
  ['[data-island="graph"]', "arrows", "move along edges"],
  ['[data-island="graph"]', "Enter", "open the page"],
  ['[data-island="graph"]', "x", "what can be added"],
  ['[data-island="graph"]', "u", "undo an expansion"],
  ['[data-island="graph"]', "Esc", "to the table"],
  ['[data-island="review"]', "j k", "next and previous candidate"],
  ['[data-island="review"]', "a e r u", "accept, edit, reject, undo"],
  ['[data-island="sparql"]', "Ctrl Enter", "run the query"],
  ['[data-island="sparql"]', "Esc, then Tab", "leave the editor"],
];

const PLACES: Record<string, string> = { n: "/", q: "/questions", g: "/graph" };

type Action = () => void;
const actions = new Map<string, Action>();
let pairUntil = 0;

/** Do something on a key wherever the page has the focus and no field has. */
export function onKey(key: string, action: Action): void {
  actions.set(key, action);
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typed = target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
  return typed || target.isContentEditable || target.matches("textarea, select, [role=textbox], .CodeMirror *");
}

export function keysAreOff(): boolean {
  return localStorage.getItem(HELD) === "off";
}

function press(key: string): boolean {
  const marked = one<HTMLElement>(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  const action = actions.get(key);
  if (action) action();
  else if (marked) marked.click();
  else return false;
  return true;
}

/** The place that a letter after `g` goes to: the navigation's own link, which keeps both dates. */
function go(letter: string): boolean {
  const place = PLACES[letter];
  if (!place) return false;
  const links = all<HTMLAnchorElement>(".nav a");
  const link = links.find((each) => new URL(each.href).pathname === place);
  if (link) link.click();
  return Boolean(link);
}

function help(): void {
  const old = one<HTMLDialogElement>("#keys");
  if (old) {
    old.showModal();
    return;
  }
  const rows = [...EVERYWHERE, ...ON_PAGES.filter(([where]) => one(where)).map(([, key, what]) => [key, what] as const)];
  const list = make("dl", { class: "facts s" });
  for (const [key, what] of rows) list.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, what));
  const box = make("input", { type: "checkbox", id: "keyson" });
  box.checked = !keysAreOff();
  box.addEventListener("change", () => localStorage.setItem(HELD, box.checked ? "on" : "off"));
  const close = make("button", { class: "btn", type: "button" }, "Close");
  const dialog = make("dialog", { id: "keys", class: "keys", "aria-labelledby": "keysh" });
  dialog.append(make("h2", { id: "keysh" }, "Keyboard"), list);
  dialog.append(make("p", {}, make("label", { for: "keyson" }, box, " single letters are on")), close);
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

export function listen(): void {
  onKey("?", help);
  for (const link of all<HTMLAnchorElement>('a[href$="#keyboard"]'))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      help();
    });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isField(event.target)) return;
    if (one("dialog[open]") || keysAreOff()) return;
    const paired = performance.now() < pairUntil;
    pairUntil = !paired && event.key === "g" ? performance.now() + PAIR_MS : 0;
    if (paired ? go(event.key) : press(event.key)) event.preventDefault();
  });
}
