import { createHash } from "node:crypto";

import { id } from "ethers";
import type { Signer } from "ethers";
import hre from "hardhat";

import Kessai from "../../ignition/modules/Kessai.ts";
import { Kessai as House } from "../../sdk/client/Kessai.ts";
import { addressesOf } from "../../sdk/deployments/addressesOf.ts";
import { ROLE_IDS, ROLES } from "../../sdk/participants/roles.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";

/** Duties that no party of a scenario has: the house's own keys. */
const HOUSE_DUTIES = ["admin", "compliance", "pauser", "courtOrder"] as const;

const DAY = 86_400;
const DELAYS = { adminDelay: 2 * DAY, courtOrderDelay: DAY, replacementDelay: 3 * DAY };

/** A house on the embedded chain, with a key for everybody. */
export interface OpenHouse {
  readonly kessai: House;
  /** The signer of a party, or of a duty of the house. */
  readonly signerOf: (name: string) => Signer;
  readonly accountOf: (name: string) => string;
  readonly nameOf: (account: string) => string | undefined;
  /** Moves the chain's clock on to a moment; does nothing when it has passed. */
  readonly waitUntil: (seconds: bigint) => Promise<void>;
  readonly deployer: string;
}

/** What `openHouse` works on beside the scenario. */
export interface OpenHouseOptions {
  /** First second of the chain's clock. */
  readonly start: bigint;
  /** Who has a key there beside the parties. */
  readonly others: readonly Party[];
}

/** Enough for the duties, the parties of any scenario and its dealers. */
const ACCOUNTS = 40;

/** Deploys the house on a fresh chain in memory, whose clock starts at a moment. */
export async function openHouse(
  { terms, parties }: Scenario,
  { start, others }: OpenHouseOptions,
): Promise<OpenHouse> {
  const initialDate = new Date(Number(start) * 1000);
  const connection = await hre.network.create({ override: { initialDate, accounts: { count: ACCOUNTS } } });
  const { ethers, networkHelpers } = connection;
  const [deployer, ...signers] = await ethers.getSigners();
  if (deployer === undefined) throw new Error("the embedded chain has no accounts");
  const names = [...HOUSE_DUTIES, ...[...parties, ...others].map((party) => party.id)];
  const keys = new Map(names.map((name, index) => [name, signers[index]]));
  const signerOf = (name: string) => {
    const signer = keys.get(name);
    if (signer === undefined) throw new Error(`the embedded chain has no account for ${name}`);
    return signer;
  };
  const accountOf = (name: string): string => signerOf(name).address;
  const holders = {
    ...Object.fromEntries(HOUSE_DUTIES.map((duty) => [duty, accountOf(duty)])),
    registrar: accountOf(terms.registrar),
    issuerAgent: accountOf(terms.fiscalAgent),
    settlementBank: accountOf(settlementBankOf(parties).id),
  };
  const deployed = await connection.ignition.deploy(Kessai, {
    parameters: { Kessai: { ...DELAYS, ...holders } },
  });

  const addresses = await addressesOf(deployed);
  const { chainId } = await ethers.provider.getNetwork();
  const deployment = { network: "embedded", chainId, addresses, block: 0 };
  const byAccount = new Map(names.map((name) => [accountOf(name), name]));
  return {
    kessai: new House({ runner: ethers.provider, deployment }),
    signerOf,
    accountOf,
    nameOf: (account) => byAccount.get(account),
    waitUntil: async (seconds) => {
      if ((await networkHelpers.time.latest()) < Number(seconds))
        await networkHelpers.time.increaseTo(seconds);
    },
    deployer: deployer.address,
  };
}

/** The roles that an account has; the deployer must end with none. */
export async function rolesOf({ manager }: House, account: string): Promise<readonly string[]> {
  const memberships = await Promise.all(ROLES.map((role) => manager.hasRole(ROLE_IDS[role], account)));
  return ROLES.filter((_, index) => memberships[index]?.isMember === true);
}

/** The settlement bank of a scenario. */
export function settlementBankOf(parties: readonly Party[]): Party {
  const bank = parties.find(({ roles }) => roles.includes("settlementBank"));
  if (bank === undefined) throw new Error("the scenario has no settlement bank");
  return bank;
}

/** A salt that is the same in every run of the story. A registrar takes random ones and keeps them secret. */
export function storySalt(party: string): string {
  return id(`story ${createHash("sha256").update(party).digest("hex")}`);
}
