/** What every page has: keys, dates that act at once, copying, suggestions while searching. */
import "../styles/everywhere.css";
import * as copy from "../parts/copy";
import * as dates from "../parts/dates";
import * as keys from "../parts/keys";
import { one } from "../parts/page";
import * as search from "../parts/search";

copy.listen();
dates.listen();
keys.listen();
search.listen();
keys.onKey("/", () => one<HTMLInputElement>('form[role="search"] input[type="search"]')?.focus());
keys.onKey("t", dates.showToday);
keys.onKey(",", () => one<HTMLElement>('a[rel="prev"]')?.click());
keys.onKey(".", () => one<HTMLElement>('a[rel="next"]')?.click());
