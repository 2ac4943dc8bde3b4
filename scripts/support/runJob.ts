import { resolve } from "node:path";

import { Kessai } from "../../sdk/client/Kessai.ts";
import { decodeRevert } from "../../sdk/errors/decodeRevert.ts";
import { InvalidDateError } from "../../sdk/errors/InvalidDateError.ts";
import { InvalidInputError } from "../../sdk/errors/InvalidInputError.ts";
import { InvalidTimeError } from "../../sdk/errors/InvalidTimeError.ts";
import { KessaiError } from "../../sdk/errors/KessaiError.ts";
import { KeyError } from "../../sdk/errors/KeyError.ts";
import { UnreadableDocumentError } from "../../sdk/errors/UnreadableDocumentError.ts";
import { IdentityBookFormatError } from "../../sdk/register/errors/IdentityBookFormatError.ts";
import { IdentityBookPasswordError } from "../../sdk/register/errors/IdentityBookPasswordError.ts";
import { RegisterBlockUnknownError } from "../../sdk/register/errors/RegisterBlockUnknownError.ts";
import { RegisterBondUnknownError } from "../../sdk/register/errors/RegisterBondUnknownError.ts";
import { RegisterRecordDateError } from "../../sdk/register/errors/RegisterRecordDateError.ts";
import { AddressBook } from "./AddressBook.ts";
import { Folder } from "./Folder.ts";
import type { ChainContext, JobContext } from "./JobContext.ts";
import { JobError } from "./JobError.ts";
import { isOfAnotherChain } from "./isOfAnotherChain.ts";
import { openChain } from "./openChain.ts";
import { openKeys } from "./openKeys.ts";
import { commonOptions, outputOptions } from "./options.ts";
import { placeWords } from "./placeWords.ts";
import { Reporter } from "./Reporter.ts";
import { UsageError } from "./UsageError.ts";

/** How a process ends. */
export const EXIT = { ok: 0, failed: 1, wrongInput: 2 } as const;

/** A job on a chain where nothing need be deployed yet. */
export async function runOnChain(
  name: string,
  written: unknown,
  work: (context: ChainContext) => Promise<void>,
): Promise<void> {
  const options = commonOptions.parse(written);
  const reporter = new Reporter(options);
  try {
    const chain = await openChain(options, process.env);
    const folder = new Folder(resolve(options.deployments), options.network);
    const keys = await openKeys(chain, options, process.env);
    await work({ options, chain, folder, keys, reporter });
    const { network, dryRun } = options;
    reporter.finish({ job: name, network, dryRun });
    if (reporter.steps.some(({ outcome }) => outcome === "failed")) process.exitCode = EXIT.failed;
    chain.provider.destroy();
  } catch (error) {
    process.exitCode = tellFailure(error, { job: name, json: options.json, debug: options.debug, reporter });
  }
}

/**
 * A job on a house that is deployed.
 *
 * @param read reads and checks the input, before the chain is asked for anything
 */
export async function runJob<Input>(
  name: string,
  written: unknown,
  read: () => Input,
  work: (context: JobContext, input: Input) => Promise<void>,
): Promise<void> {
  const accepted = acceptInput(name, written, read);
  if (!accepted.accepted) return;
  const input = accepted.value;
  await runOnChain(name, written, async (context) => {
    const { chain, folder, options } = context;
    const deployment = folder.deployment(placeWords(options));
    if (await isOfAnotherChain(chain, folder)) throw anotherChain(folder);
    const kessai = new Kessai({ runner: chain.provider, deployment });
    const book = new AddressBook({ chain, folder, write: !options.dryRun });
    await work({ ...context, kessai, book, names: book.names }, input);
  });
}

/** What came of reading an input. */
export type ReadInput<Input> =
  { readonly accepted: true; readonly value: Input } | { readonly accepted: false };

/** Reads and checks an input before anything else is done; says what is wrong with it, if it is refused. */
export function acceptInput<Input>(name: string, written: unknown, read: () => Input): ReadInput<Input> {
  try {
    return { accepted: true, value: read() };
  } catch (error) {
    const { json, debug } = outputOptions.parse(written);
    process.exitCode = tellFailure(error, { job: name, json, debug });
    return { accepted: false };
  }
}

/** The folder describes a chain that is not the one that answers. */
export function anotherChain({ path, network }: Folder): JobError {
  return new JobError(
    `${path} describes another chain than the one that answers as ${network}.`,
    network === "localhost"
      ? "The node was started anew: run the deploy job first."
      : "Check --rpc-url, or give this chain a network name of its own.",
  );
}

/** How a failure is told. */
export interface FailureOptions {
  readonly job: string;
  readonly json: boolean;
  readonly debug: boolean;
  readonly reporter?: Reporter | undefined;
}

/** Says what happened, why and what to do next, and returns how the process ends. */
export function tellFailure(error: unknown, { job, json, debug, reporter }: FailureOptions): number {
  const known = asKessaiError(error);
  process.stderr.write(`kessai ${job}: ${known.message}\n  What to do: ${known.hint}\n`);
  if (debug) process.stderr.write(`${inspect(error)}\n`);
  if (json) {
    const steps = reporter?.steps ?? [];
    process.stdout.write(`${JSON.stringify({ job, error: known.toJSON(), steps }, null, 2)}\n`);
  }
  return isWrongInput(known) ? EXIT.wrongInput : EXIT.failed;
}

function asKessaiError(error: unknown): KessaiError {
  if (error instanceof KessaiError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return (
    decodeRevert(error) ??
    new JobError(reason, "Run it again; with --debug it says where it failed. No step is done twice.", error)
  );
}

const WRONG_INPUT = [
  UsageError,
  InvalidInputError,
  InvalidDateError,
  InvalidTimeError,
  KeyError,
  IdentityBookFormatError,
  IdentityBookPasswordError,
  UnreadableDocumentError,
  RegisterBlockUnknownError,
  RegisterBondUnknownError,
  RegisterRecordDateError,
];

function isWrongInput(error: KessaiError): boolean {
  return WRONG_INPUT.some((kind) => error instanceof kind);
}

function inspect(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\nCaused by: ${inspect(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
