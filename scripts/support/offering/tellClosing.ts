import { offeringAllotments } from "../../../sdk/client/readers/offeringAllotments.ts";
import type { OfferingStatus } from "../../../sdk/client/readers/offeringStatus.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { formatMoney } from "../../../sdk/encoding/formatMoney.ts";
import type { JobContext } from "../JobContext.ts";
import { tellFaults } from "../servicing/tellFaults.ts";
import { closingProof } from "./closingProof.ts";
import { issuerOf } from "./issuerOf.ts";
import type { OfferingCase } from "./OfferingCase.ts";
import { asPeopleSay } from "./offeringWords.ts";

/** Proves a closing from the log and shows it: what moved for whom, fees, units issued and cancelled. */
export async function tellClosing(
  context: JobContext,
  { terms, scenario }: OfferingCase,
  status: OfferingStatus,
): Promise<void> {
  const { kessai, names, reporter } = context;
  const { isin, ifPaymentFails } = terms;
  const { currency } = scenario.terms;
  const allotments = await offeringAllotments(kessai, { isin, number: status.number });
  const issuer = await issuerOf(kessai, isin);
  const proof = await closingProof(kessai, { status, allotments, currency, issuer });
  reporter.data("closing", proof);
  const faults = proof?.faults ?? ["the node does not have the transaction"];
  tellFaults(
    reporter,
    `prove the closing of ${isin}`,
    faults.map((fault) => asPeopleSay(fault, names)),
  );
  if (proof === undefined) return;
  const { proceeds, moved, transactionHash, blockNumber, trades } = proof;
  const name = (account: string): string => names(account) ?? account;
  const change = (amount: bigint, words: (value: bigint) => string): string =>
    amount === 0n ? "-" : amount > 0n ? `+${words(amount)}` : `-${words(-amount)}`;
  reporter.table(
    ["party", "units", currency, "fee kept"],
    moved.map(({ account, units, money }) => {
      const member = terms.syndicate.findIndex(({ firm }) => firm === account);
      const fee = proceeds.members[member]?.fee;
      return [
        name(account),
        change(units, formatAmount),
        change(money, (value) => formatMoney(value, currency)),
        fee === undefined ? "" : formatMoney(fee, currency),
      ];
    }),
    [1, 2, 3],
  );
  for (const { trade } of allotments.filter(({ state }) => state === "failed"))
    reporter.say(
      `${name(trade.buyer)} did not pay: ` +
        (ifPaymentFails === "firmTakes"
          ? `${name(trade.seller)} took its ${trade.quantity} units.`
          : `its ${trade.quantity} units lapsed.`),
    );
  reporter.say(
    `${proceeds.issuedUnits} units issued, ${proceeds.cancelledUnits} cancelled; ${formatMoney(proceeds.proceeds, currency)} ${currency} ` +
      `less ${formatMoney(proceeds.fees, currency)} of fees. ${trades} trades in one transaction ` +
      `${transactionHash.slice(0, 18)}..., block ${blockNumber}.`,
  );
}
