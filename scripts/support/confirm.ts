import { createInterface } from "node:readline/promises";

/**
 * Asks a question to be answered with yes or no; everything but yes is no.
 *
 * @returns `undefined` when nobody is there to answer: this is no terminal
 */
export async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => {
    terminal.once("close", () => {
      resolve("");
    });
  });
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
