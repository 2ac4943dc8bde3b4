import { ZeroAddress } from "ethers";

import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { isOrderSigned } from "../../../sdk/offering/isOrderSigned.ts";
import type { SignedOrder } from "../../../sdk/offering/Order.ts";
import type { JobContext } from "../JobContext.ts";
import { UsageError } from "../UsageError.ts";
import type { Wanted } from "./matchTickets.ts";
import { offeringNumber } from "./offeringWords.ts";
import { takesSignature } from "./takesSignature.ts";

/**
 * Orders that investors have signed elsewhere and handed over, as they are to stand in the book: entered by the firm that each
 * names, of the pot by the lead manager.
 *
 * @throws UsageError when one is for another offering, names no firm of it, or is not signed by its investor
 */
export async function signedElsewhere(
  { kessai, names }: Pick<JobContext, "kessai" | "names">,
  { terms, number }: OfferingStatus,
  orders: readonly SignedOrder[],
): Promise<readonly Wanted[]> {
  const lead = terms.syndicate[0]?.firm ?? ZeroAddress;
  const wanted: Wanted[] = [];
  for (const signed of orders) {
    const { order } = signed;
    const whose = `The order of ${names(order.investor) ?? order.investor}`;
    const account = order.firm === ZeroAddress ? lead : order.firm;
    const refuse = (reason: string, hint: string): never => {
      throw new UsageError(`${whose} ${reason}.`, `${hint} Nothing was sent.`);
    };
    if (order.isin !== terms.isin || order.offering !== number)
      refuse(
        `is not for offering ${offeringNumber(number)} of ${terms.isin}`,
        "Ask for one for this offering.",
      );
    if (!terms.syndicate.some(({ firm }) => firm === account))
      refuse(
        "names a firm that is no member of the syndicate",
        "Ask for one that names a member, or the pot.",
      );
    const isSigned =
      isOrderSigned(kessai.offeringDomain, signed) || (await takesSignature(kessai, signed, "latest"));
    if (!isSigned) refuse("is not signed by it", "Ask for it as it was signed.");
    const { salt: _salt, ...asked } = order;
    wanted.push({ order: asked, account, signed });
  }
  return wanted;
}
