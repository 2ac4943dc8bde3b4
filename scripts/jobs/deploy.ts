import { Option } from "commander";
import type { Command } from "commander";
import { getAddress, isAddress } from "ethers";
import { z } from "zod";

import type { DeploymentRecord } from "../../sdk/deployments/deploymentFiles.ts";
import { InvalidInputError } from "../../sdk/errors/InvalidInputError.ts";
import { ROLES } from "../../sdk/participants/roles.ts";
import type { Role } from "../../sdk/participants/roles.ts";
import { issue } from "../../sdk/terms/issue.ts";
import { readDocument } from "../../sdk/terms/readDocument.ts";
import { TEST_ACCOUNTS, testAccounts } from "../support/AddressBook.ts";
import { readNamedFile } from "../support/files.ts";
import { isOfAnotherChain } from "../support/isOfAnotherChain.ts";
import type { ChainContext } from "../support/JobContext.ts";
import { jobCommand } from "../support/options.ts";
import { anotherChain, acceptInput, runOnChain } from "../support/runJob.ts";
import { UsageError } from "../support/UsageError.ts";

const DAY = 86_400;
const seconds = z.coerce.number().int().min(0);
const deployOptions = z.object({
  roles: z.string().optional(),
  adminDelay: seconds,
  courtOrderDelay: seconds,
  replacementDelay: seconds,
});
const rolesSchema = z.record(
  z.enum(ROLES),
  z.string().refine((value): boolean => isAddress(value), "must be an address (0x and 40 digits) in quotes"),
);

/** Deploys the house: access manager, registry, factories, settlement. */
export function deployCommand(): Command {
  const description = {
    name: "deploy",
    summary: "Deploy the house: access manager, register, factories, settlement. Resumable.",
    example: "deploy --network localhost",
  };
  const delay = (name: string, what: string, days: number): Option =>
    new Option(`--${name} <seconds>`, what).default(
      String(days * DAY),
      days === 1 ? "1 day" : `${days} days`,
    );
  return jobCommand(description)
    .option("--roles <file>", "the account of each duty (YAML); a development node's test accounts otherwise")
    .addOption(delay("admin-delay", "delay of what the administrator does", 2))
    .addOption(delay("court-order-delay", "delay of court orders", 1))
    .addOption(delay("replacement-delay", "delay of the replacement of a lost key", 3))
    .action(async (written: unknown) => {
      const options = deployOptions.safeParse(written);
      const roles = acceptInput("deploy", written, () => {
        if (!options.success) throw new UsageError("Delays are whole seconds.", "Give 172800 for two days.");
        return options.data.roles === undefined ? undefined : readRoles(options.data.roles);
      });
      if (!roles.accepted || !options.success) return;
      const { adminDelay: admin, courtOrderDelay: courtOrder, replacementDelay: replacement } = options.data;
      const delays = { admin, courtOrder, replacement };
      await runOnChain("deploy", written, (context) => deploy(context, delays, roles.value));
    });
}

type Roles = DeploymentRecord["roles"];

async function deploy(
  context: ChainContext,
  delays: DeploymentRecord["delays"],
  given: Roles | undefined,
): Promise<void> {
  const { chain, folder, reporter, options } = context;
  let record = folder.record();
  if (record !== undefined && (await isOfAnotherChain(chain, folder))) {
    if (!chain.isDevelopment) throw anotherChain(folder);
    reporter.progress(`the node was started anew: what ${folder.path} says of the one before it is dropped`);
    if (!options.dryRun) folder.clear();
    record = undefined;
  }
  const what = `deploy the house on ${options.network}`;
  if (record?.complete === true) {
    reporter.step({ what, outcome: "already done" });
    tellAddresses(context);
    return;
  }
  if (record === undefined) {
    const roles = given ?? (await testRoles(context));
    const { network } = options;
    const { chainId, genesis, provider } = chain;
    record = {
      network,
      chainId,
      genesis,
      block: await provider.getBlockNumber(),
      roles,
      delays,
      complete: false,
    };
  }
  if (options.dryRun) {
    reporter.step({ what, outcome: "would do", remark: "5 contracts, 2 settings, 8 changes of duties" });
    tellRoles(context, record);
    return;
  }
  folder.saveRecord(record);
  // Hardhat is loaded only where it is needed: it takes its time.
  const { igniteHouse } = await import("../support/igniteHouse.ts");
  await igniteHouse(context, record);
  folder.saveRecord({ ...record, complete: true });
  reporter.step({ what, outcome: "done" });
  tellAddresses(context);
  tellRoles(context, record);
}

function tellAddresses({ folder, reporter }: ChainContext): void {
  const { addresses } = folder.deployment();
  reporter.table(["contract", "address"], Object.entries(addresses));
  reporter.data("addresses", addresses);
}

function tellRoles({ reporter }: ChainContext, { roles }: DeploymentRecord): void {
  reporter.table(["duty", "account"], Object.entries(roles));
  reporter.data("roles", roles);
}

async function testRoles({ chain, options }: ChainContext): Promise<Roles> {
  if (!chain.isDevelopment)
    throw new UsageError(
      `Who has which duty on ${options.network}?`,
      `Give --roles <file> with an account for each of ${ROLES.join(", ")}.`,
    );
  const accounts = await testAccounts(chain);
  const of = (role: Role): string => accounts[TEST_ACCOUNTS[role]] ?? "";
  return {
    admin: of("admin"),
    registrar: of("registrar"),
    settlementBank: of("settlementBank"),
    issuerAgent: of("issuerAgent"),
    compliance: of("compliance"),
    pauser: of("pauser"),
    courtOrder: of("courtOrder"),
  };
}

function readRoles(path: string): Roles {
  const input = readDocument(readNamedFile(path), path);
  const result = rolesSchema.safeParse(input);
  if (result.success) {
    return {
      admin: getAddress(result.data.admin),
      registrar: getAddress(result.data.registrar),
      settlementBank: getAddress(result.data.settlementBank),
      issuerAgent: getAddress(result.data.issuerAgent),
      compliance: getAddress(result.data.compliance),
      pauser: getAddress(result.data.pauser),
      courtOrder: getAddress(result.data.courtOrder),
    };
  }
  const issues = result.error.issues.map(({ path: where, message }) => {
    const [key] = where;
    const value: unknown =
      typeof input === "object" && input !== null && key !== undefined ? Reflect.get(input, key) : input;
    return issue(["roles", ...where.map(String)].join("."), value, message);
  });
  throw new InvalidInputError({ code: "ROLES_INVALID", subject: "list of duties", issues });
}
