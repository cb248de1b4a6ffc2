/** The picture of the graph: the things and joins of the page's table, drawn, to be walked and extended by keys too. */
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { rules } from "../parts/look";
import { fetchPage, one, say, takeOver, waiting } from "../parts/page";
import { panel } from "../parts/panel";
import { fraction, type Point, ringed } from "../parts/places";
import { download } from "../parts/picture";

const DRAFT_OVER = 400;
const TABLE_OVER = 2000;
const LABEL = 34;
const WIDEST = 1.8;
const NARROW = 720;
const READABLE = 0.75;
const WORDS_UP_TO = 24;
const REGIONS = ["#gcount", "#gform", "#table"];

export interface Thing {
  path: string;
  label: string;
  page: string;
  kind: string;
  group: string;
  life: string;
  facets: string[];
  look: string;
  hidden: Record<string, number>;
  more: number;
  joins: number;
}

interface Join {
  start: string;
  end: string;
  relation: string;
  said: boolean;
}

interface Answer {
  focus: string;
  nodes: Thing[];
  joins: Join[];
}

cytoscape.use(fcose);
/* Cytoscape would add a style element, which the policy of the site forbids; its one rule stands in graph.css. */
const ruled = document.createElement("template");
ruled.id = "__________cytoscape_stylesheet";
document.head.append(ruled);

const frame = one<HTMLElement>('[data-island="graph"]');
const canvas = frame && one<HTMLElement>(".gcanvas", frame);
if (frame && canvas) void open(frame, canvas);

function caption(thing: Thing): string {
  const name = thing.label.length > LABEL ? `${thing.label.slice(0, LABEL - 1).trimEnd()}…` : thing.label;
  const status = thing.life ? `\n${thing.facets[0] ?? thing.life}` : "";
  return name + (thing.more ? ` +${thing.more}` : "") + status;
}

function elements(answer: Answer): cytoscape.ElementDefinition[] {
  const nodes = answer.nodes.map((thing) => ({
    group: "nodes" as const,
    data: { ...thing, id: thing.path, caption: caption(thing), focus: thing.path === answer.focus },
  }));
  const edges = answer.joins.map((join) => ({
    group: "edges" as const,
    data: { ...join, id: `${join.start} ${join.relation} ${join.end}`, source: join.start, target: join.end },
  }));
  return [...nodes, ...edges];
}

async function read(address: string, signal: AbortSignal): Promise<Answer> {
  const reply = await fetch(`/graph.json${new URL(address, location.href).search}`, { signal });
  if (!reply.ok) throw new Error(((await reply.json()) as { detail?: string }).detail ?? reply.statusText);
  return (await reply.json()) as Answer;
}

async function open(frame: HTMLElement, canvas: HTMLElement): Promise<void> {
  const began = performance.now();
  const answer = await waiting(frame, (signal) => read(location.href, signal));
  if (answer.nodes.length > TABLE_OVER) {
    say(`${answer.nodes.length} nodes are too many for a picture; the table has them.`);
    return;
  }
  frame.hidden = false;
  new Picture(canvas, answer).ready();
  performance.measure("graph drawn", { start: began });
  document.body.dataset["drawn"] = String(Math.round(performance.now() - began));
}

class Picture {
  private readonly cy: cytoscape.Core;
  private readonly places = new Map<string, Point>();
  private chosen: string;

  constructor(
    private readonly canvas: HTMLElement,
    answer: Answer,
  ) {
    this.chosen = answer.focus;
    this.cy = cytoscape({
      container: canvas,
      elements: elements(answer),
      style: rules(),
      layout: { name: "null" },
      minZoom: 0.1,
      maxZoom: 4,
    });
    this.seed(answer);
    this.arrange([]);
    this.widen();
    this.frame();
  }

  /** The whole picture; on a narrow canvas as much around the focus as can be read. */
  private frame(): void {
    this.cy.fit(undefined, 24);
    if (this.canvas.clientWidth >= NARROW || this.cy.zoom() >= READABLE) return;
    this.cy.zoom(READABLE);
    this.cy.center(this.cy.getElementById(this.chosen));
  }

  /** Take the room there is beside the picture, for the labels' sake. */
  private widen(): void {
    const box = this.cy.nodes().boundingBox();
    const by = Math.min(WIDEST, this.canvas.clientWidth / this.canvas.clientHeight / (box.w / box.h || 1));
    if (by <= 1) return;
    for (const node of this.cy.nodes()) {
      node.position({ x: node.position().x * by, y: node.position().y });
      this.places.set(node.id(), { ...node.position() });
    }
  }

