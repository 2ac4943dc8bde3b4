import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { REASON_SENTENCES } from "../../sdk/errors/reasonCodes.ts";
import { ageFails } from "../../sdk/fails/ageFails.ts";
import type { FailReason } from "../../sdk/fails/Attempt.ts";
import type { AgeingBucket, CurrencyTotal, Fail } from "../../sdk/fails/Fail.ts";
import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import { tradeKind } from "../../sdk/trade/tradeKind.ts";
import type { JobContext } from "./JobContext.ts";
import type { OpenFails } from "./openFails.ts";
import { amountCell, partiesCell, referenceCell } from "./tradeWords.ts";

/** Shows the fails: how old they are, who fails on them, and what was tried. */
export function tellFails(context: JobContext, { report, unapproved }: OpenFails): void {
  const { reporter, names } = context;
  const { fails, ageing, date, at } = report;
  if (fails.length === 0) reporter.say(`No trade fails on ${date}.`);
  else {
    const all = ageFails(fails, [1]).map((bucket) => ageingRow("all", bucket));
    reporter.table(["business days", "fails", "open"], [...ageing.map(bucketRow), ...all], [1, 2]);
    reporter.table(
      ["fail", "seller -> buyer", "due\nopen", "age\nstatus", "who fails"],
      fails.map((fail) => {
        const { trade, openAmount: amount, businessDays, calendarDays, status } = fail;
        const open = amountCell({ amount, currency: trade.currency });
        return [
          referenceCell(trade),
          partiesCell(trade, names),
          `${fail.intendedSettlementDate}\n${open}`,
          `${businessDays} business\n${calendarDays} calendar\n${status}`,
          failingParty(fail, names),
        ];
      }),
    );
    reporter.table(["fail", "tried", "why it did not settle"], attemptRows(fails, names));
  }
  if (unapproved.length > 0) {
    const references = unapproved.map(({ record }) => record.trade.commonReference);
    reporter.say(
      `Due, but not approved by both sides, so nobody fails on them yet: ${references.join(", ")}.`,
    );
  }
  reporter.data("date", date);
  reporter.data("time", at);
  reporter.data(
    "fails",
    fails.map((fail) => plainFail(fail, names)),
  );
  reporter.data(
    "ageing",
    ageing.map(({ fails: inside, ...bucket }) => ({
      ...bucket,
      fails: inside.map(({ trade }) => trade.commonReference),
    })),
  );
  reporter.data(
    "unapproved",
    unapproved.map(({ record }) => record.trade.commonReference),
  );
}

function bucketRow(bucket: AgeingBucket): readonly string[] {
  const { from, to } = bucket;
  if (to === from) return ageingRow(`${from}`, bucket);
  return ageingRow(to === undefined ? `${from} and more` : `${from} to ${to}`, bucket);
}

function ageingRow(days: string, { fails, totals }: AgeingBucket): readonly string[] {
  return [days, `${fails.length}`, totals.length === 0 ? "-" : totals.map(totalCell).join("\n")];
}

function totalCell({ currency, amount, trades }: CurrencyTotal): string {
  return currency === "" ? `${trades} free of payment` : `${formatAmount(amount)} ${currency}`;
}

function attemptRows(fails: readonly Fail[], names: AccountNames): readonly (readonly string[])[] {
  return fails.flatMap(({ trade, attempts }) => {
    if (attempts.length === 0) return [[trade.commonReference, "never", ""]];
    return attempts.map(({ at, reasons }) => [
      trade.commonReference,
      formatMoment(at).slice(0, 19),
      reasons.map((reason) => reasonCell(reason, names)).join("\n"),
    ]);
  });
}

function reasonCell({ code, account }: FailReason, names: AccountNames): string {
  const title = REASON_SENTENCES[code]?.title ?? "other reason";
  return `${code} ${title}${account === undefined ? "" : `: ${names(account) ?? account}`}`;
}

/** Whose fail it is, by name; both or neither is nobody's. */
export function failingParty({ failingSide, trade }: Fail, names: AccountNames): string {
  if (failingSide === "undecided") return "undecided";
  return `${names(trade[failingSide]) ?? trade[failingSide]}\n(${failingSide})`;
}

function plainFail(fail: Fail, names: AccountNames): unknown {
  const { trade, failingSide } = fail;
  return {
    reference: trade.commonReference,
    kind: tradeKind(trade),
    ...fail,
    failingParty: failingSide === "undecided" ? null : (names(trade[failingSide]) ?? trade[failingSide]),
  };
}
