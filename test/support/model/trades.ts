import { isOperator, successorOf } from "./people.ts";
import { holdRefusals, move, movementRefusals } from "./tokens.ts";
import type { Movement } from "./tokens.ts";
import type { Draft, Ending, Ledger, Name, Side, Trade, TradeCommand } from "./types.ts";

const TRADE = 1;
const CANCEL = 2;
const LINES = 64;

/** Of a trade: units, and the cash for them. */
interface Part {
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** Two trades with the same number exclude each other: the venue's numbers, or those of seller and buyer. */
export const numberOf = ({ venue, seller, buyer, sequence }: Draft): string =>
  venue === undefined ? `${seller}/${buyer}#${sequence}` : `${venue}#${sequence}`;

export function isClosed(ledger: Ledger, trade: Trade): boolean {
  const number = numberOf(trade.draft);
  return ledger.trades.some(({ draft, ending }) => ending !== undefined && numberOf(draft) === number);
}

export const isMatched = ({ approved }: Trade): boolean => approved[0] && approved[1];

/** Whether neither side can leave alone: both have approved, and neither has it on hold. */
export const isBinding = (trade: Trade): boolean => isMatched(trade) && !trade.onHold[0] && !trade.onHold[1];
export const isRecorded = ({ approved }: Trade): boolean => approved[0] || approved[1];
export const partyOf = ({ seller, buyer }: Draft, side: Side): Name => (side === 0 ? seller : buyer);

/** Every reason why the command would be refused now. */
export function tradeRefusals(ledger: Ledger, command: TradeCommand): string[] {
  const trade = tradeAt(ledger, command.trade);
  const { draft } = trade;
  const notVenue = given(draft.venue !== undefined && draft.venue !== command.by, "TradeNotItsVenue");
  const closed = given(isClosed(ledger, trade), "TradeClosed");

  switch (command.type) {
    case "instruct":
    case "affirm": {
      const { side, by, readiness } = command;
      const missing = given(command.type === "affirm" && !isRecorded(trade), "TradeNotInstructed");
      const binding = [[], earmarkRefusals(ledger, trade, side), numberTaken(ledger, trade)] as const;
      return [
        ...notVenue,
        ...unauthorised(ledger, draft, side, by),
        ...missing,
        ...approvalRefusals(ledger, trade, side),
        ...binding[readiness],
      ];
    }
    case "instructSigned": {
      const unsigned = given(
        !binds(ledger, partyOf(draft, command.side), command.signer),
        "TradeInvalidSignature",
      );
      return [...notVenue, ...unsigned, ...approvalRefusals(ledger, trade, command.side)];
    }
    case "releaseInstruction":
      return [
        ...notVenue,
        ...unauthorised(ledger, draft, command.side, command.by),
        ...closedRefusals(ledger, trade),
        ...given(ledger.now >= draft.settleBy, "TradeExpired"),
        ...given(!trade.onHold[command.side], "TradeNotOnHold"),
      ];
    case "affirmThenSettle":
      return [
        ...notVenue,
        ...unauthorised(ledger, draft, command.side, command.by),
        ...given(!isRecorded(trade), "TradeNotInstructed"),
        ...given(trade.approved[command.side], "TradeAlreadyApproved"),
        ...settlementRefusals(ledger, trade),
      ];
    case "hold":
      return [
        ...notVenue,
        ...unauthorised(ledger, draft, command.side, command.by),
        ...closedRefusals(ledger, trade),
        ...given(ledger.now >= draft.settleBy, "TradeExpired"),
        ...given(!trade.approved[command.side], "TradeNotApproved"),
        ...given(trade.held[command.side], "TradeAlreadyHeld"),
        ...earmarkRefusals(ledger, trade, command.side),
      ];
    case "settle":
      return [
        ...notVenue,
        ...given(!isMatched(trade), "TradeNotMatched"),
        ...settlementRefusals(ledger, trade),
      ];
    case "settlePart":
      return [...notVenue, ...partRefusals(ledger, trade, command.quantity, command.by)];
    case "settleBySignatures": {
      const [forSeller, forBuyer] = command.signers;
      const signed = binds(ledger, draft.seller, forSeller) && binds(ledger, draft.buyer, forBuyer);
      return [
        ...notVenue,
        ...unsound(draft),
        ...given(!signed, "TradeInvalidSignature"),
        ...settlementRefusals(ledger, trade),
      ];
    }
    case "cancel": {
      if (draft.venue !== undefined) return [...notVenue, ...closed, ...numberTaken(ledger, trade)];
      const party = partyOf(draft, command.side);
      const speaker = successorOf(ledger, party) ?? party;
      const may = command.by === speaker || isOperator(ledger, speaker, command.by, CANCEL);
      const again = isBinding(trade) && trade.agreed[command.side];
      const taken = !isRecorded(trade) && othersOfNumber(ledger, trade).some(isRecorded);
      return [
        ...unsound(draft),
        ...closed,
        ...given(!may, "TradeNotAuthorised"),
        ...given(again, "TradeCancellationAlreadyAgreed"),
        ...given(taken, "TradeNumberTaken"),
        ...numberTaken(ledger, trade),
      ];
    }
    case "expire":
      return [
        ...closed,
        ...given(!isRecorded(trade), "TradeNotInstructed"),
        ...given(ledger.now < draft.settleBy && !isBondOver(ledger, draft), "TradeNotExpired"),
        ...numberTaken(ledger, trade),
      ];
    case "cancelByCourtOrder":
      return [...closed, ...numberTaken(ledger, trade)];
  }
}

/** Once the register is closed, a trade of bonds cannot settle any more. */
function isBondOver(ledger: Ledger, { quantity }: Draft): boolean {
  return quantity > 0n && ledger.now >= ledger.rules.closedFrom;
}

export function applyToTrades(ledger: Ledger, command: TradeCommand): void {
  const trade = tradeAt(ledger, command.trade);
  switch (command.type) {
    case "instruct":
    case "affirm":
      trade.approved[command.side] = true;
      if (command.readiness === 1) trade.held[command.side] = true;
      if (command.readiness === 2) trade.onHold[command.side] = true;
      if (command.readiness !== 0) trade.bound = true;
      return;
    case "instructSigned":
      trade.approved[command.side] = true;
      return;
    case "hold":
      trade.held[command.side] = true;
      trade.bound = true;
      return;
    case "releaseInstruction":
      trade.onHold[command.side] = false;
      return;
    case "affirmThenSettle":
    case "settle":
    case "settleBySignatures":
      settleRest(ledger, trade);
      return;
    case "settlePart": {
      const { quantity } = command;
      if (quantity === restOf(trade).quantity) {
        settleRest(ledger, trade);
        return;
      }
      const amount = priceOf(trade, quantity);
      for (const { movement } of legs(trade, { quantity, amount })) move(ledger, movement);
      trade.settledQuantity += quantity;
      trade.settledAmount += amount;
      trade.bound = true;
      return;
    }
    case "cancel":
      if (trade.draft.venue === undefined && isBinding(trade)) {
        trade.agreed[command.side] = true;
        if (!trade.agreed[0] || !trade.agreed[1]) return;
      }
      end(trade, "cancelled");
      return;
    case "expire":
      end(trade, "expired");
      return;
    case "cancelByCourtOrder":
      end(trade, "cancelled");
      return;
  }
}

/** A closed trade is refused, and nobody promises how much is still known of it. */
export function closedRefusals(ledger: Ledger, trade: Trade): string[] {
  if (!isClosed(ledger, trade)) return [];
  return [
    "TradeClosed",
    "TradeNotInstructed",
    "TradeNotMatched",
    "TradeNotApproved",
    "TradeAlreadyApproved",
    "TradeAlreadyHeld",
    "TradeNotOnHold",
  ];
}

function approvalRefusals(ledger: Ledger, trade: Trade, side: Side): string[] {
  return [
    ...unsound(trade.draft),
    ...closedRefusals(ledger, trade),
    ...given(ledger.now >= trade.draft.settleBy, "TradeExpired"),
    ...given(trade.approved[side], "TradeAlreadyApproved"),
    ...given(!isRecorded(trade) && isLineOccupied(ledger, trade), "TradeLineOccupied"),
  ];
}

/** Of what is left of the trade, or of a part of it. */
export function settlementRefusals(ledger: Ledger, trade: Trade, part = restOf(trade)): string[] {
  const { draft } = trade;
  return [
    ...closedRefusals(ledger, trade),
    ...numberTaken(ledger, trade),
    ...given(ledger.now < draft.settleFrom, "TradeNotDue"),
    ...given(ledger.now >= draft.settleBy, "TradeExpired"),
    ...given(trade.onHold[0] || trade.onHold[1], "TradeOnHold"),
    ...legs(trade, part).flatMap(({ movement, fromHold }) =>
      movementRefusals(ledger, movement, fromHold ? "hold" : "free"),
    ),
  ];
}

function partRefusals(ledger: Ledger, trade: Trade, quantity: bigint, by: Name): string[] {
  const { draft } = trade;
  const rest = restOf(trade);
  const mayBoth = draft.venue === undefined;
  const isOfASide = [draft.seller, draft.buyer].some((party) => !isStranger(ledger, party, by));
  const isTooSmall = quantity < draft.minimumPart && quantity !== rest.quantity;
  const amount = priceOf(trade, quantity);
  return [
    ...given(mayBoth && !isOfASide, "TradeNotAuthorised"),
    ...given(!isMatched(trade), "TradeNotMatched"),
    ...given(draft.minimumPart === 0n, "TradeIndivisible"),
    ...given(isTooSmall || quantity > rest.quantity, "TradeInvalidPart"),
    ...given(draft.amount !== 0n && amount === 0n, "TradeUnpaidPart"),
    ...settlementRefusals(ledger, trade, { quantity, amount }),
  ];
}

function earmarkRefusals(ledger: Ledger, trade: Trade, side: Side): string[] {
  const { seller, buyer } = trade.draft;
  const { quantity, amount } = restOf(trade);
  const token = side === 0 ? "bond" : "cash";
  const [account, units] = side === 0 ? [seller, quantity] : [buyer, amount];
  return [
    ...numberTaken(ledger, trade),
    ...given(units === 0n, "TradeNothingToHold"),
    ...holdRefusals(ledger, token, account, units),
  ];
}

/** What has not settled yet. */
export const restOf = ({ draft, settledQuantity, settledAmount }: Trade): Part => ({
  quantity: draft.quantity - settledQuantity,
  amount: draft.amount - settledAmount,
});

/** What a part costs: in proportion to the whole trade, rounded down; the last one costs what is left. */
function priceOf(trade: Trade, quantity: bigint): bigint {
  const { draft } = trade;
  const rest = restOf(trade);
  if (quantity === rest.quantity || draft.quantity === 0n) return rest.amount;
  return (draft.amount * quantity) / draft.quantity;
}

export function settleRest(ledger: Ledger, trade: Trade): void {
  for (const { movement } of legs(trade, restOf(trade))) move(ledger, movement);
  end(trade, "settled");
}

const othersOfNumber = (ledger: Ledger, trade: Trade): Trade[] =>
  ledger.trades.filter((other) => other !== trade && numberOf(other.draft) === numberOf(trade.draft));

/** A number to which another trade is bound is that trade's. */
export function numberTaken(ledger: Ledger, trade: Trade): string[] {
  return given(
    othersOfNumber(ledger, trade).some(({ bound }) => bound),
    "TradeNumberTaken",
  );
}

/** The legs that a part of the trade, or all of it, has. */
export function legs(
  { draft, held }: Trade,
  { quantity, amount }: Part,
): { readonly movement: Movement; readonly fromHold: boolean }[] {
  const { kind, seller, buyer } = draft;
  const delivery: Movement = { token: "bond", from: seller, to: buyer, amount: quantity };
  const payment: Movement = { token: "cash", from: buyer, to: seller, amount };
  return [
    ...(kind === "payment" ? [] : [{ movement: delivery, fromHold: held[0] }]),
    ...(kind === "free of payment" ? [] : [{ movement: payment, fromHold: held[1] }]),
  ];
}

export function unsound(draft: Draft): string[] {
  const { kind, seller, buyer, quantity, amount, tradeDate, settleFrom, settleBy, minimumPart } = draft;
  return [
    ...given(seller === buyer, "TradeSameParty"),
    ...given(kind !== "payment" && quantity === 0n, "TradeEmptyLeg"),
    ...given(kind !== "free of payment" && amount === 0n, "TradeEmptyLeg"),
    ...given(minimumPart > quantity, "TradeInvalidMinimum"),
    ...given(tradeDate > settleFrom || settleFrom >= settleBy, "TradeInvalidDates"),
  ];
}

function unauthorised(ledger: Ledger, draft: Draft, side: Side, by: Name): string[] {
  return given(isStranger(ledger, partyOf(draft, side), by), "TradeNotAuthorised");
}

const isStranger = (ledger: Ledger, party: Name, by: Name): boolean =>
  by !== party && !isOperator(ledger, party, by, TRADE);

/** Whether a signature of `signer` in the name of `party` binds it: its own, or its operator's mandate. */
export const binds = (ledger: Ledger, party: Name, signer: Name): boolean =>
  signer === party || isOperator(ledger, party, signer, TRADE);

/** The open trades of a pair share 64 lines; a venue's number is a line of its own. */
const lineOf = ({ venue, seller, buyer, sequence }: Draft): string =>
  venue === undefined ? `${seller}/${buyer}#${sequence % LINES}` : `${venue}#${sequence}`;

const isLineOccupied = (ledger: Ledger, trade: Trade): boolean =>
  ledger.trades.some(
    (other) =>
      other !== trade &&
      lineOf(other.draft) === lineOf(trade.draft) &&
      isRecorded(other) &&
      !isClosed(ledger, other),
  );

function end(trade: Trade, ending: Ending): void {
  trade.ending = ending;
}

export function tradeAt(ledger: Ledger, index: number): Trade {
  const trade = ledger.trades[index];
  if (trade === undefined) throw new Error(`there is no trade ${index}`);
  return trade;
}

export const given = (condition: boolean, reason: string): string[] => (condition ? [reason] : []);
