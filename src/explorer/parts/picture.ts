/** The graph as a PNG that says what it shows: title, day, licence, address. */
import type cytoscape from "cytoscape";
import { colour } from "./look";
import { make, one } from "./page";

const EDGE = 48;
const LINE = 34;

export async function download(cy: cytoscape.Core): Promise<void> {
  const paper = colour("paper");
  const blob = (await cy.png({ output: "blob-promise", full: true, scale: 2, bg: paper })) as Blob;
  const drawn = await createImageBitmap(blob);
  const canvas = make("canvas");
  canvas.width = Math.max(drawn.width + 2 * EDGE, 1200);
  canvas.height = drawn.height + 2 * EDGE + 5 * LINE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, EDGE, EDGE + 2 * LINE);
  write(pen, canvas.height);
  canvas.toBlob((picture) => picture && save(picture));
}

function write(pen: CanvasRenderingContext2D, height: number): void {
  const font = getComputedStyle(document.body).fontFamily;
  const day = document.body.dataset["asOf"] ?? "";
  pen.fillStyle = colour("ink");
  pen.font = `600 28px ${font}`;
  pen.fillText(`${one("h1")?.textContent ?? ""}, as of ${day}`, EDGE, EDGE + LINE / 2);
  pen.font = `20px ${font}`;
  pen.fillText("Data: moratoria, CC BY 4.0; its sources stand in the table of the page.", EDGE, height - EDGE - LINE);
  pen.fillText(location.href.slice(0, 140), EDGE, height - EDGE);
}

function save(picture: Blob): void {
  const address = URL.createObjectURL(picture);
  const focus = new URL(location.href).searchParams.get("focus")?.replace("/", "-") ?? "graph";
  make("a", { href: address, download: `${focus}-${document.body.dataset["asOf"]}.png` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
