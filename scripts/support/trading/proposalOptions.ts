import type { Command } from "commander";
import { z } from "zod";

import { parseGuidelines } from "../../../sdk/compliance/parseGuidelines.ts";
import type { Guidelines } from "../../../sdk/compliance/Guidelines.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";
import { amountField, dateField, isinField, partyIdField, priceField } from "../../../sdk/terms/fields.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import type { TermSheet } from "../../../sdk/terms/TermSheet.ts";
import type { Side } from "../../../sdk/trade/Trade.ts";
import { readNamedFile } from "../files.ts";
import { loadTerms, termsOptions, withTerms } from "../loadTerms.ts";
import type { LoadedTerms } from "../loadTerms.ts";
import { UsageError } from "../UsageError.ts";
import { parseFacts } from "./factsFile.ts";
import type { WrittenFacts } from "./factsFile.ts";
import { wholeAmountField } from "./optionFields.ts";
import { readOptions } from "./readOptions.ts";
import { splitField } from "./splitField.ts";
import type { SplitShare } from "./splitField.ts";
import { termsOfIsin } from "./termsOfIsin.ts";

const proposalOptions = termsOptions.extend({
  isin: isinField.optional(),
  buy: amountField.optional(),
  sell: amountField.optional(),
  limit: priceField,
  split: splitField,
  fee: wholeAmountField.default(0n),
  settleDate: dateField.optional(),
  cutOff: z.string().optional(),
  bank: partyIdField.optional(),
  dealers: z.array(partyIdField).optional(),
  guidelines: z.string(),
  facts: z.string(),
});

type ProposalOptions = Readonly<z.output<typeof proposalOptions>>;

/** What a fund manager means to trade, as the command line and its files say it; parties by their names. */
export interface WrittenProposal extends LoadedTerms {
  readonly guidelines: Guidelines;
  readonly facts: WrittenFacts;
  /** The funds' side. */
  readonly side: Side;
  /** Face in all, in minor units. */
  readonly face: bigint;
  readonly split: readonly SplitShare[];
  /** Clean price of 100 of face, a decimal text. */
  readonly limit: string;
  /** What a broker may take for each unit, in minor units. */
  readonly fee: bigint;
  /** Left out: the second business day after today. */
  readonly settleDate: ProposalOptions["settleDate"];
  /** Latest cut-off of the settlement, as it was written; left out: the end of the settlement date. */
  readonly cutOff: string | undefined;
  /** Left out: the only bank of the house whose money is in the bond's currency. */
  readonly bank: string | undefined;
  readonly dealers: readonly string[];
}

/** Adds the options that say what is proposed, and what it is checked against. */
export function withProposal(command: Command): Command {
  return withTerms(command)
    .option("--isin <isin>", "the bond; its term sheet is that of a scenario, unless one is named")
    .option("--buy <face>", "buy so much face in all, in minor units (yen)")
    .option("--sell <face>", "or sell so much")
    .requiredOption("--limit <price>", "clean price of 100 of face: highest to buy at, lowest to sell at")
    .requiredOption("--split <fund=face,...>", "what each fund is to have of it")
    .option(
      "--fee <amount>",
      "what a broker may take for each unit besides, in minor units (default: nothing)",
    )
    .option("--settle-date <date>", "settlement date (default: the second business day after today)")
    .option(
      "--cut-off <time>",
      "latest cut-off of the settlement: HH:MM on its date, or YYYY-MM-DDTHH:MM (default: the end of that date)",
    )
    .option("--bank <party>", "the bank whose money pays (default: the only one with the bond's currency)")
    .option("--dealers <party...>", "who may become the counterparty (default: the dealers of the facts)")
    .requiredOption("--guidelines <file>", "the investment guidelines")
    .requiredOption("--facts <file>", "the facts that they are held against");
}

/**
 * Reads and checks what is proposed, and its files.
 *
 * @throws InvalidInputError, UsageError, UnreadableDocumentError when anything is wrong
 */
export function readProposal(written: unknown): WrittenProposal {
  const options = readOptions({ schema: proposalOptions, written, subject: "proposal", rules });
  const { buy, sell, limit, fee, split, settleDate, cutOff, bank } = options;
  const guidelines = parseGuidelines(readDocument(readNamedFile(options.guidelines), options.guidelines));
  const facts = parseFacts(readDocument(readNamedFile(options.facts), options.facts));
  const loaded = loadTermsOf(options);
  checkBond(facts, loaded.termSheet);
  return {
    ...loaded,
    guidelines,
    facts,
    side: buy === undefined ? "seller" : "buyer",
    face: buy ?? sell ?? 0n,
    split,
    limit,
    fee,
    settleDate,
    cutOff,
    bank,
    dealers: options.dealers ?? facts.dealers,
  };
}

function rules({ buy, sell, split }: ProposalOptions): readonly InputIssue[] {
  const face = buy ?? sell;
  if (face === undefined) return [issue("--buy", undefined, "is required, or --sell: one of the two")];
  if (buy !== undefined && sell !== undefined)
    return [issue("--sell", sell, "must be left out beside --buy")];
  const sum = split.reduce((total, share) => total + share.face, 0n);
  return sum === face ? [] : [issue("--split", sum, `must come to the face of the order, ${face}`)];
}

function loadTermsOf({ isin, terms, scenario }: ProposalOptions): LoadedTerms {
  const isNamed = terms !== undefined || scenario !== undefined;
  const found = isNamed || isin === undefined ? undefined : termsOfIsin(isin);
  if (!isNamed && isin !== undefined && found === undefined)
    throw new UsageError(`No scenario has the bond ${isin}.`, "Name its term sheet: --terms <file>.");
  const loaded = loadTerms({ terms: terms ?? found, scenario });
  if (isin === undefined || isin === loaded.termSheet.isin) return loaded;
  throw new UsageError(
    `The term sheet is of ${loaded.termSheet.isin}, and --isin is ${isin}.`,
    "Name the term sheet of the bond that is meant.",
  );
}

/** Facts of the bond that contradict its terms are no facts. */
function checkBond({ bond }: WrittenFacts, termSheet: TermSheet): void {
  if (bond === undefined) return;
  const compared = ["isin", "issuer", "currency", "denomination", "maturityDate"] as const;
  const issues = compared.flatMap((field) => {
    const [fact, term] = [bond[field], termSheet[field]];
    return fact === undefined || fact === term
      ? []
      : [issue(`facts.bond.${field}`, fact, `must be that of the term sheet, ${term}`)];
  });
  if (issues.length > 0)
    throw new InvalidInputError({ code: "FACTS_INVALID", subject: "file of facts", issues });
}
