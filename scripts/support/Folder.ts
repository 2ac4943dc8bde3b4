import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

import { isAddress, isHexString } from "ethers";
import { z } from "zod";

import type { Deployment } from "../../sdk/deployments/Deployment.ts";
import {
  ADDRESSES_FILE,
  formatDeploymentRecord,
  parseDeployment,
  parseDeploymentRecord,
  RECORD_FILE,
} from "../../sdk/deployments/deploymentFiles.ts";
import type { DeploymentRecord } from "../../sdk/deployments/deploymentFiles.ts";
import type { EvidenceFile } from "../../sdk/trading/EvidenceFile.ts";
import { formatEvidenceFile } from "../../sdk/trading/formatEvidenceFile.ts";
import { parseEvidenceFile } from "../../sdk/trading/parseEvidenceFile.ts";
import { attemptRecords } from "./attemptRecords.ts";
import type { AttemptRecords } from "./attemptRecords.ts";
import { JobError } from "./JobError.ts";
import { isHalfWritten, readIfThere, writeWhole } from "./files.ts";
import { orderRecords } from "./offering/orderRecords.ts";
import type { OrderRecords } from "./offering/orderRecords.ts";
import { tradeRecords } from "./tradeRecords.ts";
import type { TradeRecords } from "./tradeRecords.ts";
import { UsageError } from "./UsageError.ts";

const hex = z.string().refine((value): boolean => isHexString(value), "must be hexadecimal");
const accountsSchema = z.record(
  z.string(),
  z.string().refine((value) => isAddress(value), "must be an address (0x and 40 digits)"),
);
const saltsSchema = z.record(z.string(), hex);
const numberSchema = z.record(
  z.literal("next"),
  z
    .string()
    .regex(/^\d+$/, "must be digits")
    .transform((digits) => BigInt(digits)),
);
/** Accounts by party id. */
export type Accounts = Readonly<z.infer<typeof accountsSchema>>;

/** The salts of identity commitments by party id. */
export type Salts = Readonly<z.infer<typeof saltsSchema>>;

/** The folder of a network in deployments/: the one place where addresses are written down. */
export class Folder {
  readonly path: string;
  readonly network: string;

  /**
   * @param root the folder of all networks; Hardhat Ignition, whose journals are in it too, wants it called deployments
   * @throws UsageError when a name is not one that a folder can have
   */
  constructor(root: string, network: string) {
    if (basename(root) !== "deployments")
      throw new UsageError(`The folder ${root} is not called deployments.`, "Give a path that ends with it.");
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(network))
      throw new UsageError(`"${network}" is not a network's name.`, "Use letters, digits, - and _ only.");
    this.path = join(root, network);
    this.network = network;
  }

  /** The record of the deployment, or `undefined` when none was begun. */
  record(): DeploymentRecord | undefined {
    const text = this.#read(RECORD_FILE);
    return text === undefined ? undefined : parseDeploymentRecord(text);
  }

  saveRecord(record: DeploymentRecord): void {
    this.#write(RECORD_FILE, formatDeploymentRecord(record));
  }

  /** The addresses of contracts deployed so far, also of a deployment that is not complete; none while their file is half-written. */
  deployedAddresses(): readonly string[] {
    if (isHalfWritten(this.#read(ADDRESSES_FILE))) return [];
    return Object.values(this.#parsed(ADDRESSES_FILE, accountsSchema));
  }

  /**
   * Where the house stands.
   *
   * @param place how a command line names this network
   */
  deployment(place = `--network ${this.network}`): Deployment {
    const record = this.#read(RECORD_FILE);
    const addresses = this.#read(ADDRESSES_FILE);
    if (record === undefined || addresses === undefined || !parseDeploymentRecord(record).complete) {
      throw new JobError(
        `Nothing is deployed on ${this.network}, or not all of it.`,
        `Run the deploy job: npm run kessai -- deploy ${place}`,
      );
    }
    return parseDeployment({ record, addresses });
  }

  accounts(): Accounts {
    return this.#parsed("accounts.json", accountsSchema);
  }

  saveAccounts(accounts: Accounts): void {
    this.#write("accounts.json", asJson(accounts));
  }

  trades(): TradeRecords {
    return this.#parsed("trades.json", tradeRecords);
  }

  saveTrades(trades: TradeRecords): void {
    this.#write("trades.json", asJson(trades));
  }

  /** Signed orders: the firms' book, which is shown to nobody before the price is fixed, and never in a message. */
  orders(): OrderRecords {
    return this.#parsed("orders.json", orderRecords);
  }

  saveOrders(orders: OrderRecords): void {
    this.#write("orders.json", asJson(orders));
  }

  attempts(): AttemptRecords {
    return this.#parsed("attempts.json", attemptRecords);
  }

  saveAttempts(attempts: AttemptRecords): void {
    this.#write("attempts.json", asJson(attempts));
  }

  /** Where the evidence of a request is kept, by its reference. */
  evidencePath(reference: string): string {
    return join(this.path, "evidence", `${reference}.json`);
  }

  evidence(reference: string): EvidenceFile | undefined {
    const text = readIfThere(this.evidencePath(reference));
    return text === undefined ? undefined : parseEvidenceFile(parseJson(text));
  }

  saveEvidence(reference: string, file: EvidenceFile): void {
    this.#write(join("evidence", `${reference}.json`), formatEvidenceFile(file));
  }

  /** The next number of a dealer's quotes. Each dealer has a file of its own: its programs run beside those of others. */
  quoteNumber(dealer: string): bigint {
    return this.#parsed(quoteFile(dealer), numberSchema)["next"] ?? 0n;
  }

  saveQuoteNumber(dealer: string, next: bigint): void {
    this.#write(quoteFile(dealer), asJson({ next }));
  }

  salts(): Salts {
    return this.#parsed("salts.json", saltsSchema);
  }

  saveSalts(salts: Salts): void {
    this.#write("salts.json", asJson(salts));
  }

  /** Empties the folder, when the chain that it describes is no more. */
  clear(): void {
    for (const name of readdirSync(this.path)) rmSync(join(this.path, name), { recursive: true });
  }

  #read(file: string): string | undefined {
    return readIfThere(join(this.path, file));
  }

  #write(file: string, text: string): void {
    writeWhole(join(this.path, file), text);
  }

  #parsed<T>(file: string, schema: z.ZodType<Record<string, T>>): Record<string, T> {
    const text = this.#read(file);
    if (text === undefined) return {};
    const result = schema.safeParse(parseJson(text));
    if (result.success) return result.data;
    const faults = result.error.issues.map(
      ({ path, message }) => `${path.map(String).join(".")}: ${message}`,
    );
    throw new JobError(
      `${join(this.path, file)} cannot be used: ${faults.join("; ")}.`,
      "Correct the file, or restore it from a copy.",
    );
  }
}

function quoteFile(dealer: string): string {
  return join("quotes", `${dealer}.json`);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, bigintAsDigits, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bigintAsDigits(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