  /** Listen to pointers, keys, buttons, filters and the theme; then choose the focus. */
  ready(): void {
    this.cy.on("tap", "node", (event) => this.choose((event.target as cytoscape.NodeSingular).id()));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("submit", (event) => this.filter(event, event.target));
    document.addEventListener("change", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) this.filter(event, field.form);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(rules()));
    for (const hidden of document.querySelectorAll<HTMLElement>("[data-tools], [data-do=png]")) hidden.hidden = false;
    this.settle();
    this.choose(this.chosen, true);
  }

  private seed(answer: Answer): void {
    const ids = answer.nodes.map((thing) => thing.path);
    const fresh = ringed(answer.focus, ids, answer.joins);
    for (const node of this.cy.nodes()) {
      const place = this.places.get(node.id()) ?? fresh.get(node.id());
      if (place) node.position(place);
    }
  }

  /** Let the layout move what is not fixed; beyond some size the rings stand as they are, which is the draft. */
  private arrange(fixed: string[]): void {
    if (this.cy.nodes().length <= DRAFT_OVER) {
      const options = {
        name: "fcose", quality: "default", randomize: false, animate: false, fit: false, nodeDimensionsIncludeLabels: true,
        idealEdgeLength: 120, nodeRepulsion: 30_000, gravity: 0.12, numIter: 1500, tile: true,
        fixedNodeConstraint: fixed.map((id) => ({ nodeId: id, position: this.cy.getElementById(id).position() })),
      };
      this.cy.layout(options as unknown as cytoscape.LayoutOptions).run();
    }
    for (const node of this.cy.nodes()) this.places.set(node.id(), { ...node.position() });
  }

  private thing(id: string): Thing | undefined {
    const found = this.cy.getElementById(id);
    return found.nonempty() ? (found.data() as Thing) : undefined;
  }

  private choose(id: string, quiet = false): void {
    const thing = this.thing(id);
    if (!thing) return;
    this.chosen = id;
    const node = this.cy.getElementById(id);
    this.cy.elements().removeClass("chosen hot worded");
    node.addClass("chosen");
    const near = node.connectedEdges();
    near.addClass(near.length > WORDS_UP_TO ? "hot" : "hot worded");
    panel(thing, node.degree(false));
    if (!quiet && !within(node.renderedPosition(), this.canvas)) this.cy.center(node);
  }

  private key(event: KeyboardEvent): void {
    const arrows: Record<string, Point> = {
      ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowDown: { x: 0, y: 1 }, ArrowUp: { x: 0, y: -1 },
    };
    const arrow = arrows[event.key];
    const actions: Record<string, () => void> = {
      Enter: () => this.leave(),
      x: () => one<HTMLElement>("#gselected [data-add]")?.focus(),
      u: () => void this.undo(),
      Escape: () => one<HTMLElement>("#table")?.focus(),
      "+": () => this.zoom(1.25),
      "-": () => this.zoom(0.8),
    };
    const action = arrow ? () => this.walk(arrow) : actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  /** Along the join that points most nearly where the arrow does. */
  private walk(arrow: Point): void {
    const here = this.cy.getElementById(this.chosen);
    const from = here.position();
    let best = "";
    let most = 0.2;
    for (const other of here.neighborhood().nodes()) {
      const [dx, dy] = [other.position().x - from.x, other.position().y - from.y];
      const fit = (dx * arrow.x + dy * arrow.y) / (Math.hypot(dx, dy) || 1);
      if (fit > most || (fit === most && other.id() < best)) [best, most] = [other.id(), fit];
    }
    if (best) this.choose(best);
    else say("No edge leads that way.");
  }

  private leave(): void {
    const page = this.thing(this.chosen)?.page;
    if (page) location.assign(page + keptDates());
  }

  private zoom(by: number): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: width / 2, y: height / 2 } });
  }

  private click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const add = target?.closest<HTMLElement>("[data-add]");
    const tool = target?.closest<HTMLElement>("[data-do]")?.dataset["do"];
    const tools: Record<string, () => void> = {
      fit: () => this.cy.fit(undefined, 24), in: () => this.zoom(1.25), out: () => this.zoom(0.8),
      undo: () => void this.undo(), png: () => void download(this.cy),
    };
    if (add) {
      event.preventDefault();
      void this.expand(add.dataset["add"] ?? "");
    } else if (tool) tools[tool]?.();
  }

  private async expand(what: string): Promise<void> {
    const address = new URL(location.href);
    address.searchParams.append("add", what);
    const group = what.split("~")[1];
    const shown = address.searchParams.getAll("show");
    if (group && shown.length === 0) {
      for (const box of document.querySelectorAll<HTMLInputElement>('#gform input[name="show"]:checked'))
        address.searchParams.append("show", box.value);
    }
    if (group && !address.searchParams.getAll("show").includes(group)) address.searchParams.append("show", group);
    await this.travel(address);
  }

  private async undo(): Promise<void> {
    const address = new URL(location.href);
    const added = address.searchParams.getAll("add");
    if (!added.length) return;
    address.searchParams.delete("add");
    for (const each of added.slice(0, -1)) address.searchParams.append("add", each);
    await this.travel(address);
  }

  /** The legend and the depth act at once: what is ticked becomes the address. */
  private filter(event: Event, form: EventTarget | null): void {
    if (!(form instanceof HTMLFormElement) || form.id !== "gform") return;
    event.preventDefault();
    const address = new URL("/graph", location.href);
    const untouched = new Set(["show", "status", "line"].filter((name) => isAsOpened(form, name)));
    const data = [...new FormData(form)].filter(([name, value]) => value !== "" && !untouched.has(name));
    address.search = new URLSearchParams(data as [string, string][]).toString();
    void this.travel(address);
  }

  /** Show what an address says, in the picture and in the table; what stays, stays where it is. */
  private async travel(address: URL): Promise<void> {
    try {
      const [answer, page] = await waiting(this.canvas, (signal) =>
        Promise.all([read(address.href, signal), fetchPage(address.href, signal)]),
      );
      history.replaceState(null, "", address);
      takeOver(page, REGIONS);
      this.exchange(answer);
      this.settle();
      say(one<HTMLElement>("#gcount")?.textContent?.trim() ?? "");
    } catch (error) {
      if (error instanceof Error && error.name !== "AbortError") say(error.message);
    }
  }

  private exchange(answer: Answer): void {
    const wanted = elements(answer);
    const ids = new Set(wanted.map((each) => each.data.id));
    const fixed = this.cy.nodes().map((node) => node.id()).filter((id) => ids.has(id));
    this.cy.elements().filter((each) => !ids.has(each.id())).remove();
    const fresh = wanted.filter((each) => this.cy.getElementById(each.data.id ?? "").empty());
    for (const each of wanted) this.cy.getElementById(each.data.id ?? "").data(each.data);
    this.cy.add(fresh);
    const added = fresh.filter((each) => each.group === "nodes").map((each) => each.data.id ?? "");
    for (const id of added) this.cy.getElementById(id).position(this.placeFor(id));
    if (added.some((id) => !this.places.has(id))) this.arrange(fixed);
    this.choose(ids.has(this.chosen) ? this.chosen : answer.focus, true);
  }

  /** Where it was before, else beside what it is joined to. */
  private placeFor(id: string): Point {
    const before = this.places.get(id);
    if (before) return before;
    const near = this.cy.getElementById(id).neighborhood().nodes().filter((node) => this.places.has(node.id()));
    const from = near[0]?.position() ?? { x: 0, y: 0 };
    const turn = 2 * Math.PI * fraction(id);
    return { x: from.x + 90 * Math.cos(turn), y: from.y + 90 * Math.sin(turn) };
  }

  private settle(): void {
    const undo = one<HTMLButtonElement>('[data-do="undo"]');
    if (undo) undo.disabled = !new URL(location.href).searchParams.has("add");
    const plain = one<HTMLElement>("#gform [data-plain]");
    if (plain) plain.hidden = true;
  }
}

/** Whether the boxes of a filter are ticked as they are without any choice: then the address need not name them. */
function isAsOpened(form: HTMLFormElement, name: string): boolean {
  const boxes = [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:enabled`)];
  return boxes.every((box) => box.checked === ("open" in box.dataset));
}

function keptDates(): string {
  const given = new URL(location.href).searchParams;
  const dates = new URLSearchParams();
  for (const name of ["asOf", "asKnown"]) {
    const day = given.get(name);
    if (day) dates.set(name, day);
  }
  return dates.size ? `?${dates}` : "";
}

function within(point: Point, canvas: HTMLElement): boolean {
  return point.x > 0 && point.y > 0 && point.x < canvas.clientWidth && point.y < canvas.clientHeight;
}
