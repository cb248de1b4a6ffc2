/** How a picture of the graph looks: the colours of the page, a shape per kind, a pattern per status. */
import type cytoscape from "cytoscape";

type Shape = "round-rectangle" | "hexagon" | "ellipse" | "pentagon" | "triangle" | "barrel" | "round-tag" | "diamond" | "rectangle";

const SHAPES: Record<string, [Shape, number, number]> = {
  organizations: ["round-rectangle", 20, 20],
  restrictions: ["hexagon", 26, 22],
  conditions: ["ellipse", 20, 20],
  laws: ["pentagon", 22, 22],
  technologies: ["ellipse", 20, 20],
  audiences: ["ellipse", 16, 16],
  exemptions: ["triangle", 20, 18],
  people: ["barrel", 22, 16],
  statements: ["round-tag", 20, 16],
  events: ["diamond", 18, 18],
  sources: ["rectangle", 14, 18],
};
const FULL = new Set(["audiences", "events"]);
const LOOKS = ["force", "await", "notice", "met", "failed", "ended", "proposed", "unknown"];

/** Marks inside a 24-pixel square, in the status's colour: the same patterns as on the page's bars. */
const PATTERNS: Record<string, string> = {
  await: '<path d="M-2 8 8-2M-2 16 16-2M-2 24 24-2M4 26 26 4M12 26 26 12M20 26 26 20" stroke-width="2.6"/>',
  notice: '<path d="M4 5h.1M12 5h.1M20 5h.1M8 12h.1M16 12h.1M4 19h.1M12 19h.1M20 19h.1" stroke-width="3.6" stroke-linecap="round"/>',
  met: '<path d="M3 0V24M9 0V24M15 0V24M21 0V24" stroke-width="3"/>',
  failed: '<path d="M0 0 24 24M24 0 0 24M0 12 12 24M12 0 24 12M0 12 12 0M12 24 24 12" stroke-width="1.6"/>',
  ended: '<path d="M0 4H24M0 9H24M0 14H24M0 19H24" stroke-width="1.4"/>',
};

/** The value of one of the page's colours as it is now, light or dark. */
export function colour(name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function pattern(look: string): string {
  const marks = PATTERNS[look];
  if (!marks) return "none";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><g fill="none" stroke="${colour(`s-${look}`)}">${marks}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function shapeRules(): cytoscape.StylesheetJson {
  return Object.entries(SHAPES).map(([group, [shape, width, height]]) => ({
    selector: `node[group = "${group}"]`,
    style: { shape, width, height, ...(FULL.has(group) ? { "background-color": colour("ink") } : {}) },
  }));
}

function statusRules(): cytoscape.StylesheetJson {
  return LOOKS.map((look) => ({
    selector: `node[look = "${look}"]`,
    style: {
      "border-color": colour(`s-${look}`),
      "border-style": look === "proposed" ? "dashed" : look === "unknown" ? "dotted" : "solid",
      "background-color": look === "force" ? colour("s-force") : colour("paper"),
      "background-image": pattern(look),
      "background-fit": "cover",
    },
  }));
}

/** The rules of the picture for the theme that holds now. */
export function rules(): cytoscape.StylesheetJson {
  const [ink, faint, paper, line] = [colour("ink"), colour("ink-2"), colour("paper"), colour("line-strong")];
  return [
    {
      selector: "node",
      style: {
        "background-color": paper, "border-color": ink, "border-width": 1.6, color: ink, label: "data(caption)",
        "font-size": 11, "text-wrap": "wrap", "text-max-width": "120px", "text-valign": "bottom", "text-margin-y": 3,
        "text-background-color": paper, "text-background-opacity": 0.82, "text-background-padding": "1px",
        "min-zoomed-font-size": 7, "font-family": getComputedStyle(document.body).fontFamily,
      },
    },
    ...shapeRules(),
    { selector: 'node[group = "conditions"]', style: { "border-style": "dashed" } },
    ...statusRules(),
    { selector: 'node[?focus][look = ""]', style: { "font-weight": "bold", "background-color": ink, width: 26, height: 26 } },
    {
      selector: "edge",
      style: {
        width: 1.1, "line-color": line, "curve-style": "bezier", "target-arrow-shape": "triangle",
        "target-arrow-color": line, "arrow-scale": 0.7, "font-size": 10, color: faint,
        "text-background-color": paper, "text-background-opacity": 0.9, "text-rotation": "autorotate",
      },
    },
    { selector: "edge[?said]", style: { "line-style": "dashed" } },
    {
      selector: "edge.hot",
      style: { width: 1.8, "line-color": ink, "target-arrow-color": ink, "z-index": 2 },
    },
    { selector: "edge.worded", style: { label: "data(relation)" } },
    {
      selector: "node.chosen",
      style: {
        "outline-width": 2, "outline-color": ink, "outline-style": "dashed", "outline-offset": 4, "font-weight": "bold",
        "z-index": 3, "min-zoomed-font-size": 0,
      },
    },
  ] as cytoscape.StylesheetJson;
}
