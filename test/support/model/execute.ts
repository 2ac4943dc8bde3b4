import { encodeBytes32String } from "ethers";
import type { ContractTransaction } from "ethers";

import { decodeRevert } from "../../../sdk/errors/decodeRevert.ts";
import { RegulatedToken__factory } from "../../../typechain-types/index.ts";
import { COMMITMENT, DELAYS, EVIDENCE } from "../world.ts";
import { batchOutcome, setCall } from "./executeSets.ts";
import type { BatchOutcome } from "./executeSets.ts";
import { draftAt, sign, signer, tradeOf } from "./house.ts";
import type { House } from "./house.ts";
import type { Command, PeopleCommand, SetCommand, TimeCommand, TokenCommand, TradeCommand } from "./types.ts";

interface Step {
  readonly by: House["w"]["seller"];
  readonly call: ContractTransaction;
}

/** Seconds that must pass between announcing a command and carrying it out. */
export function delayOf({ type }: Command): number {
  return type === "forcedTransfer" || type === "cancelByCourtOrder" ? DELAYS.courtOrderDelay : 0;
}

/** What became of a command. */
export interface Outcome {
  /** The name of the error that refused it; undefined when it went through. */
  readonly refused?: string;
  /** Of a batch that went through: what became of its trades. */
  readonly batch?: BatchOutcome;
}

/** Carries a command out at the second `now`, or one that needs announcing {@link delayOf} before. */
export async function execute(
  house: House,
  command: Exclude<Command, TimeCommand>,
  now: number,
): Promise<Outcome> {
  const { networkHelpers, manager } = house.w;
  const { by, call } = await stepOf(house, command, now);
  const delay = delayOf(command);
  if (delay !== 0) {
    await networkHelpers.time.setNextBlockTimestamp(now - delay);
    await manager.connect(by).schedule(call.to, call.data, 0);
  }
  await networkHelpers.time.setNextBlockTimestamp(now);
  try {
    // a limit of gas, so that what fails fails in its block and at its time
    const sent = await by.sendTransaction({ ...call, gasLimit: 5_000_000n });
    return command.type === "settleBatch" ? { batch: await batchOutcome(house, command, sent) } : {};
  } catch (error) {
    const refused = decodeRevert(error);
    if (refused === undefined) throw error;
    if (delay !== 0) await manager.connect(by).cancel(by, call.to, call.data);
    return { refused: refused.revert };
  }
}

function stepOf(house: House, command: Exclude<Command, TimeCommand>, now: number): Promise<Step> {
  if ("trade" in command) return tradeStep(house, command);
  if ("entries" in command) return setStep(house, command);
  if ("token" in command || command.type === "mint" || command.type === "burn")
    return tokenStep(house, command);
  return peopleStep(house, command, now);
}

async function peopleStep(house: House, command: PeopleCommand, now: number): Promise<Step> {
  const { w } = house;
  const { registry, registrar, compliance } = w;
  const account = signer(house, command.account);
  switch (command.type) {
    case "admit":
    case "update": {
      const expiry = now + command.expiresIn;
      const call = registry[command.type].populateTransaction(account, command.classes, expiry, COMMITMENT);
      return { by: registrar, call: await call };
    }
    case "suspend":
    case "reinstate":
      return { by: compliance, call: await registry[command.type].populateTransaction(account, EVIDENCE) };
    case "close":
    case "completeReplacement":
      return { by: registrar, call: await registry[command.type].populateTransaction(account) };
    case "proposeReplacement": {
      const successor = signer(house, command.successor);
      return {
        by: registrar,
        call: await registry.proposeReplacement.populateTransaction(account, successor, EVIDENCE),
      };
    }
    case "withdrawReplacement":
      return { by: account, call: await registry.withdrawReplacement.populateTransaction(account) };
    case "appoint": {
      const expiry = command.scopes === 0 ? 0 : now + command.expiresIn;
      const operator = signer(house, command.operator);
      return {
        by: account,
        call: await registry.appointOperator.populateTransaction(operator, command.scopes, expiry),
      };
    }
  }
}

async function tokenStep(house: House, command: TokenCommand): Promise<Step> {
  const { w } = house;
  const { settlementBank, compliance, pauser, registrar, courtOrder, cash } = w;
  if (command.type === "mint") {
    const id = encodeBytes32String(command.id);
    const account = signer(house, command.account);
    return { by: settlementBank, call: await cash.mint.populateTransaction(account, command.amount, id) };
  }
  if (command.type === "burn") {
    const id = encodeBytes32String(command.id);
    return { by: settlementBank, call: await cash.burn.populateTransaction(command.amount, id) };
  }
  const token = RegulatedToken__factory.connect(await w[command.token].getAddress(), registrar);
  switch (command.type) {
    case "transfer": {
      const to = signer(house, command.to);
      return {
        by: signer(house, command.from),
        call: await token.transfer.populateTransaction(to, command.amount),
      };
    }
    case "forcedTransfer": {
      const [from, to] = [signer(house, command.from), signer(house, command.to)];
      return {
        by: courtOrder,
        call: await token.forcedTransfer.populateTransaction(from, to, command.amount),
      };
    }
    case "freezeUnits": {
      const account = signer(house, command.account);
      return {
        by: compliance,
        call: await token.setFrozenTokens.populateTransaction(account, command.amount),
      };
    }
    case "freezeAccount": {
      const account = signer(house, command.account);
      return {
        by: compliance,
        call: await token.setAccountFrozen.populateTransaction(account, command.frozen),
      };
    }
    case "pause":
    case "unpause":
      return { by: pauser, call: await token[command.type].populateTransaction() };
    case "recover":
      return { by: registrar, call: await token.recover.populateTransaction(signer(house, command.account)) };
  }
}

async function setStep(house: House, command: SetCommand): Promise<Step> {
  return { by: signer(house, command.by), call: await setCall(house, command) };
}

async function tradeStep(house: House, command: TradeCommand): Promise<Step> {
  const { escrow } = house.w;
  const draft = draftAt(house, command.trade);
  const trade = tradeOf(house, draft);
  const by = signer(house, command.by);
  switch (command.type) {
    case "instruct":
    case "affirm":
      return {
        by,
        call: await escrow[command.type].populateTransaction(trade, command.side, command.readiness),
      };
    case "affirmThenSettle":
    case "releaseInstruction":
    case "hold":
    case "cancel":
      return { by, call: await escrow[command.type].populateTransaction(trade, command.side) };
    case "instructSigned": {
      const signature = await sign(house, draft, command.side, command.signer);
      return { by, call: await escrow.instructSigned.populateTransaction(trade, command.side, signature) };
    }
    case "settle":
    case "expire":
      return { by, call: await escrow[command.type].populateTransaction(trade) };
    case "settlePart":
      return { by, call: await escrow.settlePart.populateTransaction(trade, command.quantity) };
    case "settleBySignatures": {
      const seller = await sign(house, draft, 0, command.signers[0]);
      const buyer = await sign(house, draft, 1, command.signers[1]);
      return { by, call: await escrow.settleBySignatures.populateTransaction(trade, seller, buyer) };
    }
    case "cancelByCourtOrder":
      return { by, call: await escrow.cancelByCourtOrder.populateTransaction(trade, EVIDENCE) };
  }
}
