import type { JobContext } from "./JobContext.ts";

/** How many questions are put to the node at once. */
const AT_ONCE = 50;

/** After how many trades a line of progress is due. */
const PROGRESS = 200;

/** Asks the chain about one trade after the other, some at once; says how far it has come when they are many. */
export async function inPortions<T, U>(
  { reporter }: Pick<JobContext, "reporter">,
  items: readonly T[],
  ask: (item: T) => Promise<U>,
): Promise<readonly U[]> {
  const answers: U[] = [];
  while (answers.length < items.length) {
    const next = items.slice(answers.length, answers.length + AT_ONCE);
    answers.push(...(await Promise.all(next.map(ask))));
    const isDue = answers.length % PROGRESS === 0 || answers.length === items.length;
    if (items.length > PROGRESS && isDue)
      reporter.progress(`reading what the chain knows: ${answers.length} of ${items.length} trades`);
  }
  return answers;
}
