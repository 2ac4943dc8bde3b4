import { getAddress } from "ethers";

import type { AccountNames } from "../../sdk/participants/AccountNames.ts";
import { payingContracts } from "../../sdk/participants/payingContracts.ts";
import { ROLES } from "../../sdk/participants/roles.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { Folder } from "./Folder.ts";
import { JobError } from "./JobError.ts";
import type { Chain } from "./openChain.ts";
import { UsageError } from "./UsageError.ts";

/**
 * The test accounts of a development node: the first eight have the duties, those after them belong to parties in the
 * order in which parties first appear.
 */
export const TEST_ACCOUNTS = {
  deployer: 0,
  admin: 1,
  registrar: 2,
  settlementBank: 3,
  issuerAgent: 4,
  compliance: 5,
  pauser: 6,
  courtOrder: 7,
  firstParty: 8,
} as const;

/** What an address book works on. */
export interface AddressBookOptions {
  readonly chain: Chain;
  readonly folder: Folder;
  /** Whether new assignments are written down. */
  readonly write: boolean;
}

/** Which account belongs to whom on a network. */
export class AddressBook {
  readonly #options: AddressBookOptions;
  #accounts: Readonly<Record<string, string>>;

  constructor(options: AddressBookOptions) {
    this.#options = options;
    this.#accounts = options.folder.accounts();
  }

  /** The name of an account: the party's id, else its duty, else that of a paying contract. */
  readonly names: AccountNames = (account) => {
    const wanted = getAddress(account);
    const isWanted = (each: string | undefined): boolean => each !== undefined && getAddress(each) === wanted;
    const party = Object.entries(this.#accounts).find(([, each]) => isWanted(each));
    if (party !== undefined) return party[0];
    const record = this.#options.folder.record();
    const role = ROLES.find((each) => isWanted(record?.roles[each]));
    if (role !== undefined || record?.complete !== true) return role;
    return payingContracts(this.#options.folder.deployment()).find((each) => isWanted(each.account))?.name;
  };

  /**
   * The account of a party.
   *
   * @throws UsageError when there is no party of that id; it names those that there are
   */
  accountOf(id: string): string {
    const account = Object.hasOwn(this.#accounts, id) ? this.#accounts[id] : undefined;
    if (account !== undefined) return getAddress(account);
    const known = Object.keys(this.#accounts);
    const { path } = this.#options.folder;
    throw new UsageError(
      `No account is known for ${id}.`,
      known.length === 0
        ? `No party is written down in ${path}/accounts.json yet: run the admit job first.`
        : `Known are ${known.join(", ")}; they are written down in ${path}/accounts.json.`,
    );
  }

  /**
   * Writes down whose account this is, when it follows from something else: that of a fund from its custodian and its name.
   *
   * @throws UsageError when the name stands for another account, or the account has another name
   */
  enter(id: string, account: string): void {
    const { folder, write } = this.#options;
    const wanted = getAddress(account);
    const known = Object.hasOwn(this.#accounts, id) ? this.#accounts[id] : undefined;
    const other = Object.entries(this.#accounts).find(
      ([name, each]) => name !== id && getAddress(each) === wanted,
    );
    if ((known !== undefined && getAddress(known) !== wanted) || other !== undefined)
      throw new UsageError(
        other === undefined
          ? `The name ${id} stands for another account than ${wanted}.`
          : `The account ${wanted} is that of ${other[0]} already.`,
        `Choose another name; names are written down in ${folder.path}/accounts.json.`,
      );
    if (known !== undefined) return;
    this.#accounts = { ...this.#accounts, [id]: wanted };
    if (write) folder.saveAccounts(this.#accounts);
  }

  /**
   * Sees to it that every party has an account. On a development node those without one get a test account, which is
   * written down before it is used; elsewhere accounts are written down by people.
   */
  async assign(parties: readonly Party[]): Promise<void> {
    const { chain, folder, write } = this.#options;
    const without = parties.filter(({ id }) => this.#accounts[id] === undefined);
    if (without.length === 0) return;
    if (!chain.isDevelopment) throw this.#missing(without.map(({ id }) => id));
    const accounts: Record<string, string> = { ...this.#accounts };
    const free = await this.#freeTestAccounts();
    const bank = folder.record()?.roles.settlementBank;
    for (const { id, roles } of without) {
      // A currency belongs to the account that has the duty: the bank is that account.
      const isBank = roles.includes("settlementBank") && bank !== undefined;
      const account = isBank ? bank : free.shift();
      if (account === undefined)
        throw new JobError("The node has too few test accounts.", "Start a node with more of them.");
      accounts[id] = account;
    }
    this.#accounts = accounts;
    if (write) folder.saveAccounts(accounts);
  }

  async #freeTestAccounts(): Promise<string[]> {
    const taken = new Set(Object.values(this.#accounts).map((each) => getAddress(each)));
    const all = await testAccounts(this.#options.chain);
    return all.slice(TEST_ACCOUNTS.firstParty).filter((each) => !taken.has(each));
  }

  #missing(ids: readonly string[]): JobError {
    const { path } = this.#options.folder;
    return new JobError(
      `No account is known for ${ids.join(", ")}.`,
      `Write it down in ${path}/accounts.json: { "<party id>": "<address>" }`,
    );
  }
}

/** The accounts that a development node signs for, in order. */
export async function testAccounts({ provider }: Chain): Promise<readonly string[]> {
  const answer: unknown = await provider.send("eth_accounts", []);
  return Array.isArray(answer) ? answer.map((each) => getAddress(String(each))) : [];
}
