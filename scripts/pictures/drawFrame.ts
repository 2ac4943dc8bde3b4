import { COLOURS } from "./drawPanel.ts";
import { svgElement } from "./svgElement.ts";

/** Width of all pictures, in pixels. */
export const WIDTH = 960;

const FONT = "'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', Helvetica, Arial, sans-serif";

/** What `drawFrame` draws. */
export interface PictureFrame {
  readonly title: string;
  /** Smaller, below the title. */
  readonly subtitle: string;
  /** In pixels. */
  readonly height: number;
  /** What is drawn below title and subtitle, as SVG texts. */
  readonly parts: readonly string[];
}

/** A whole picture as an SVG text that needs nothing else: white ground, title and subtitle, and its parts. */
export function drawFrame({ title, subtitle, height, parts }: PictureFrame): string {
  const size = { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img" };
  const drawn = [
    svgElement("title", {}, { text: `${title}: ${subtitle}` }),
    svgElement("rect", { width: WIDTH, height, fill: "#ffffff" }),
    heading(fitting(title, 82), { y: 40, size: 21, weight: 600, fill: COLOURS.ink }),
    heading(fitting(subtitle, 118), { y: 64, size: 13.5, weight: 400, fill: COLOURS.quiet }),
    ...parts,
  ];
  return `${svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", ...size, "font-family": FONT }, drawn)}\n`;
}

function heading(
  text: string,
  {
    y,
    size,
    weight,
    fill,
  }: { readonly y: number; readonly size: number; readonly weight: number; readonly fill: string },
): string {
  return svgElement("text", { x: 24, y, "font-size": size, "font-weight": weight, fill }, { text });
}

/** East Asian characters are about twice as wide as others. */
function fitting(text: string, columns: number): string {
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += /[\u1100-\uffdc]/.test(character) ? 2 : 1;
    if (used > columns) return `${kept.trimEnd()}…`;
    kept += character;
  }
  return kept;
}
