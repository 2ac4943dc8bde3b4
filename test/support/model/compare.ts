import { expect } from "chai";
import { encodeBytes32String } from "ethers";

import type { World } from "../useWorld.ts";
import { CURRENCY_IDS } from "./commands.ts";
import { signer, tradeOf } from "./house.ts";
import type { House } from "./house.ts";
import { successorOf } from "./people.ts";
import { numberKey, untouched } from "./rebuild.ts";
import type { Rebuilt } from "./rebuild.ts";
import { balanceOf, frozenOf, heldOf, supplyOf } from "./tokens.ts";
import { isClosed, isMatched, isRecorded } from "./trades.ts";
import type { Ledger, Trade } from "./types.ts";

const TOKENS = ["bond", "cash"] as const;
const STATUSES = ["active", "suspended", "closed", "replaced"] as const;
const NOBODY = "0x" + "00".repeat(20);

/** Everything that a house stores of its cast, as plain data. */
async function readHouse({ w, signers }: House) {
  const accounts = [...signers].map(([name, { address }]) => ({ name, address }));
  const tokens = await inTurn(TOKENS, (name) => readToken(w, name, accounts));
  const people = await inTurn(accounts, async ({ name, address }) => {
    const { status, classes, kycExpiry } = await w.registry.participant(address);
    const replacement = await w.registry.pendingReplacement(address);
    return {
      name,
      participant: { status, classes, kycExpiry },
      successor: await w.registry.successorOf(address),
      replacement: { successor: replacement.successor, effectiveAt: replacement.effectiveAt },
    };
  });
  return { tokens, people };
}

interface Account {
  readonly name: string;
  readonly address: string;
}

async function readToken(w: World, name: (typeof TOKENS)[number], accounts: readonly Account[]) {
  const token = w[name];
  const positions = await inTurn(accounts, async (account) => {
    const { balance, held, frozen, free, accountFrozen } = await token.positionOf(account.address);
    return { name: account.name, balance, held, frozen, free, accountFrozen };
  });
  const passed = name === "bond" ? Number(await w.bond.recordDatesPassed()) : 0;
  const recordDates = await inTurn([...Array(passed).keys()], async (index) => ({
    supply: await w.bond.supplyAtRecordDate(index),
    balances: await inTurn(accounts, ({ address }) => w.bond.balanceAtRecordDate(address, index)),
  }));
  return { name, supply: await token.totalSupply(), paused: await token.paused(), positions, recordDates };
}

/** What storage says is what the model says. */
export async function expectAsModelled(house: House, ledger: Ledger): Promise<void> {
  const names = [...house.signers.keys()];
  const address = (name: string | undefined): string =>
    name === undefined ? NOBODY : signer(house, name).address;
  const tokens = TOKENS.map((name) => ({
    name,
    supply: supplyOf(ledger, name),
    paused: ledger.tokens[name].paused,
    positions: names.map((account) => {
      const balance = balanceOf(ledger, name, account);
      const held = heldOf(ledger, name, account);
      const frozen = frozenOf(ledger, name, account);
      const free = balance - held - frozen;
      const accountFrozen = ledger.tokens[name].frozenAccounts.has(account);
      return { name: account, balance, held, frozen, free: free > 0n ? free : 0n, accountFrozen };
    }),
    recordDates: (name === "bond" ? ledger.recordDates : []).map((balances) => ({
      supply: [...balances.values()].reduce((sum, each) => sum + each, 0n),
      balances: names.map((account) => balances.get(account) ?? 0n),
    })),
  }));
  const people = names.map((name) => {
    const known = ledger.participants.get(name);
    const waiting = ledger.replacements.get(name);
    return {
      name,
      participant: {
        status: known === undefined ? 0n : BigInt(1 + STATUSES.indexOf(known.status)),
        classes: BigInt(known?.classes ?? 0),
        kycExpiry: BigInt(known?.kycExpiry ?? 0),
      },
      successor: address(successorOf(ledger, name)),
      replacement: { successor: address(waiting?.successor), effectiveAt: BigInt(waiting?.effectiveAt ?? 0) },
    };
  });
  expect(await readHouse(house)).to.deep.equal({ tokens, people });

  for (const trade of ledger.trades) await expectTrade(house, ledger, trade);
}

async function expectTrade(house: House, ledger: Ledger, trade: Trade): Promise<void> {
  const { escrow } = house.w;
  const struct = tradeOf(house, trade.draft);
  const closed = isClosed(ledger, trade);
  const state = await escrow.stateOf(struct);
  const status = closed ? 3n : isMatched(trade) ? 2n : isRecorded(trade) ? 1n : 0n;
  expect(state.status, "status of the trade").to.equal(status);
  expect(await escrow.isSequenceUsed(struct.venue, struct.seller, struct.buyer, struct.sequence)).to.equal(
    closed,
  );
  if (closed) return;
  expectState(state, trade);
}

