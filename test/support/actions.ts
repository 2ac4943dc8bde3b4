import type { BaseContract } from "ethers";

import type { IBondToken, ITrades, RegulatedToken } from "../../typechain-types/index.ts";
import {
  BondToken__factory,
  DvPEscrow__factory,
  RegulatedToken__factory,
  TradeSets__factory,
} from "../../typechain-types/index.ts";
import { hashOf } from "./schedules.ts";
import type { Signer, World } from "./useWorld.ts";
import { ascii, DAY, DELAYS, READINESS, SIDE } from "./world.ts";

/** Another valid ISIN than that of the world's bond. */
export const OTHER_ISIN = ascii("US0378331005", 12);

/** The word that marks "no limit" in an allowance or a freeze. */
export const MAX_UINT256 = 2n ** 256n - 1n;
export const MAX_UINT112 = 2n ** 112n - 1n;

/** Both kinds of token, for rules that bind every one. */
export const TOKENS = ["bond", "cash"] as const;
export type TokenName = (typeof TOKENS)[number];

export interface Call {
  readonly to: string;
  readonly data: string;
}

/** Schedules `call` for `signer` and lets `delay` seconds pass, so that the signer can make it next. */
export async function schedule(
  w: World,
  signer: Signer,
  call: Call | Promise<Call>,
  delay: number,
): Promise<void> {
  const { to, data } = await call;
  await w.manager.connect(signer).schedule(to, data, 0);
  await w.networkHelpers.time.increase(delay);
}

/** A signer that acts as `contract`. */
export async function actingAs(w: World, contract: BaseContract): Promise<Signer> {
  const address = await contract.getAddress();
  await w.networkHelpers.impersonateAccount(address);
  await w.networkHelpers.setBalance(address, 10n ** 18n);
  return await w.ethers.getSigner(address);
}

/**
 * One token of the world with an account that can have units of it earmarked by a trade (`holder`), and the other party
 * of such a trade (`receiver`).
 */
export async function tokenIn(w: World, name: TokenName) {
  const [holder, receiver] = name === "bond" ? [w.seller, w.buyer] : [w.buyer, w.seller];
  const token = RegulatedToken__factory.connect(await w[name].getAddress(), holder);
  const balance = await token.balanceOf(holder);

  /** Instructs a trade for the holder's side that earmarks `amount` of this token. */
  const earmark = async (amount: bigint, fields: Partial<ITrades.TradeStruct> = {}) => {
    const trade = w.trade(
      name === "bond" ? { quantity: amount, ...fields } : { amount, sequence: 1n, ...fields },
    );
    await w.escrow
      .connect(holder)
      .instruct(trade, name === "bond" ? SIDE.seller : SIDE.buyer, READINESS.earmarked);
    return trade;
  };

  return { token, holder, receiver, balance, earmark };
}

type AnyToken = World["bond"] | World["cash"] | RegulatedToken;

/** Has the court's officer order a forced transfer; the result is that of the officer's call after the delay. */
export async function forceTransfer(w: World, token: AnyToken, from: string, to: string, amount: bigint) {
  const { courtOrder } = w;
  await schedule(
    w,
    courtOrder,
    token.forcedTransfer.populateTransaction(from, to, amount),
    DELAYS.courtOrderDelay,
  );
  return await token.connect(courtOrder).forcedTransfer(from, to, amount);
}

/** Makes `successor` the successor of `lost` in the registry, with the whole delay. */
export async function replaceKey(w: World, lost: Signer, successor: Signer): Promise<void> {
  await w.registry.proposeReplacement(lost, successor, w.terms.termsHash);
  await w.networkHelpers.time.increase(DELAYS.replacementDelay);
  await w.registry.completeReplacement(lost);
}

/** A bond that was created and not issued: the terms of the world's, under another ISIN. */
export async function planBond(
  w: World,
  changes: Partial<IBondToken.TermsStruct> = {},
): Promise<World["bond"]> {
  // a schedule without payments suits every record date
  const schedule = { ...w.schedule, payments: [] };
  const terms = { ...w.terms, isin: OTHER_ISIN, scheduleHash: hashOf(schedule), ...changes };
  await w.bondFactory.createBond(terms);
  await w.schedules.adopt(terms.isin, schedule);
  return BondToken__factory.connect(await w.bondFactory.bondOf(terms.isin), w.issuerAgent);
}

/** A second settlement contract, as good as the first. */
export async function deploySettlement(w: World) {
  const { manager, registry, bondFactory, currencyFactory, deployer } = w;
  const sets = await new TradeSets__factory(deployer).deploy(registry, bondFactory, currencyFactory);
  return await new DvPEscrow__factory(deployer).deploy(manager, sets);
}

/** Makes the second settlement contract that of `token`, after the admin's delay. */
export async function changeSettlement(w: World, token: AnyToken, settlement: string): Promise<void> {
  await schedule(w, w.admin, token.setSettlement.populateTransaction(settlement), 2 * DAY);
  await token.connect(w.admin).setSettlement(settlement);
}
