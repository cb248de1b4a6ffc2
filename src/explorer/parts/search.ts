/** Suggestions while searching: a combobox over what the search of this site answers, grouped as it groups them. */
import { all, make } from "./page";

const PAUSE_MS = 120;

interface Hit {
  label: string;
  address: string;
  note: string;
}

interface Found extends Hit {
  group: string;
  matched: string;
}

interface Group {
  title: string;
  hits: Hit[];
}

let number = 0;

class Combobox {
  private readonly list: HTMLUListElement;
  private options: HTMLElement[] = [];
  private at = -1;
  private timer = 0;
  private stop = new AbortController();

  constructor(private readonly field: HTMLInputElement) {
    const id = `hits${number++}`;
    this.list = make("ul", { id, class: "hits", role: "listbox", "aria-label": "Suggestions", hidden: "" });
    field.after(this.list);
    const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(marks)) field.setAttribute(name, value);
    field.addEventListener("input", () => this.soon());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), PAUSE_MS) as unknown as number;
  }

  private async ask(): Promise<void> {
    this.stop.abort();
    this.stop = new AbortController();
    const text = this.field.value.trim();
    if (text.length < 2) return this.close();
    try {
      const address = `/search?${new URLSearchParams({ q: text })}`;
      const reply = await fetch(address, { signal: this.stop.signal, headers: { accept: "application/json" } });
      if (reply.ok) this.show(groupsIn(await reply.json()));
      else this.close();
    } catch {
      this.close(); // stopped by the next letter, or no answer: the form itself still searches
    }
  }

  private show(groups: Group[]): void {
    this.list.replaceChildren();
    this.options = [];
    this.at = -1;
    for (const group of groups) {
      const head = make("li", { role: "presentation", class: "hits-head" }, group.title);
      this.list.append(head, ...group.hits.map((hit) => this.option(hit)));
    }
    const open = this.options.length > 0;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    this.field.removeAttribute("aria-activedescendant");
  }

  private option(hit: Hit): HTMLElement {
    const note = hit.note ? [make("span", { class: "note" }, ` ${hit.note}`)] : [];
    const id = `${this.list.id}-${this.options.length}`;
    const option = make("li", { role: "option", id, "aria-selected": "false", "data-address": hit.address }, hit.label, ...note);
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      location.assign(hit.address);
    });
    this.options.push(option);
    return option;
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const chosen = this.options[this.at]?.dataset["address"];
    if (event.key === "Escape" && !this.list.hidden) this.close();
    else if (event.key === "Enter" && chosen && !this.list.hidden) location.assign(chosen);
    else if (step && !this.list.hidden) this.move(step);
    else return;
    event.preventDefault();
  }

  private move(step: number): void {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = (this.at + step + this.options.length) % this.options.length;
    const option = this.options[this.at];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

/** The hits of an answer under their groups, in the order in which groups first come. */
function groupsIn(answer: unknown): Group[] {
  const { hits = [], nearest = [] } = answer as { hits?: Found[]; nearest?: Found[] };
  const groups = new Map<string, Hit[]>();
  const add = (title: string, found: Found): void => {
    const note = found.matched ? `also called ${found.matched}` : found.note;
    groups.set(title, [...(groups.get(title) ?? []), { label: found.label, address: found.address, note }]);
  };
  for (const hit of hits) if (hit.address?.startsWith("/")) add(hit.group, hit);
  if (!hits.length) for (const near of nearest) if (near.address?.startsWith("/")) add("Nothing begins so; near it", near);
  return [...groups].map(([title, found]) => ({ title, hits: found }));
}

export function listen(): void {
  for (const field of all<HTMLInputElement>('form[role="search"][action="/search"] input[type="search"]')) new Combobox(field);
}
