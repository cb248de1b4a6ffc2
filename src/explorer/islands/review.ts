/** Keys for the queue of candidates; the decisions themselves are forms of the page. */
import { all, one } from "../parts/page";
import { onKey } from "../parts/keys";

function cards(): HTMLElement[] {
  return all("[data-fact]");
}

function current(): HTMLElement | undefined {
  return cards().find((card) => card.classList.contains("on")) ?? cards()[0];
}

/**
 * Make a card the current one, and its span in the article. It does not scroll: a card takes the focus between the
 * mouse going down and up, and a page that moves then takes the button from under the pointer.
 */
function choose(card: HTMLElement | undefined): void {
  if (!card) return;
  for (const each of cards()) each.classList.toggle("on", each === card);
  for (const span of all<HTMLElement>(".article .cand")) {
    if (span.getAttribute("href") === `#${card.id}`) span.setAttribute("aria-current", "true");
    else span.removeAttribute("aria-current");
  }
}

/** Make a card the current one where it can be seen. */
function show(card: HTMLElement): void {
  choose(card);
  card.scrollIntoView({ block: "nearest" });
}

function move(step: number): void {
  const held = cards();
  const now = current();
  const next = held[(now ? held.indexOf(now) : 0) + step];
  if (!next) return;
  show(next);
  next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: true });
}

/** Press what the key stands for in the current card, else on the page; a form that opens has the focus. */
function press(key: string): void {
  const marked = `[data-key="${key}"]:not(:disabled)`;
  const control = one<HTMLElement>(marked, current()) ?? one<HTMLElement>(`form.undo ${marked}`);
  control?.click();
  if (control?.matches("summary")) one<HTMLInputElement>("input[type=text]", control.parentElement ?? document)?.focus();
}

document.addEventListener("click", (event) => {
  const span = event.target instanceof Element ? event.target.closest<HTMLElement>(".article .cand") : null;
  const card = span && cards().find((each) => `#${each.id}` === span.getAttribute("href"));
  if (!card) return;
  event.preventDefault();
  show(card);
});
document.addEventListener("focusin", (event) => {
  const card = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-fact]") : null;
  if (card) choose(card);
});
onKey("j", () => move(1));
onKey("k", () => move(-1));
for (const key of ["a", "e", "r", "u"]) onKey(key, () => press(key));
choose(current());
