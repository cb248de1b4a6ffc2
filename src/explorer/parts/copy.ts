/** Buttons that copy a text: `data-copy` holds it, or names by `#id` the element whose text it is. */
import { one, say } from "./page";

const WORD_MS = 1500;

export function listen(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const given = button.dataset["copy"] ?? "";
  const named = given.startsWith("#") ? one<HTMLElement>(given) : null;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText((named ? named.textContent : given)?.trim() ?? "");
    button.textContent = "Copied";
    say("Copied");
  } catch {
    button.textContent = "Not copied: the browser forbids it";
  }
  setTimeout(() => (button.textContent = before), WORD_MS);
}
