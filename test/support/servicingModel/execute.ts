import type { TransactionReceipt } from "ethers";

import { decodeRevert } from "../../../sdk/errors/decodeRevert.ts";
import { READINESS, SIDE, ascii, COMMITMENT, DELAYS, EVIDENCE, FAR, START } from "../world.ts";
import { addressOf, bondAt, signerOf } from "./house.ts";
import type { House } from "./house.ts";
import { PRICE, tradeAt } from "./outside.ts";
import { servicingStep } from "./executeServicing.ts";
import type { Step } from "./executeServicing.ts";
import { isServicing } from "./commandKinds.ts";
import type { Command, Ledger, OutsideCommand } from "./types.ts";

const COURT: readonly string[] = ["forcedTransfer", "seizeSuspense", "closeOut"] satisfies Command["type"][];

/** Seconds that must pass between announcing a command and carrying it out. */
export function delayOf(type: string): number {
  if (type === "replaceKey") return DELAYS.replacementDelay;
  return COURT.includes(type) ? DELAYS.courtOrderDelay : 0;
}

/** The name of the error that refused a command, or what it left behind. */
export type Outcome = { readonly refused: string } | { readonly receipt: TransactionReceipt };

/** Carries a command out at the second `ledger.now`; one that needs announcing was announced {@link delayOf} before. */
export async function execute(house: House, ledger: Ledger, command: Command): Promise<Outcome> {
  const { manager, registry, registrar } = house.w;
  const { now } = ledger;
  const delay = delayOf(command.type);
  if (command.type === "replaceKey") {
    const [lost, successor] = [addressOf(house, command.account), addressOf(house, command.successor)];
    const call = await registry.proposeReplacement.populateTransaction(lost, successor, EVIDENCE);
    const proposed = await sendAt(house, now - delay, { by: registrar, call });
    if ("refused" in proposed) return proposed;
    return await sendAt(house, now, {
      by: registrar,
      call: await registry.completeReplacement.populateTransaction(lost),
    });
  }
  const step = isServicing(command)
    ? await servicingStep(house, command)
    : await outsideStep(house, ledger, command);
  if (delay === 0) return await sendAt(house, now, step);
  const announce = await manager.schedule.populateTransaction(step.call.to, step.call.data, 0);
  const announced = await sendAt(house, now - delay, { by: step.by, call: announce });
  if ("refused" in announced) throw new Error(`announcing ${command.type} was refused: ${announced.refused}`);
  const outcome = await sendAt(house, now, step);
  if ("refused" in outcome) {
    await manager.connect(step.by).cancel(step.by, step.call.to, step.call.data);
  }
  return outcome;
}

async function sendAt({ w }: House, time: number, { by, call }: Step): Promise<Outcome> {
  await w.networkHelpers.time.setNextBlockTimestamp(time);
  try {
    // a limit of gas, so that what fails fails in its block and at its time
    const sent = await by.sendTransaction({ ...call, gasLimit: 8_000_000n });
    const receipt = await sent.wait();
    if (receipt === null) throw new Error("the transaction was not mined");
    return { receipt };
  } catch (error) {
    const refused = decodeRevert(error);
    if (refused === undefined) throw error;
    return { refused: refused.revert };
  }
}

async function outsideStep(
  house: House,
  ledger: Ledger,
  command: Exclude<OutsideCommand, { type: "replaceKey" }>,
): Promise<Step> {
  const { w } = house;
  const { registry, compliance, pauser, registrar, cash } = w;
  const at = (name: string): string => addressOf(house, name);
  switch (command.type) {
    case "transfer":
    case "forcedTransfer":
    case "freezeAccount":
    case "freezeUnits":
    case "recover":
      return await tokenStep(house, command);
    case "earmark":
    case "settleTrade":
    case "cancelTrade":
      return await tradeStep(house, ledger, command);
    case "freezeCash": {
      const { account, frozen } = command;
      return { by: compliance, call: await cash.setAccountFrozen.populateTransaction(at(account), frozen) };
    }
    case "pauseCash":
      return { by: pauser, call: await cash[command.paused ? "pause" : "unpause"].populateTransaction() };
    case "suspend":
    case "reinstate":
      return {
        by: compliance,
        call: await registry[command.type].populateTransaction(at(command.account), EVIDENCE),
      };
    case "classify": {
      const { account, classes, expiresIn } = command;
      const expiry = ledger.now + expiresIn;
      return {
        by: registrar,
        call: await registry.update.populateTransaction(at(account), classes, expiry, COMMITMENT),
      };
    }
  }
}

type TokenCommand = Extract<
  OutsideCommand,
  { type: "transfer" | "forcedTransfer" | "freezeAccount" | "freezeUnits" | "recover" }
>;

async function tokenStep(house: House, command: TokenCommand): Promise<Step> {
  const { compliance, registrar, courtOrder } = house.w;
  const token = tokenAt(house, command.bond);
  const at = (name: string): string => addressOf(house, name);
  switch (command.type) {
    case "transfer":
      return {
        by: signerOf(house, command.from),
        call: await token.transfer.populateTransaction(at(command.to), command.units),
      };
    case "forcedTransfer": {
      const { from, to, units } = command;
      return {
        by: courtOrder,
        call: await token.forcedTransfer.populateTransaction(at(from), at(to), units),
      };
    }
    case "freezeAccount": {
      const { account, frozen } = command;
      return { by: compliance, call: await token.setAccountFrozen.populateTransaction(at(account), frozen) };
    }
    case "freezeUnits": {
      const { account, units } = command;
      return { by: compliance, call: await token.setFrozenTokens.populateTransaction(at(account), units) };
    }
    case "recover":
      return { by: registrar, call: await token.recover.populateTransaction(at(command.account)) };
  }
}

/** The seller earmarks units; the buyer approves and settles at once, or the seller withdraws. */
async function tradeStep(
  house: House,
  ledger: Ledger,
  command: Extract<OutsideCommand, { type: "earmark" | "settleTrade" | "cancelTrade" }>,
): Promise<Step> {
  const number = command.type === "earmark" ? ledger.trades.length : command.trade;
  const { bond, seller, buyer, units } = command.type === "earmark" ? command : tradeAt(ledger, number);
  const { escrow, trade } = house.w;
  const terms = trade({
    isin: bondAt(house, bond).isin,
    seller: addressOf(house, seller),
    buyer: addressOf(house, buyer),
    quantity: units,
    amount: units * PRICE,
    tradeDate: START,
    settleBy: FAR,
    sequence: BigInt(number),
    commonReference: ascii(`S-${number}`, 16),
  });
  if (command.type === "earmark") {
    const call = await escrow.instruct.populateTransaction(terms, SIDE.seller, READINESS.earmarked);
    return { by: signerOf(house, seller), call };
  }
  if (command.type === "settleTrade") {
    const call = await escrow.affirmThenSettle.populateTransaction(terms, SIDE.buyer);
    return { by: signerOf(house, buyer), call };
  }
  return {
    by: signerOf(house, seller),
    call: await escrow.cancel.populateTransaction(terms, SIDE.seller),
  };
}

const tokenAt = (house: House, index: number): House["bonds"][number]["token"] => bondAt(house, index).token;
