import { earmarkAllotment } from "../../../sdk/client/actions/earmarkAllotment.ts";
import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import { KessaiError } from "../../../sdk/errors/KessaiError.ts";
import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { JobContext } from "../JobContext.ts";
import { nameInstrument } from "../nameInstrument.ts";
import { perform } from "../perform.ts";
import { placeOf } from "./offeringWords.ts";

/** Holds the money of investors for what they were allotted, so that they cannot fail for lack of it. */
export async function earmarkFor(
  context: JobContext,
  { terms, number }: OfferingStatus,
  investors: readonly string[],
): Promise<void> {
  const { kessai, book, reporter } = context;
  const { isin } = terms;
  const read = () => offeringAllotments(kessai, { isin, number });
  const allotments = await read();
  for (const investor of investors) {
    const own = allotments.filter(({ trade }) => trade.buyer === book.accountOf(investor));
    if (own.length === 0)
      reporter.step({
        what: `hold the money of ${investor}`,
        outcome: "not due",
        remark: `Nothing of ${isin} is allotted to it.`,
      });
    for (const { position, trade, state, isEarmarked } of own) {
      const what = `hold ${formatMoney(trade.amount, trade.currency)} ${trade.currency} of ${investor} for order ${placeOf(position)}`;
      if (state !== "open" && !isEarmarked) {
        reporter.step({ what, outcome: "not due", remark: `The allotment is ${state}.` });
        continue;
      }
      try {
        await perform(context, {
          what,
          sender: await senderOf(context, terms, trade),
          isDone: async () => (await read()).some((each) => each.position === position && each.isEarmarked),
          call: () => earmarkAllotment(kessai, { position, trade }),
        });
      } catch (error) {
        // What one investor lacks does not keep the others from having theirs held.
        const named = nameInstrument(error, trade, "buyer");
        if (!(named instanceof KessaiError)) throw named;
        reporter.step({ what, outcome: "failed", remark: `${named.message} ${named.hint}` });
      }
    }
  }
}

/** The investor; from the payment date on the lead manager may do it as well, and does where the investor's key is not at hand. */
async function senderOf(
  { keys, kessai }: JobContext,
  { paymentFrom, syndicate }: OfferingTerms,
  { buyer }: Trade,
): Promise<string> {
  if ((await keys.signerOf(buyer)) !== undefined || (await kessai.now()) < paymentFrom) return buyer;
  return syndicate[0]?.firm ?? buyer;
}
