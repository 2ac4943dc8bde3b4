import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

import { ROOT } from "../../../tools/lib/run.ts";
import type { Leftovers } from "../Leftovers.ts";
import { Told } from "./Told.ts";

/** A process that helps to measure, and tells what it has to tell one after the other. */
export class Helper {
  readonly #child: ChildProcess;
  readonly #forget: () => void;
  readonly #told: Told[] = [];
  #wake: () => void = () => undefined;
  #ended = "";

  /** @param script beside this file */
  constructor(script: string, args: readonly (string | number)[], leftovers: Leftovers) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    this.#child = fork(path, args.map(String), { cwd: ROOT, execArgv: ["--import", "tsx"] });
    this.#forget = leftovers.add(() => this.#child.kill("SIGKILL"));
    this.#child.on("message", (message) => {
      this.#told.push(Told.parse(message));
      this.#wake();
    });
    this.#child.once("exit", (code, signal) => {
      this.#ended = `${script} ended with ${code ?? signal ?? "nothing"}`;
      this.#wake();
    });
  }

  /** Waits for what it tells of a kind; what it tells of others before goes to `meanwhile`. */
  async next<Kind extends Told["kind"]>(
    kind: Kind,
    meanwhile: (told: Told) => void = () => undefined,
  ): Promise<Extract<Told, { readonly kind: Kind }>> {
    for (;;) {
      for (let told = this.#told.shift(); told !== undefined; told = this.#told.shift()) {
        if (isOfKind(told, kind)) return told;
        meanwhile(told);
      }
      if (this.#ended !== "") throw new Error(this.#ended);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Says something to it: "count" or "cpu". */
  say(word: "count" | "cpu"): void {
    this.#child.send(word);
  }

  /** Milliseconds of a processor that it took since it was told to count. */
  async cpu(): Promise<number> {
    this.say("cpu");
    return (await this.next("cpu")).milliseconds;
  }

  stop(): void {
    this.#forget();
    this.#child.removeAllListeners("exit");
    this.#child.kill("SIGKILL");
  }
}

function isOfKind<Kind extends Told["kind"]>(
  told: Told,
  kind: Kind,
): told is Extract<Told, { readonly kind: Kind }> {
  return told.kind === kind;
}
