/** The panel under the picture: what is chosen, its page, and what can be added around it, counted by kind. */
import { addressWith, make, one } from "./page";

interface Chosen {
  path: string;
  label: string;
  page: string;
  kind: string;
  life: string;
  facets: string[];
  hidden: Record<string, number>;
  more: number;
  joins: number;
}

function title(group: string): string {
  const box = one<HTMLInputElement>(`#gform input[name="show"][value="${CSS.escape(group)}"]`);
  return box?.closest("label")?.querySelector("span")?.textContent ?? group;
}

function words(thing: Chosen, shown: number): HTMLElement {
  const first = make("p", { class: "small" }, make("b", {}, thing.label));
  if (thing.life) first.append(` \u00a0 ${[thing.life, ...thing.facets].join(", ")}`);
  const note = `${thing.kind}, ${thing.joins} edges in all, ${shown} shown`;
  first.append(make("br"), make("span", { class: "note" }, note));
  const links = make("p", { class: "small" });
  const dates = addressWith({ focus: "", depth: "", show: "", status: "", line: "", add: "" }).split("?")[1] ?? "";
  if (thing.page) links.append(make("a", { href: thing.page + (dates ? `?${dates}` : "") }, "Open its page"), " \u00a0 ");
  const centre = addressWith({ focus: thing.path, add: "" });
  links.append(make("a", { href: centre }, "Make it the centre"));
  return make("div", {}, first, links);
}

function additions(thing: Chosen): HTMLElement {
  if (!thing.more) return make("div", {}, make("p", { class: "note" }, "All its neighbours are shown, or filtered."));
  const row = make("p", { class: "row" });
  const add = (what: string, text: string, main: boolean): void => {
    const button = make("button", { class: main ? "btn s main" : "btn s", type: "button", "data-add": what }, text);
    row.append(button);
  };
  for (const [group, count] of Object.entries(thing.hidden)) add(`${thing.path}~${group}`, `${title(group)} ${count}`, false);
  if (Object.keys(thing.hidden).length > 1) add(thing.path, `All ${thing.more}`, true);
  const most = thing.more > 50 ? ", 50 at a time" : "";
  return make("div", {}, make("p", { class: "note" }, `${thing.more} neighbours are not shown. Add${most}:`), row);
}

/** Fill the panel for what is chosen. */
export function panel(thing: Chosen, shown: number): void {
  one("#gselected")?.replaceChildren(words(thing, shown), additions(thing));
}
