/** Where the things of a graph stand at first: rings around the focus, the same for the same ids. */

export interface Point {
  x: number;
  y: number;
}

export interface Tie {
  start: string;
  end: string;
}

const RING = 150;

/** A number from 0 to 1 that follows from a text alone (FNV-1a). */
export function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 0x1_0000_0000;
}

function neighbours(ids: string[], ties: Tie[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  for (const { start, end } of ties) {
    found.get(start)?.add(end);
    found.get(end)?.add(start);
  }
  return new Map([...found].map(([id, others]) => [id, [...others].sort()]));
}

/** The tree of shortest ways from the focus: of each thing the one it was first reached from. */
function tree(focus: string, near: Map<string, string[]>): Map<string, string[]> {
  const children = new Map<string, string[]>([[focus, []]]);
  const waiting = [focus];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const other of near.get(node) ?? []) {
      if (children.has(other)) continue;
      children.set(other, []);
      children.get(node)?.push(other);
      waiting.push(other);
    }
  }
  return children;
}

function weight(node: string, children: Map<string, string[]>): number {
  const below = children.get(node) ?? [];
  return below.length ? below.reduce((sum, child) => sum + weight(child, children), 0) : 1;
}

/** Places in rings: a thing stands in the middle of the sector of all that is reached through it. */
export function ringed(focus: string, ids: string[], ties: Tie[]): Map<string, Point> {
  const children = tree(focus, neighbours(ids, ties));
  const places = new Map<string, Point>();
  const place = (node: string, ring: number, from: number, to: number): void => {
    const middle = (from + to) / 2;
    const radius = RING * ring * (0.9 + 0.2 * fraction(node));
    places.set(node, { x: radius * Math.cos(middle), y: radius * Math.sin(middle) });
    const whole = weight(node, children);
    let at = from;
    for (const child of children.get(node) ?? []) {
      const wide = ((to - from) * weight(child, children)) / whole;
      place(child, ring + 1, at, at + wide);
      at += wide;
    }
  };
  place(focus, 0, 0, 2 * Math.PI);
  for (const id of ids)
    if (!places.has(id)) {
      const turn = 2 * Math.PI * fraction(id);
      places.set(id, { x: 3.4 * RING * Math.cos(turn), y: 3.4 * RING * Math.sin(turn) });
    }
  return places;
}
