/** What to do, where it is the same for many errors. */
export const HINTS = {
  wait: "Wait until then.",
  internal: "This is a fault in a program: report it with the error's name.",
  register: "Look at the register entry with the registrar.",
} as const;

/** Asks somebody: "Ask compliance whether the freeze can be lifted." */
export function ask(who: string): string {
  return `Ask ${who}.`;
}
