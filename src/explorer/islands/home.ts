/** One date for the whole page: slider, field and events move it, the answer follows without a page being loaded. */
import { isDay } from "../parts/dates";
import { onKey } from "../parts/keys";
import { addressWith, all, fetchPage, make, one, say, takeOver, today, waiting } from "../parts/page";

const PAUSE_MS = 140;
const DAY_MS = 86_400_000;
const REGIONS = [".stands", "#tlnote", "#tlh ~ .push", "svg.tl", ".tl-table", ".three"];

let stop = new AbortController();
let timer = 0;

function at(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Show what an address says; the old answer stays until the new one is there. */
async function travel(address: string): Promise<void> {
  stop.abort();
  const mine = (stop = new AbortController());
  const answer = one("#answer");
  if (!answer) return location.assign(address);
  try {
    const page = await waiting(answer, (signal) => fetchPage(address, AbortSignal.any([signal, mine.signal])));
    if (mine.signal.aborted) return;
    history.replaceState(null, "", address);
    document.title = page.title;
    for (const name of ["asOf", "asKnown"]) document.body.dataset[name] = page.body.dataset[name] ?? "";
    takeOver(page, REGIONS);
    settle();
    say(one("#answer")?.textContent?.trim() ?? "");
  } catch (error) {
    if (error instanceof Error && error.name !== "AbortError") say(error.message);
  }
}

/** A slider over each drawing, as wide as its axis; made here, since it does nothing without scripts. */
function addSliders(): void {
  for (const drawing of all<SVGElement>("svg.tl")) {
    const slider = make("input", { type: "range", class: "slide noprint", "aria-label": "As of, in days" });
    drawing.before(slider);
    slider.addEventListener("input", () => moved(slider));
  }
}

/** Let every slider show the day; one that is being dragged knows it best itself. */
function settle(): void {
  const day = document.body.dataset["asOf"] ?? today();
  for (const drawing of all<SVGElement>("svg.tl")) {
    const slider = drawing.previousElementSibling;
    const { d0, d1, left, right } = drawing.dataset;
    if (!(slider instanceof HTMLInputElement) || !d0 || !d1) continue;
    const width = Number(drawing.getAttribute("viewBox")?.split(" ")[2]);
    slider.style.marginLeft = `calc(${(100 * Number(left)) / width}% - 8px)`;
    slider.style.width = `calc(${(100 * (Number(right) - Number(left))) / width}% + 16px)`;
    slider.dataset["from"] = d0;
    slider.min = "0";
    slider.max = String(Math.round((at(d1) - at(d0)) / DAY_MS));
    if (slider !== document.activeElement) slider.value = String(Math.round((at(day) - at(d0)) / DAY_MS));
    slider.setAttribute("aria-valuetext", day);
  }
}

function moved(slider: HTMLInputElement): void {
  const day = new Date(at(slider.dataset["from"] ?? today()) + Number(slider.value) * DAY_MS).toISOString().slice(0, 10);
  slider.setAttribute("aria-valuetext", day);
  const field = one<HTMLInputElement>("#asof");
  if (field) field.value = day;
  later(addressWith({ asOf: day === today() ? "" : day }));
}

function later(address: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => void travel(address), PAUSE_MS) as unknown as number;
}

/** What the form of dates and topic asks for, without what is so anyway. */
function asked(form: HTMLFormElement): string | undefined {
  const changes: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (name.startsWith("as") && !isDay(text)) return undefined;
    changes[name] = name.startsWith("as") && text === today() ? "" : text;
  }
  return addressWith(changes);
}

function act(event: Event, form: EventTarget | null | undefined): void {
  if (!(form instanceof HTMLFormElement) || form.dataset["island"] !== "topic") return;
  const address = asked(form);
  if (address === undefined) return; // the server says what is wrong with the date
  event.preventDefault();
  later(address);
}

document.addEventListener("submit", (event) => act(event, event.target));
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) act(event, field.form);
});
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-step]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void travel(link.href);
});
onKey("t", () => one<HTMLElement>('a[data-step="0"]')?.click());
addSliders();
settle();
