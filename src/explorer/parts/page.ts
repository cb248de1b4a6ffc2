/** What a page says of itself, and regions of it that are exchanged for those of another address. */

const WORD_AFTER = 400;
const CANCEL_AFTER = 2000;

export function all<T extends Element>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

export function one<T extends Element>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
}

/** An element with attributes, texts and children; texts are never read as markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

export function today(): string {
  return document.body.dataset["today"] ?? "";
}

/** The sentence that says what is going on, heard by readers of screens; made once per page. */
export function say(sentence: string): void {
  let region = one<HTMLElement>("#said");
  if (!region) {
    region = make("p", { id: "said", class: "sr", role: "status" });
    document.body.append(region);
  }
  region.textContent = sentence;
}

/** A line of text where waiting takes long, and after a while a way to stop; gone when the work is done. */
export async function waiting<T>(beside: Element, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const line = make("p", { class: "note waiting", role: "status" });
  const word = setTimeout(() => {
    line.textContent = "Working … ";
    beside.before(line);
  }, WORD_AFTER);
  const cancel = setTimeout(() => {
    const button = make("button", { class: "btn s", type: "button" }, "Cancel");
    button.addEventListener("click", () => stop.abort());
    line.append(button);
  }, CANCEL_AFTER);
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(word);
    clearTimeout(cancel);
    line.remove();
  }
}

/** The page at an address, as a document that is not shown. Throws where the server refuses. */
export async function fetchPage(address: string, signal: AbortSignal): Promise<Document> {
  const reply = await fetch(address, { signal, headers: { accept: "text/html" } });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!reply.ok) throw new Error(one(".trouble", page)?.textContent?.trim() || `${reply.status} ${reply.statusText}`);
  return page;
}

/** Put the regions of a fetched page in the place of ours; what had the focus has it again. */
export function takeOver(page: Document, selectors: string[]): void {
  const focused = focusMark();
  for (const selector of selectors) {
    const [ours, theirs] = [all(selector), all(selector, page)];
    ours.forEach((region, index) => {
      const other = theirs[index];
      if (other && !region.hasAttribute("data-stays")) region.replaceWith(document.importNode(other, true));
    });
  }
  if (focused && document.activeElement === document.body) one<HTMLElement>(focused)?.focus({ preventScroll: true });
}

function focusMark(): string {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return "";
  if (active.id) return `#${CSS.escape(active.id)}`;
  if (active instanceof HTMLInputElement && active.name)
    return `input[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value)}"]`;
  return "";
}

/** An address of this site with parameters set, or dropped where empty. */
export function addressWith(changes: Record<string, string>, from: string = location.href): string {
  const address = new URL(from, location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  return address.pathname + address.search;
}
