import { WIDTH } from "./drawFrame.ts";
import { COLOURS } from "./drawPanel.ts";
import { svgElement } from "./svgElement.ts";

/** What a colour of a picture stands for. */
export interface LegendEntry {
  readonly name: string;
  readonly fill: string;
}

const LEFT = 24;
const TOP = 82;

/** Draws what the colours stand for, below the subtitle: in one row, or in more when there is no room. */
export function drawLegend(entries: readonly LegendEntry[]): string {
  let x = LEFT;
  let y = TOP;
  const drawn = entries.flatMap(({ name, fill }) => {
    const width = 42 + name.length * 6.9;
    if (x + width > WIDTH) [x, y] = [LEFT, y + 22];
    const at = x;
    x += width;
    const swatch = { x: at, y, width: 13, height: 13, rx: 2, fill, stroke: "#00000022" };
    return [
      svgElement("rect", swatch),
      svgElement("text", { x: at + 19, y: y + 11, "font-size": 13, fill: COLOURS.ink }, { text: name }),
    ];
  });
  return svgElement("g", {}, drawn);
}
