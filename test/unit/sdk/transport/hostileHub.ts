import type { Clock } from "../../../../sdk/transport/Clock.ts";
import type { Dial } from "../../../../sdk/transport/Line.ts";

/** What a hostile hub does with a text that it should deliver. */
export type Fate =
  | { readonly do: "deliver" }
  | { readonly do: "drop" }
  | { readonly do: "repeat"; readonly times: number }
  | { readonly do: "delay"; readonly milliseconds: number }
  /** Delivers it after the one that comes next. */
  | { readonly do: "hold" }
  /** Changes one thing in it. */
  | { readonly do: "alter"; readonly place: number; readonly also: boolean }
  /** Delivers it, and something that was delivered before, to anybody. */
  | { readonly do: "replay"; readonly place: number }
  /** Delivers it, and something that it made up, as its maker has it. */
  | { readonly do: "forge"; readonly place: number };

/** What a `HostileHub` is made of. */
export interface HostileHubOptions {
  readonly dial: Dial;
  readonly clock: Clock;
  /** What becomes of one text after the other. */
  readonly fateOf: () => Fate;
  /** Makes something up, after the model of a text. */
  readonly forge: (text: string) => Promise<string>;
}

/** A hub that lets clients in as it should, and then does as it likes with everything that it should deliver. */
export class HostileHub {
  readonly #options: HostileHubOptions;
  readonly #seen: string[] = [];

  constructor(options: HostileHubOptions) {
    this.#options = options;
  }

  readonly dial: Dial = (listener) => {
    const { dial, clock } = this.#options;
    let isIn = false;
    let held: string | undefined;
    const give = (text: string): void => {
      listener.received(text);
      const [before] = [held];
      held = undefined;
      if (before !== undefined) listener.received(before);
    };
    return dial({
      ...listener,
      received: (text) => {
        if (!isIn) {
          isIn = text.includes('"type":"welcome"');
          listener.received(text);
          return;
        }
        this.#seen.push(text);
        const fate = this.#options.fateOf();
        switch (fate.do) {
          case "deliver":
            give(text);
            break;
          case "drop":
            break;
          case "repeat":
            for (let time = 0; time <= fate.times; time += 1) give(text);
            break;
          case "delay":
            clock.at(clock.now() + BigInt(fate.milliseconds), () => {
              give(text);
            });
            break;
          case "hold":
            if (held === undefined) held = text;
            else give(text);
            break;
          case "alter":
            give(altered(text, fate.place));
            if (fate.also) give(text);
            break;
          case "replay":
            give(text);
            give(this.#seen[fate.place % this.#seen.length] ?? text);
            break;
          case "forge":
            give(text);
            void this.#options.forge(this.#seen[fate.place % this.#seen.length] ?? text).then(give);
            break;
        }
      },
    });
  };
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A message with one thing changed: a digit, a yes or no, a letter. */
export function altered(text: string, place: number): string {
  const message = JSON.parse(text) as Json;
  const leaves: { readonly change: () => void }[] = [];
  const visit = (value: Json, put: (changed: Json) => void): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, (changed) => {
          Object.assign(value, { [key]: changed });
        });
      }
    } else {
      leaves.push({
        change: () => {
          put(otherThan(value, place));
        },
      });
    }
  };
  visit(message, () => undefined);
  leaves[place % leaves.length]?.change();
  return JSON.stringify(message);
}

function otherThan(value: string | number | boolean | null, place: number): Json {
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return 7;
  if (/^\d+$/.test(value)) return (BigInt(value) + 1n).toString();
  if (!value.startsWith("0x") || value.length < 4) return `${value}x`;
  const at = 2 + (place % (value.length - 2));
  return value.slice(0, at) + (value[at] === "1" ? "2" : "1") + value.slice(at + 1);
}
