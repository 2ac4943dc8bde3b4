import { Command } from "commander";
import { hexlify, randomBytes, ZeroHash } from "ethers";
import { z } from "zod";

import { revokeGiveUp } from "../../sdk/client/actions/revokeGiveUp.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { amountField, partyIdField } from "../../sdk/terms/fields.ts";
import { settlementBankOf } from "../../sdk/terms/settlementBankOf.ts";
import { formatSignedGiveUp } from "../../sdk/trading/formatSignedGiveUp.ts";
import type { GiveUp, SignedGiveUp } from "../../sdk/trading/GiveUp.ts";
import { giveUpId } from "../../sdk/trading/giveUpHash.ts";
import { parseSignedGiveUp } from "../../sdk/trading/parseSignedGiveUp.ts";
import { signGiveUp } from "../../sdk/trading/signGiveUp.ts";
import { readNamedFile, writeNamedFile } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { scenarioOptions, withScenario } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { appointMarket } from "../support/trading/appointMarket.ts";
import { jsonOf } from "../support/trading/jsonOf.ts";
import { momentField, wholeAmountField } from "../support/trading/optionFields.ts";
import { readOptions } from "../support/trading/readOptions.ts";
import { subcommand } from "../support/trading/subcommand.ts";

const signSchema = scenarioOptions.extend({
  as: partyIdField,
  for: partyIdField,
  maximum: amountField,
  fee: wholeAmountField.default(0n),
  validUntil: momentField,
  out: z.string().min(1),
});

interface SignJob {
  readonly scenario: LoadedScenario;
  readonly options: z.infer<typeof signSchema>;
}

/** What a securities firm does to stand between an investor and dealers. */
export function giveUpCommand(): Command {
  return new Command("give-up")
    .description("A broker's consent to stand between an investor and the dealers as principal.")
    .addCommand(signCommand())
    .addCommand(revokeCommand());
}

function signCommand(): Command {
  const description = {
    name: "sign",
    summary:
      "Sign the consent to trade with an investor what it agrees on with dealers (give-up), for a fee.",
    example:
      "give-up sign --scenario jpx-2022 --as nomura-securities --for uzuki-bank --maximum 100000000 --fee 5000 --valid-until 2022-12-31 --out consent.json",
  };
  return withScenario(subcommand(description))
    .requiredOption("--as <party>", "the securities firm")
    .requiredOption("--for <party>", "the investor, or the trader that executes tickets")
    .requiredOption("--maximum <face>", "most face, of all trades together")
    .option("--fee <amount>", "what it takes for each unit, in minor units", "0")
    .requiredOption("--valid-until <moment>", "YYYY-MM-DD or YYYY-MM-DDTHH:MM from which it is over")
    .requiredOption("--out <file>", "where the consent is written, for the rfq job of the investor")
    .action((written: unknown) => runJob("give-up sign", written, () => readSign(written), sign));
}

function revokeCommand(): Command {
  const description = {
    name: "revoke",
    summary: "Take a consent back: nothing more is traded through it.",
    example: "give-up revoke consent.json",
  };
  return subcommand(description)
    .argument("<file>", "the consent, as the job give-up sign writes it")
    .action((file: string, written: unknown) =>
      runJob("give-up revoke", written, () => readConsent(file), revoke),
    );
}

function readSign(written: unknown): SignJob {
  const options = readOptions({ schema: signSchema, written, subject: "consent" });
  return { options, scenario: loadScenario(options) };
}

function readConsent(path: string): SignedGiveUp {
  const what = "a broker's consent, as the job give-up sign writes it";
  return parseSignedGiveUp(jsonOf({ path, text: readNamedFile(path), what }));
}

async function sign(context: JobContext, { scenario, options }: SignJob): Promise<void> {
  const { kessai, book, keys, reporter } = context;
  const { terms, parties } = scenario;
  await book.assign(parties);
  const { as: party, for: investor, maximum, fee: feePerUnit, validUntil, out } = options;
  const broker = book.accountOf(party);
  const giveUp: GiveUp = {
    broker,
    investor: book.accountOf(investor),
    request: ZeroHash,
    isin: terms.isin,
    currency: terms.currency,
    settlementBank: book.accountOf(settlementBankOf(scenario)),
    maximumQuantity: maximum / terms.denomination,
    feePerUnit,
    validUntil,
    salt: hexlify(randomBytes(32)),
  };
  await appointMarket(context, party, terms);
  const what = `sign for ${party} to stand between ${investor} and dealers for ${formatAmount(maximum)}`;
  if (context.options.dryRun) {
    reporter.step({ what, outcome: "would do" });
    return;
  }
  const signer = await keys.signerOf(broker);
  if (signer === undefined)
    throw new JobError(`The key of ${party} (${broker}) is not here.`, "Run this where it is.");
  const signed = await signGiveUp(signer, { domain: kessai.tradingDomain, giveUp });
  writeNamedFile(out, formatSignedGiveUp(signed));
  reporter.step({ what, outcome: "done", remark: `${out}, valid until ${formatMoment(validUntil)}` });
  reporter.data("giveUp", giveUpId(giveUp));
}

async function revoke(context: JobContext, { giveUp }: SignedGiveUp): Promise<void> {
  const { kessai, names } = context;
  await perform(context, {
    what: `revoke the consent ${giveUpId(giveUp).slice(0, 10)}... of ${names(giveUp.broker) ?? giveUp.broker}`,
    sender: giveUp.broker,
    isDone: async () => (await kessai.requestForQuote.givenUpOf(giveUpId(giveUp))) === 2n ** 256n - 1n,
    call: () => revokeGiveUp(kessai, giveUp),
  });
}
