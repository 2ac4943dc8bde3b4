/** One unit of the bond: each is told apart, which the register does not do. */
interface Unit {
  readonly acquiredAt: number;
  readonly blockNumber: number;
  readonly cause: string;
  readonly from: string | undefined;
}

interface Account {
  readonly units: readonly Unit[];
  readonly held: bigint;
  readonly frozen: bigint;
  readonly accountFrozen: boolean;
  readonly status: string;
  readonly classes: readonly string[];
}

const EMPTY: Account = {
  units: [],
  held: 0n,
  frozen: 0n,
  accountFrozen: false,
  status: "active",
  classes: ["qualifiedInstitutionalInvestor"],
};

/** What a block adds to what a model knows of a movement. */
export interface Place {
  readonly timestamp: number;
  readonly number: number;
}

/**
 * The plainest register there is, kept by a test while it acts on the chain: a queue of single units for each account, and
 * what was decided about it. It never looks at the chain's log or storage.
 */
export class UnitModel {
  #accounts: ReadonlyMap<string, Account> = new Map();
  #supply = 0;

  copy(): UnitModel {
    const copy = new UnitModel();
    copy.#accounts = this.#accounts;
    copy.#supply = this.#supply;
    return copy;
  }

  of(account: string): Account & { readonly free: bigint } {
    const known = this.#accounts.get(account) ?? EMPTY;
    const free = BigInt(known.units.length) - known.held - known.frozen;
    return { ...known, free: free > 0n ? free : 0n };
  }

  set(account: string, change: Partial<Omit<Account, "units">>): void {
    this.#write(account, change);
  }

  issue(to: string, count: bigint, place: Place): void {
    this.#supply += Number(count);
    this.#arrive(to, Number(count), place, "issue", undefined);
  }

  move(from: string, to: string, count: bigint, place: Place, cause = "transfer"): void {
    this.#write(from, { units: this.of(from).units.slice(Number(count)) });
    this.#arrive(to, Number(count), place, cause, from);
  }

  /** The position of a lost key, with its days, freezes and register entry. */
  recover(lost: string, successor: string): void {
    const { free: _free, ...position } = this.of(lost);
    this.#write(successor, position);
    this.#write(lost, { ...EMPTY, status: "replaced", classes: position.classes });
  }

  /** Everything as a register should have it. */
  shown() {
    const holders = [...this.#accounts]
      .filter(([, { units }]) => units.length > 0)
      .map(([account, { units, ...rest }]) => ({ account, units, ...rest }))
      .sort(
        (a, b) =>
          b.units.length - a.units.length || (a.account.toLowerCase() < b.account.toLowerCase() ? -1 : 1),
      );
    return { supply: BigInt(this.#supply), holders };
  }

  #arrive(to: string, count: number, place: Place, cause: string, from: string | undefined): void {
    const unit = { acquiredAt: place.timestamp, blockNumber: place.number, cause, from };
    this.#write(to, { units: [...this.of(to).units, ...Array.from({ length: count }, () => unit)] });
  }

  #write(account: string, change: Partial<Account>): void {
    const { free: _free, ...known } = this.of(account);
    this.#accounts = new Map(this.#accounts).set(account, { ...known, ...change });
  }
}
