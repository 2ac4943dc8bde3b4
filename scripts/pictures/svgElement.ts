/** One element of an SVG text. Attribute values and texts are escaped; children are SVG texts already. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] | { readonly text: string } = [],
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(typeof value === "number" ? rounded(value) : value)}"`)
    .join("");
  const inner = "text" in children ? escape(children.text) : children.join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** Two decimals are a hundredth of a pixel; more would differ from machine to machine. */
function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
