import { basename } from "node:path";

import { Option } from "commander";
import type { Command } from "commander";

import { anchorRegister } from "../../sdk/client/actions/anchorRegister.ts";
import { readRegister } from "../../sdk/client/readers/readRegister.ts";
import { registerAnchor } from "../../sdk/client/readers/registerAnchor.ts";
import { identifyHolders } from "../../sdk/register/book/identifyHolders.ts";
import type { IdentifiedHolders } from "../../sdk/register/book/identifyHolders.ts";
import type { BondRegister } from "../../sdk/register/BondRegister.ts";
import { RegisterDiffersError } from "../../sdk/register/errors/RegisterDiffersError.ts";
import { REGISTER_LANGUAGES } from "../../sdk/register/print/RegisterPrint.ts";
import type { RegisterPrint } from "../../sdk/register/print/RegisterPrint.ts";
import { registerJson } from "../../sdk/register/print/registerJson.ts";
import { termParticulars } from "../../sdk/register/print/termParticulars.ts";
import { registerHash } from "../../sdk/register/registerHash.ts";
import { hashTermSheet } from "../../sdk/terms/hashTermSheet.ts";
import { readNamedFile, writeWhole } from "../support/files.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { jobCommand } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { openRegisterBook } from "../support/registerBook.ts";
import { registerBookCommand } from "../support/registerBookJob.ts";
import { registerFile } from "../support/registerFile.ts";
import { readRegisterOptions, REGISTER_FORMATS } from "../support/registerOptions.ts";
import type { RegisterTask } from "../support/registerOptions.ts";
import { registerTables } from "../support/registerTables.ts";
import { registerVerify } from "../support/registerVerify.ts";
import { runJob } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

type PrintTask = Extract<RegisterTask, { readonly task: "print" }>;

/** Prints the bond register of any date or block, anchors its hash, proves old prints. */
export function registerCommand(): Command {
  const description = {
    name: "register",
    summary: "Print the bond register (社債原簿) of any date or block; anchor its hash; prove an old print.",
    example: "register --isin JP9JPXGDTB18 --date 2022-09-15 --format pdf --out register.pdf",
  };
  return jobCommand(description)
    .option("--isin <isin>", "the bond (default: that of the term sheet)")
    .option("--date <date>", "at the end of this day, YYYY-MM-DD (default: at the newest block)")
    .option("--block <number>", "at this block")
    .option(
      "--record-date <number>",
      "at the end of the bond's record date of this number, the first being 1",
    )
    .addOption(new Option("--format <format>", "how to give it").choices(REGISTER_FORMATS).default("table"))
    .option("--out <file>", "the file to write")
    .addOption(new Option("--language <language>", "in words of").choices(REGISTER_LANGUAGES).default("en"))
    .option(
      "--book <file>",
      "the registrar's identity book, for names (password: KESSAI_BOOK_PASSWORD, or asked)",
    )
    .option("--scenario <name>", "a folder of scenarios/, for the terms and the names of issuer and agents")
    .option("--terms <file>", "the term sheet (default: the scenario's terms.yaml)")
    .option("--parties <file>", "the party list (default: the scenario's parties.yaml)")
    .option("--anchor", "record the hash on chain (duty: registrar)")
    .option("--verify <file>", "prove a register that was printed as JSON")
    .action((written: unknown) => runJob("register", written, () => readRegisterOptions(written), work))
    .enablePositionalOptions()
    .addCommand(registerBookCommand());
}

async function work(context: JobContext, task: RegisterTask): Promise<void> {
  if (task.task === "verify") await registerVerify(context, task.file);
  else await printRegister(context, task);
}

async function printRegister(context: JobContext, task: PrintTask): Promise<void> {
  const { kessai, reporter, options } = context;
  const { isin, time, terms, format, out, language } = task;
  const { register, reconciliation } = await readRegister(kessai, { isin, time });
  if (terms !== undefined && hashTermSheet(terms.terms) !== register.bond.termsHash)
    throw new UsageError(
      `The term sheet is not the one that ${isin} was created with: it has another hash.`,
      "Give the term sheet as it was then, or none.",
    );
  const identified = await identities(register, task);
  const isRight = reconciliation.differences.length === 0;
  if (task.anchor && isRight) await anchor(context, register);
  const hash = registerHash(register);
  const print: RegisterPrint = {
    register,
    hash,
    centre: task.centre,
    reconciliation,
    identified,
    particulars: terms === undefined ? undefined : termParticulars(terms),
    anchoredAt: await registerAnchor(kessai, { isin, hash }),
  };
  if (format === "table") registerTables(reporter, print, language);
  else {
    const content = await registerFile(print, format, language);
    if (out === undefined) process.stdout.write(content);
    else if (options.dryRun) reporter.step({ what: `write ${out}`, outcome: "would do" });
    else {
      writeWhole(out, content);
      reporter.step({ what: `write ${basename(out)}`, outcome: "done" });
    }
  }
  reporter.data("print", JSON.parse(registerJson(print)));
  // Shown all the same: what differs stands in it.
  if (!isRight) throw new RegisterDiffersError(isin, reconciliation.differences);
}

async function identities(
  register: BondRegister,
  { book: path, centre }: PrintTask,
): Promise<IdentifiedHolders | undefined> {
  if (path === undefined) return undefined;
  const { book } = await openRegisterBook(path, readNamedFile(path), process.env);
  return identifyHolders({ register, book, centre });
}

async function anchor(context: JobContext, register: BondRegister): Promise<void> {
  const { kessai, folder } = context;
  const registrar = folder.record()?.roles.registrar;
  if (registrar === undefined) throw new JobError("Nobody is registrar.", "Run the deploy job.");
  const { isin } = register.bond;
  const hash = registerHash(register);
  const call = anchorRegister(kessai, register);
  await perform(context, {
    what: call.what,
    sender: registrar,
    isDone: async () => (await registerAnchor(kessai, { isin, hash })) !== undefined,
    call: () => call,
  });
}
