import type { Command, OutsideCommand, ServicingCommand } from "./types.ts";

export type Outside = OutsideCommand["type"];

export const OUTSIDE: readonly Outside[] = [
  "transfer",
  "forcedTransfer",
  "earmark",
  "settleTrade",
  "cancelTrade",
  "freezeAccount",
  "freezeUnits",
  "freezeCash",
  "pauseCash",
  "suspend",
  "reinstate",
  "classify",
  "replaceKey",
  "recover",
];

export const SERVICING: readonly ServicingCommand["type"][] = [
  "fixRate",
  "decideStep",
  "fund",
  "returnFunding",
  "pay",
  "claim",
  "seizeSuspense",
  "fundRedemption",
  "redeem",
  "lapse",
  "cancelUnits",
  "announceCall",
  "announceRepayment",
  "exercisePut",
  "openDraw",
  "draw",
  "restartDraw",
  "endDraw",
  "declareDefault",
  "cureDefault",
  "accelerate",
  "openRecovery",
  "closeOut",
];

export const isOutside = (type: string): type is Outside => OUTSIDE.some((each) => each === type);
/** Whether the model foretells what becomes of the command. */
export const isServicing = (command: Command): command is ServicingCommand => !isOutside(command.type);