/** What storage says is what the log says. */
export async function expectAsLogged(house: House, rebuilt: Rebuilt): Promise<void> {
  const { w, signers } = house;
  const accounts = [...signers].map(([name, { address }]) => ({ name, address }));
  const stored = await readHouse(house);
  const tokens = await inTurn(TOKENS, async (name) => {
    const log = rebuilt.tokens.get(await w[name].getAddress());
    const positions = accounts.map(({ name: account, address }) => {
      const balance = log?.balances.get(address) ?? 0n;
      const held = log?.held.get(address) ?? 0n;
      const frozen = log?.frozen.get(address) ?? 0n;
      const free = balance - held - frozen;
      const accountFrozen = log?.frozenAccounts.has(address) ?? false;
      return { name: account, balance, held, frozen, free: free > 0n ? free : 0n, accountFrozen };
    });
    const recordDates = (log?.recordDates ?? []).map(({ supply, balances }) => ({
      supply,
      balances: accounts.map(({ address }) => balances.get(address) ?? 0n),
    }));
    return { name, supply: log?.supply, paused: log?.paused, positions, recordDates };
  });
  const people = accounts.map(({ name, address }) => {
    const { status = 0n, classes = 0n, kycExpiry = 0n } = rebuilt.participants.get(address) ?? {};
    return {
      name,
      participant: { status, classes, kycExpiry },
      successor: lastSuccessor(rebuilt, address) ?? NOBODY,
      replacement: rebuilt.replacements.get(address) ?? { successor: NOBODY, effectiveAt: 0n },
    };
  });
  expect(stored).to.deep.equal({ tokens, people });
  await expectSettingsAsLogged(house, rebuilt, accounts);
  for (const draft of house.drafts) await expectTradeAsLogged(house, rebuilt, tradeOf(house, draft));
}

async function expectSettingsAsLogged(
  { w }: House,
  rebuilt: Rebuilt,
  accounts: readonly Account[],
): Promise<void> {
  const { registry, manager } = w;
  const cash = await w.cash.getAddress();
  for (const name of TOKENS) {
    const log = rebuilt.tokens.get(await w[name].getAddress());
    expect(log?.settlement, `settlement of ${name}`).to.equal(await w[name].settlement());
  }
  for (const { address } of accounts) {
    const { identityCommitment } = await registry.participant(address);
    const commitment = rebuilt.participants.get(address)?.commitment ?? "0x" + "00".repeat(22);
    expect(commitment, "identity commitment").to.equal(identityCommitment);
    for (const { address: operator } of accounts) {
      const { scopes, expiry } = await registry.appointment(address, operator);
      const logged = rebuilt.appointments.get(`${address}/${operator}`) ?? { scopes: 0n, expiry: 0n };
      expect({ scopes, expiry }, "appointment").to.deep.equal(logged);
    }
    for (let role = 0n; role < 7n; role++) {
      const [isMember] = await manager.hasRole(role, address);
      expect(rebuilt.roles.has(`${role}/${address}`), `role ${role} of ${address}`).to.equal(isMember);
    }
  }
  for (const id of CURRENCY_IDS.map(encodeBytes32String)) {
    expect(await w.cash.isIdUsed(id), `deposit or redemption ${id}`).to.equal(
      rebuilt.currencyIds.has(`${cash}/${id}`),
    );
  }
}

async function expectTradeAsLogged(
  { w }: House,
  rebuilt: Rebuilt,
  trade: ReturnType<typeof tradeOf>,
): Promise<void> {
  const id = await w.escrow.tradeId(trade);
  const log = rebuilt.trades.get(id);
  const state = await w.escrow.stateOf(trade);
  const { venue, seller, buyer, sequence } = trade;
  const isUsed = await w.escrow.isSequenceUsed(venue, seller, buyer, sequence);
  expect(rebuilt.usedNumbers.has(numberKey(venue, seller, buyer, sequence)), "number").to.equal(isUsed);
  // ended itself, or by another trade with its number
  const ended = log?.ending !== undefined || isUsed;
  expect(state.status === 3n, "closed").to.equal(ended);
  if (ended) return;
  expectState(state, log ?? untouched());
}

/** What is recorded of an open trade, by the model or by the log. */
type Recorded = Pick<Trade, "approved" | "held" | "agreed" | "onHold" | "settledQuantity" | "settledAmount">;

function expectState(state: Awaited<ReturnType<World["escrow"]["stateOf"]>>, recorded: Recorded): void {
  const { approved, held, agreed, onHold, settledQuantity, settledAmount } = recorded;
  expect([state.sellerApproved, state.buyerApproved], "approvals").to.deep.equal(approved);
  expect([state.bondsHeld, state.cashHeld], "legs held").to.deep.equal(held);
  expect([state.sellerAgreesToCancel, state.buyerAgreesToCancel], "agreements").to.deep.equal(agreed);
  expect([state.sellerOnHold, state.buyerOnHold], "on hold").to.deep.equal(onHold);
  expect([state.settledQuantity, state.settledAmount], "settled in parts").to.deep.equal([
    settledQuantity,
    settledAmount,
  ]);
}

function lastSuccessor(rebuilt: Pick<Rebuilt, "successors">, lost: string): string | undefined {
  const next = rebuilt.successors.get(lost);
  return next === undefined ? undefined : (lastSuccessor(rebuilt, next) ?? next);
}

/** One after the other: the order of reads on a chain in this process is its load. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await read(item));
  return results;
}
