import { isAddress } from "ethers";
import { z } from "zod";

import { InvalidInputError } from "../errors/InvalidInputError.ts";
import type { InputIssue } from "../errors/InvalidInputError.ts";
import { ROLES } from "../participants/roles.ts";
import type { Role } from "../participants/roles.ts";
import { issue } from "../terms/issue.ts";
import { HOUSE_CONTRACTS } from "./Deployment.ts";
import type { Deployment, HouseContract } from "./Deployment.ts";

/** The file that Hardhat Ignition writes beside its journal: the addresses by `<module>#<contract>`. */
export const ADDRESSES_FILE = "deployed_addresses.json";

/** The file that says what Ignition's does not: which chain, from which block, who has which duty. */
export const RECORD_FILE = "kessai.json";

/** Name of the Ignition module. */
const MODULE = "Kessai";

const address = z.string().refine((value) => isAddress(value), "must be an address (0x and 40 digits)");
const seconds = z.int("must be whole seconds").min(0, "must not be negative");

const recordSchema = z.strictObject({
  network: z.string().min(1, "must name the network"),
  chainId: z.string().regex(/^[1-9]\d*$/, "must be the chain's id in digits"),
  genesis: z.string().regex(/^0x[0-9a-f]{64}$/, "must be the hash of block 0"),
  block: z.int("must be a block number").min(0, "must be a block number"),
  roles: z.record(z.enum(ROLES), address),
  delays: z.strictObject({ admin: seconds, courtOrder: seconds, replacement: seconds }),
  complete: z.boolean(),
});

const addressesSchema = z.record(z.string(), address);

/** What is written down about a deployment besides its addresses. */
export interface DeploymentRecord {
  readonly network: string;
  readonly chainId: bigint;
  /** Hash of block 0: tells a chain from another one with the same id, such as a local node started anew. */
  readonly genesis: string;
  /** The newest block when the deployment began. */
  readonly block: number;
  /** The account that has each duty. */
  readonly roles: Readonly<Record<Role, string>>;
  /** Delays in seconds. */
  readonly delays: { readonly admin: number; readonly courtOrder: number; readonly replacement: number };
  /** Whether the deployment was carried through to its end. */
  readonly complete: boolean;
}

/**
 * Reads the record of a deployment.
 *
 * @param text the content of RECORD_FILE
 * @throws InvalidInputError (DEPLOYMENT_INVALID) with every issue found
 */
export function parseDeploymentRecord(text: string): DeploymentRecord {
  const record = parsed(text, recordSchema, RECORD_FILE);
  return { ...record, chainId: BigInt(record.chainId) };
}

/** The text of RECORD_FILE. */
export function formatDeploymentRecord(record: DeploymentRecord): string {
  return `${JSON.stringify({ ...record, chainId: record.chainId.toString() }, null, 2)}\n`;
}

/**
 * Reads where a house stands.
 *
 * @param texts the contents of RECORD_FILE and ADDRESSES_FILE
 * @throws InvalidInputError (DEPLOYMENT_INVALID) with every issue found, a contract not deployed among them
 */
export function parseDeployment(texts: { readonly record: string; readonly addresses: string }): Deployment {
  const { network, chainId, block } = parseDeploymentRecord(texts.record);
  const found = parsed(texts.addresses, addressesSchema, ADDRESSES_FILE);
  const issues: InputIssue[] = [];
  const addressOf = (name: HouseContract): string => {
    const key = `${MODULE}#${HOUSE_CONTRACTS[name]}`;
    const value = found[key];
    if (value === undefined)
      issues.push(issue(`${ADDRESSES_FILE}.${key}`, value, "is not deployed: run the deploy job"));
    return value ?? "";
  };
  const addresses = {
    manager: addressOf("manager"),
    registry: addressOf("registry"),
    bondFactory: addressOf("bondFactory"),
    currencyFactory: addressOf("currencyFactory"),
    escrow: addressOf("escrow"),
    schedules: addressOf("schedules"),
    taxTable: addressOf("taxTable"),
    paymentAgent: addressOf("paymentAgent"),
    redemptionAgent: addressOf("redemptionAgent"),
    registerAnchors: addressOf("registerAnchors"),
    offering: addressOf("offering"),
    requestForQuote: addressOf("requestForQuote"),
    fundAccountFactory: addressOf("fundAccountFactory"),
  };
  if (issues.length > 0) throw refused(issues);
  return { network, chainId, addresses, block };
}

function parsed<T>(text: string, schema: z.ZodType<T>, file: string): T {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw refused([issue(file, text.slice(0, 40), "must be JSON")]);
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refused(
    result.error.issues.map(({ path, message }) => {
      const value = path.reduce<unknown>(
        (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
        input,
      );
      return issue([file, ...path.map(String)].join("."), value, message);
    }),
  );
}

function refused(issues: readonly InputIssue[]): InvalidInputError {
  return new InvalidInputError({ code: "DEPLOYMENT_INVALID", subject: "deployment folder", issues });
}
