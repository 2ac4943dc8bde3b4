import { encodeBytes32String } from "ethers";

import { affirm } from "../../sdk/client/actions/affirm.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import type { Case } from "./beginCase.ts";
import { refused } from "./refused.ts";

const DAY = 86_400n;

/** A trade that was settled, and somebody who has bonds to sell to its buyer. */
export interface CheatedOn {
  readonly settled: Trade;
  /** Account. */
  readonly seller: string;
}

/** Tries to cheat in five ways after a trade was settled, and shows that each is refused and nothing moves. */
export async function tryToCheat(told: Case, { settled, seller: holder }: CheatedOn): Promise<void> {
  const { house, narrator, act, step } = told;
  const { kessai, accountOf } = house;
  await step("Now somebody tries to cheat");

  await refused(told, {
    what: "settles a settled trade again",
    expected: "TradeClosed",
    call: settle(kessai, settled),
  });

  const short = await tradeToday(told, { ...settled, seller: holder });
  const all = await (await kessai.currency(settled)).balanceOf(settled.buyer);
  const expensive = { ...short, amount: all + 1n, commonReference: "CHEAT-SHORT" };
  const what = `buys for ${formatAmount(all + 1n)} with ${formatAmount(all)} in the account`;
  await refused(told, {
    what,
    expected: "ERC20InsufficientBalance",
    call: await signed(told, expensive, expensive),
  });

  const altered = { ...short, amount: short.amount - 1n };
  await refused(told, {
    what: "lowers the amount by one yen after signing",
    expected: "TradeInvalidSignature",
    call: await signed(told, short, altered),
  });

  const early = { ...short, settleFrom: short.settleFrom + DAY, settleBy: short.settleBy + DAY };
  await refused(told, {
    what: "settles a day before the settlement date",
    expected: "TradeNotDue",
    call: await signed(told, early, early),
  });

  const [seller, buyer] = [nameIn(told, holder), nameIn(told, settled.buyer)];
  await act(seller, instruct(kessai, { trade: short, side: "seller" }));
  await act(buyer, affirm(kessai, { trade: short, side: "buyer" }));
  const data = kessai.registry.interface.encodeFunctionData("suspend", [
    accountOf(buyer),
    encodeBytes32String("order 1"),
  ]);
  await act("compliance", { to: kessai.deployment.addresses.registry, data, what: `suspend ${buyer}` });
  narrator.say(`(compliance suspends ${buyer} between matching and settlement)`);
  await refused(told, {
    what: "settles with the suspended buyer all the same",
    expected: "ParticipantIsSuspended",
    call: settle(kessai, short),
  });
}

/** A trade like `last`, of one unit, due now, with the next number of the pair. */
async function tradeToday({ house, scenario }: Case, last: Trade): Promise<Trade> {
  const today = await house.kessai.now();
  return {
    ...last,
    quantity: 1n,
    amount: scenario.terms.denomination,
    tradeDate: today,
    settleFrom: today,
    settleBy: today + DAY,
    sequence: await nextSequence(house.kessai, last),
    commonReference: "CHEAT",
  };
}

/** Both parties sign `agreed`, and somebody submits `submitted` with their signatures. */
async function signed({ house }: Case, agreed: Trade, submitted: Trade): Promise<Call> {
  const { kessai, signerOf } = house;
  const sign = (account: string): Promise<string> =>
    signTrade(signerOf(house.nameOf(account) ?? account), { domain: kessai.domain, trade: agreed });
  const [sellerSignature, buyerSignature] = [await sign(agreed.seller), await sign(agreed.buyer)];
  return settleBySignatures(kessai, { trade: submitted, sellerSignature, buyerSignature });
}

function nameIn({ house }: Case, account: string): string {
  const name = house.nameOf(account);
  if (name === undefined) throw new Error(`nobody in this story has the account ${account}`);
  return name;
}
