// Builds each island on its own; what two of them share becomes a chunk. The server finds them through the manifest.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const islands = readdirSync(`${here}islands`).filter((name) => name.endsWith(".ts")).sort();

// What the editor's library would ask of others, or holds of theirs, and what stands there instead. A new version of
// the library in which one of these is not found fails the build.
const foreign = {
  "Promise.resolve(prefixes_default)": "Promise.resolve({})",
  ", prefixes_default))": ", {}))",
  'fetchFromLov(e, "property", t)': "Promise.resolve([])",
  'fetchFromLov(e, "class", t)': "Promise.resolve([])",
  '"https://dbpedia.org/sparql"': '"/sparql"',
  'eval("(" + text + ")")': "undefined", // for browsers without JSON; it also keeps every name in the bundle
};

const withoutForeign = {
  name: "without-foreign-look-ups",
  transform(code, id) {
    if (!id.endsWith("yasqe.esm.js")) return null;
    let ours = code;
    for (const [theirs, instead] of Object.entries(foreign)) {
      if (!ours.includes(theirs)) throw new Error(`the editor's library has changed: ${theirs} is not in it`);
      ours = ours.replaceAll(theirs, instead);
    }
    return { code: ours, map: null };
  },
};

export default defineConfig({
  plugins: [withoutForeign],
  root: here,
  base: "/static/built/",
  logLevel: "warn",
  publicDir: false,
  build: {
    outDir: `${here}../moratoria/serve/static/built`,
    emptyOutDir: true,
    manifest: true,
    modulePreload: false,
    target: "es2022",
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: islands.map((name) => `${here}islands/${name}`) },
  },
});
