/** The form of both dates: acts at once, rewrites the address, and leaves out what is so anyway. */
import { addressWith, all, one, today } from "./page";

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  if (!ISO.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function judged(field: HTMLInputElement): boolean {
  const good = isDay(field.value.trim());
  field.setCustomValidity(good ? "" : "Write a day as YYYY-MM-DD, such as 2020-12-31.");
  return good;
}

/** Go to what this page says on another day. */
function goTo(dates: { asOf?: string; asKnown?: string }): void {
  const changes: Record<string, string> = {};
  for (const [name, day] of Object.entries(dates)) changes[name] = day === today() ? "" : day;
  location.assign(addressWith(changes));
}

function submit(form: HTMLFormElement): void {
  const fields = all<HTMLInputElement>("input.iso", form);
  const bad = fields.find((field) => !judged(field));
  if (bad) bad.reportValidity();
  else goTo(Object.fromEntries(fields.map((field) => [field.name, field.value.trim()])));
}

export function listen(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["island"] !== "dates") return;
    event.preventDefault();
    submit(form);
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.matches("input.iso")) return;
    const form = field.form;
    if (form?.dataset["island"] === "dates") submit(form);
  });
}

export function showToday(): void {
  if (one('form[data-island="dates"]')) goTo({ asOf: today(), asKnown: today() });
}
