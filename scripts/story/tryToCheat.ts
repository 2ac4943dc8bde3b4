import { encodeBytes32String } from "ethers";

import { affirm } from "../../sdk/client/actions/affirm.ts";
import { instruct } from "../../sdk/client/actions/instruct.ts";
import { settle } from "../../sdk/client/actions/settle.ts";
import { settleBySignatures } from "../../sdk/client/actions/settleBySignatures.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { nextSequence } from "../../sdk/client/readers/nextSequence.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { ContractRevertError } from "../../sdk/errors/ContractRevertError.ts";
import { signTrade } from "../../sdk/trade/signTrade.ts";
import type { Trade } from "../../sdk/trade/Trade.ts";
import { positionRows } from "./positionRows.ts";
import type { Case } from "./chapters.ts";

const DAY = 86_400n;

/** Tries to cheat in five ways after `settled` was settled, and shows that each is refused and nothing moves. */
export async function tryToCheat(told: Case, settled: Trade): Promise<void> {
  const { house, narrator, act, step } = told;
  const { kessai, accountOf } = house;
  await step("Now somebody tries to cheat");

  await refused(told, "settles a settled trade again", "TradeClosed", settle(kessai, settled));

  const short = await tradeToday(told, settled);
  const all = await (await kessai.currency(settled)).balanceOf(settled.buyer);
  const expensive = { ...short, amount: all + 1n, commonReference: "CHEAT-SHORT" };
  const what = `buys for ${formatAmount(all + 1n)} with ${formatAmount(all)} in the account`;
  await refused(told, what, "ERC20InsufficientBalance", await signed(told, expensive, expensive));

  const altered = { ...short, amount: short.amount - 1n };
  await refused(
    told,
    "lowers the amount by one yen after signing",
    "TradeInvalidSignature",
    await signed(told, short, altered),
  );

  const early = { ...short, settleFrom: short.settleFrom + DAY, settleBy: short.settleBy + DAY };
  await refused(
    told,
    "settles a day before the settlement date",
    "TradeNotDue",
    await signed(told, early, early),
  );

  const [seller, buyer] = [nameIn(told, settled.seller), nameIn(told, settled.buyer)];
  await act(seller, instruct(kessai, { trade: short, side: "seller" }));
  await act(buyer, affirm(kessai, { trade: short, side: "buyer" }));
  const data = kessai.registry.interface.encodeFunctionData("suspend", [
    accountOf(buyer),
    encodeBytes32String("order 1"),
  ]);
  await act("compliance", { to: kessai.deployment.addresses.registry, data, what: `suspend ${buyer}` });
  narrator.say(`(compliance suspends ${buyer} between matching and settlement)`);
  await refused(
    told,
    "settles with the suspended buyer all the same",
    "ParticipantIsSuspended",
    settle(kessai, short),
  );
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

/** Sends what must be refused, and compares all positions before and after. */
async function refused(told: Case, what: string, expected: string, call: Call): Promise<void> {
  const { narrator, act } = told;
  const before = await positionRows(told);
  const reason = await act("pauser", call).then(
    () => new Error(`The chain let it pass: somebody ${what}`),
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  if (!(reason instanceof ContractRevertError)) throw reason;
  if (reason.revert !== expected)
    throw new Error(`Refused with ${reason.revert}, not ${expected}`, { cause: reason });
  if (JSON.stringify(await positionRows(told)) !== JSON.stringify(before))
    throw new Error(`Something moved: ${what}`);
  narrator.say(`Somebody ${what}.`);
  narrator.say(`  REFUSED, nothing moved: ${reason.message}`, { error: reason.revert });
}

function nameIn({ house }: Case, account: string): string {
  const name = house.nameOf(account);
  if (name === undefined) throw new Error(`nobody in this story has the account ${account}`);
  return name;
}
