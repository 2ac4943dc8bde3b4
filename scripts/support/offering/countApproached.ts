import { countOfferees } from "../../../sdk/client/actions/countOfferees.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import type { JobContext } from "../JobContext.ts";
import { perform } from "../perform.ts";

/** An investor that a firm approaches. */
export interface Approach {
  readonly firm: string;
  readonly investor: string;
}

/** Counts investors as offerees of a bond (勧誘の相手方), each once, by the firms that approach them. */
export async function countApproached(
  context: JobContext,
  isin: string,
  approaches: readonly Approach[],
): Promise<void> {
  const { kessai, names, reporter } = context;
  const id = encodeAscii(isin, 12);
  const uncounted = async (investors: readonly string[]): Promise<readonly string[]> => {
    const known = await Promise.all(investors.map((each) => kessai.offering.isOfferee(id, each)));
    return investors.filter((_, index) => known[index] !== true);
  };
  for (const [firm, group] of Map.groupBy(approaches, (each) => each.firm)) {
    const investors = [...new Set(group.map(({ investor }) => investor))];
    const whom = investors.map((each) => names(each) ?? each).join(", ");
    await perform(context, {
      what: `count ${whom} as offerees of ${isin} by ${names(firm) ?? firm}`,
      sender: firm,
      isDone: async () => (await uncounted(investors)).length === 0,
      call: async () => countOfferees(kessai, { isin, firm, investors: await uncounted(investors) }),
    });
  }
  const count = await kessai.offering.offereesOf(id);
  reporter.say(`${count} investors are counted as offerees of ${isin}.`);
  reporter.data("offerees", count);
}
