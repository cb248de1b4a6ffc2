/** The panel of evidence turns in its place: a citation shows its source, previous and next leaf through. */
import { all, one } from "../parts/page";

const WIDE = 960;

function turnTo(item: HTMLElement): void {
  for (const each of all("[data-ev]")) each.toggleAttribute("data-on", each === item);
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#c"]') : null;
  const item = link && one<HTMLElement>(`[data-ev]${CSS.escape(link.hash).replace("\\#", "#")}`);
  if (!item || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  turnTo(item);
  if (link.matches("[data-step]")) one<HTMLElement>(`[data-step="${link.dataset["step"]}"]`, item)?.focus();
  else if (innerWidth < WIDE) item.scrollIntoView({ block: "nearest" });
});

one("#evidence")?.setAttribute("aria-live", "polite");
