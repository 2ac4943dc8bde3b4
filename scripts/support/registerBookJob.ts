import { join } from "node:path";

import { randomBytes } from "ethers";
import type { Command } from "commander";
import { z } from "zod";

import type { IdentityUpdate } from "../../sdk/register/book/updateIdentityBook.ts";
import { parseBookDetails } from "../../sdk/register/book/parseBookDetails.ts";
import type { BookDetails } from "../../sdk/register/book/parseBookDetails.ts";
import { sealIdentityBook } from "../../sdk/register/book/sealIdentityBook.ts";
import { updateIdentityBook } from "../../sdk/register/book/updateIdentityBook.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import { readDocument } from "../../sdk/terms/readDocument.ts";
import { readIfThere, readNamedFile, writeWhole } from "./files.ts";
import type { JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { jobCommand } from "./options.ts";
import { openRegisterBook } from "./registerBook.ts";
import { registerParties } from "./registerParties.ts";
import { runJob } from "./runJob.ts";
import { UsageError } from "./UsageError.ts";

/** Where the book is when no other place is named. */
const BOOK_FILE = "identity-book.json";

const bookOptions = z.object({
  scenario: z.string().optional(),
  parties: z.string().optional(),
  details: z.string().optional(),
  book: z.string().optional(),
});

interface BookInput {
  readonly parties: readonly Party[];
  readonly details: readonly BookDetails[];
  readonly path: string | undefined;
}

/** Writes the registrar's identity book, or brings it up to date. */
export function registerBookCommand(): Command {
  const description = {
    name: "book",
    summary: "Write the registrar's identity book, encrypted, or bring it up to date.",
    example: "register book --scenario jpx-2022",
  };
  return jobCommand(description)
    .option("--scenario <name>", "a folder of scenarios/, such as jpx-2022")
    .option("--parties <file>", "the party list (default: the scenario's parties.yaml)")
    .option("--details <file>", "addresses, tax notes, trust notices and pledges, by party")
    .option("--book <file>", `the book (default: ${BOOK_FILE} in the network's folder)`)
    .action((written: unknown) => runJob("register book", written, () => read(written), writeBook))
    .exitOverride()
    .showHelpAfterError();
}

function read(written: unknown): BookInput {
  const { details, book, ...files } = bookOptions.parse(written);
  const parties = registerParties(files);
  const known = details === undefined ? [] : parseBookDetails(readDocument(readNamedFile(details), details));
  const stranger = known.find(({ party }) => !parties.some(({ id }) => id === party));
  if (stranger !== undefined)
    throw new UsageError(`${stranger.party} is not in the party list.`, "Correct its name in the details.");
  return { parties, details: known, path: book };
}

async function writeBook(context: JobContext, { parties, details, path }: BookInput): Promise<void> {
  const { folder, options, reporter } = context;
  const file = path ?? join(folder.path, BOOK_FILE);
  const updates = parties.map((party) => updateOf(context, party, details));
  const text = readIfThere(file);
  const { book, password } = await openRegisterBook(file, text, process.env);
  const updated = updateIdentityBook(book, updates);
  const isNew = updated.changes.some(({ change }) => change !== "unchanged");
  const what = `write the identity book ${file}`;
  if (!isNew) reporter.step({ what, outcome: "already done" });
  else if (options.dryRun) reporter.step({ what, outcome: "would do" });
  else {
    writeWhole(file, await sealIdentityBook({ book: updated.book, password, randomBytes }));
    reporter.step({ what, outcome: "done" });
  }
  const changes = updated.changes.map(({ account, change }, index) => ({
    party: parties[index]?.id ?? "",
    account,
    change,
  }));
  reporter.table(
    ["party", "account", "entry"],
    changes.map(({ party, account, change }) => [party, account, change]),
  );
  reporter.data("entries", changes);
}

function updateOf(
  { book, folder }: JobContext,
  party: Party,
  details: readonly BookDetails[],
): IdentityUpdate {
  const { id, legalName, nameJa, lei } = party;
  const salt = folder.salts()[id];
  if (salt === undefined)
    throw new JobError(`The salt of ${id} is not in ${folder.path}/salts.json.`, "Run the admit job first.");
  const { party: _party, ...known } = details.find((each) => each.party === id) ?? { party: id };
  return { account: book.accountOf(id), salt, legalName, nameJa, lei, ...known };
}
