import { createInterface } from "node:readline";
import { Writable } from "node:stream";

import { KeyError } from "../../sdk/errors/KeyError.ts";

/**
 * Asks for a password on the terminal without showing it.
 *
 * @param name what it opens
 * @param variable the environment variable that it could have stood in
 * @throws KeyError when nobody is there to answer: this is no terminal
 */
export function askPassword(name: string, variable: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new KeyError(`${name} needs its password.`, `Set ${variable}, or run in a terminal.`);
  process.stderr.write(`Password of ${name}: `);
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    terminal.question("", (answer) => {
      terminal.close();
      process.stderr.write("\n");
      resolve(answer);
    });
  });
}
