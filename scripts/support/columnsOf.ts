/** Columns that a text of one line takes on a terminal: East Asian characters take two each. */
export function columnsOf(text: string): number {
  return text.length + (text.match(/[\u1100-\u115f\u2e80-\uffdc]/g) ?? []).length;
}
