import { z } from "zod";

/** What the processes of the measurement tell the one that has started them. `parse` checks it. */
export const Told = z.discriminatedUnion("kind", [
  /** The hub is open. */
  z.object({ kind: z.literal("open"), url: z.string() }),
  /** All dealers are logged in. */
  z.object({ kind: z.literal("ready") }),
  /** So many requests are through. */
  z.object({ kind: z.literal("progress"), done: z.number() }),
  /** All requests are through. */
  z.object({
    kind: z.literal("asked"),
    /** From the first question to the last answer. */
    seconds: z.number(),
    /** Answers taken in all. */
    answers: z.number(),
    /** Milliseconds to the last answer, of each request that all dealers have answered. */
    milliseconds: z.array(z.number()),
  }),
  /** Milliseconds of a processor since the process was told to begin counting. */
  z.object({ kind: z.literal("cpu"), milliseconds: z.number() }),
]);

/** What the processes of the measurement tell. */
export type Told = Readonly<z.infer<typeof Told>>;
