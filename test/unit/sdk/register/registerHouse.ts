import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { id } from "ethers";

import { affirm } from "../../../../sdk/client/actions/affirm.ts";
import { cancel } from "../../../../sdk/client/actions/cancel.ts";
import { instruct } from "../../../../sdk/client/actions/instruct.ts";
import { settle } from "../../../../sdk/client/actions/settle.ts";
import { settlePart } from "../../../../sdk/client/actions/settlePart.ts";
import { send } from "../../../../sdk/client/send.ts";
import type { BondRegister } from "../../../../sdk/register/BondRegister.ts";
import type { PdfFonts } from "../../../../sdk/register/print/PdfPages.ts";
import type { Trade } from "../../../../sdk/trade/Trade.ts";
import { forceTransfer, replaceKey } from "../../../support/actions.ts";
import type { Signer } from "../../../support/useWorld.ts";
import { COMMITMENT, EVIDENCE, FAR, QII } from "../../../support/world.ts";
import { house } from "../house.ts";
import { UnitModel } from "./unitModel.ts";
import type { Place } from "./unitModel.ts";

export const ISIN = "JP3633400001";

/** A register as plain data that a model can be compared with: unit by unit, moments apart. */
export function shownBy({ holders, totals }: BondRegister) {
  return {
    supply: totals.units,
    holders: holders.map(({ account, lots, held, frozen, accountFrozen, participant }) => ({
      account,
      units: lots.flatMap(({ acquiredAt, blockNumber, units, cause, from }) =>
        Array.from({ length: Number(units) }, () => ({
          acquiredAt: Number(acquiredAt),
          blockNumber,
          cause,
          from,
        })),
      ),
      held,
      frozen,
      accountFrozen,
      status: participant.status,
      classes: [...participant.classes],
    })),
  };
}

/** A house whose register a model keeps as well. Every act is done on the chain and in the model. */
export async function registerHouse() {
  const h = await house();
  const model = new UnitModel();
  const { bond, kessai, ethers } = h;
  const block = async (): Promise<Place> => {
    const newest = await ethers.provider.getBlock("latest");
    if (newest === null) throw new Error("no block");
    return newest;
  };
  const history: { readonly number: number; readonly model: UnitModel }[] = [];
  let sequence = 100n;

  // What `world` has done: issued 1,000 units, 600 of them to the seller and 100 to the buyer.
  const begun = await bond.queryFilter(bond.filters.Transfer());
  for (const { args, blockNumber } of begun) {
    const { timestamp } = (await ethers.provider.getBlock(blockNumber)) ?? { timestamp: 0 };
    const place = { timestamp, number: blockNumber };
    if (args.from === ethers.ZeroAddress) model.issue(args.to, args.value, place);
    else model.move(args.from, args.to, args.value, place);
  }
  await h.cash.mint(h.third, 1_000_000n, id("third"));
  await h.cash.mint(h.issuer, 1_000_000n, id("issuer"));

  return {
    ...h,
    model,
    history,
    block,
    /** Remembers what the model says of the newest block. */
    keep: async (): Promise<void> => {
      history.push({ number: (await block()).number, model: model.copy() });
    },
    transfer: async (from: Signer, to: Signer, units: bigint): Promise<void> => {
      await bond.connect(from).transfer(to, units);
      model.move(from.address, to.address, units, await block());
    },
    /** A trade that holds the seller's units. */
    earmark: async (seller: Signer, buyer: Signer, quantity: bigint, fields: Partial<Trade> = {}) => {
      const parties = { seller: seller.address, buyer: buyer.address };
      const trade = h.readable({ ...parties, quantity, amount: quantity, sequence: sequence++, ...fields });
      await send(instruct(kessai, { trade, side: "seller", readiness: "earmarked" }), { signer: seller });
      model.set(seller.address, { held: model.of(seller.address).held + quantity });
      return { trade, seller, buyer };
    },
    complete: async ({ trade, seller, buyer }: Earmarked): Promise<void> => {
      await send(affirm(kessai, { trade, side: "buyer" }), { signer: buyer });
      await send(settle(kessai, trade), { signer: buyer });
      model.move(seller.address, buyer.address, trade.quantity, await block());
      model.set(seller.address, { held: model.of(seller.address).held - trade.quantity });
    },
    /** Approves it for the buyer, and leaves it there. */
    matchOnly: async ({ trade, buyer }: Earmarked): Promise<void> => {
      await send(affirm(kessai, { trade, side: "buyer" }), { signer: buyer });
    },
    completePart: async ({ trade, seller, buyer }: Earmarked, quantity: bigint): Promise<void> => {
      await send(settlePart(kessai, { trade, quantity }), { signer: buyer });
      model.move(seller.address, buyer.address, quantity, await block());
      model.set(seller.address, { held: model.of(seller.address).held - quantity });
    },
    drop: async ({ trade, seller }: Earmarked): Promise<void> => {
      await send(cancel(kessai, { trade, side: "seller" }), { signer: seller });
      model.set(seller.address, { held: model.of(seller.address).held - trade.quantity });
    },
    freeze: async (account: Signer, amount: bigint): Promise<void> => {
      await bond.connect(h.compliance).setFrozenTokens(account, amount);
      model.set(account.address, { frozen: amount });
    },
    freezeAccount: async (account: Signer, accountFrozen: boolean): Promise<void> => {
      await bond.connect(h.compliance).setAccountFrozen(account, accountFrozen);
      model.set(account.address, { accountFrozen });
    },
    force: async (from: Signer, to: Signer, units: bigint): Promise<void> => {
      await forceTransfer(h, bond, from.address, to.address, units);
      model.move(from.address, to.address, units, await block(), "courtOrder");
      const { frozen, units: left } = model.of(from.address);
      if (frozen > BigInt(left.length)) model.set(from.address, { frozen: BigInt(left.length) });
    },
    suspend: async (account: Signer, isSuspended: boolean): Promise<void> => {
      const registry = h.registry.connect(h.compliance);
      await (isSuspended ? registry.suspend(account, EVIDENCE) : registry.reinstate(account, EVIDENCE));
      model.set(account.address, { status: isSuspended ? "suspended" : "active" });
    },
    classify: async (account: Signer, mask: number, classes: readonly string[]): Promise<void> => {
      await h.registry.update(account, QII | mask, FAR, COMMITMENT);
      model.set(account.address, { classes });
    },
    recover: async (lost: Signer, successor: Signer): Promise<void> => {
      await replaceKey(h, lost, successor);
      await bond.connect(h.registrar).recover(lost);
      await h.cash.mint(successor, 1_000_000n, id("successor"));
      model.recover(lost.address, successor.address);
    },
  };
}

export interface Earmarked {
  readonly trade: Trade;
  readonly seller: Signer;
  readonly buyer: Signer;
}

/** The fonts that prints are made with. */
export function fonts(): PdfFonts {
  const folder = dirname(
    createRequire(import.meta.url).resolve("@expo-google-fonts/biz-udpgothic/package.json"),
  );
  const font = (style: string): Uint8Array => readFileSync(join(folder, style, `BIZUDPGothic_${style}.ttf`));
  return { regular: font("400Regular"), bold: font("700Bold") };
}
