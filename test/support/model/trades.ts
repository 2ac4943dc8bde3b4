import { isOperator, successorOf } from "./people.ts";
import { holdRefusals, move, movementRefusals } from "./tokens.ts";
import type { Movement } from "./tokens.ts";
import type { Draft, Ending, Ledger, Name, Side, Trade, TradeCommand } from "./types.ts";

const TRADE = 1;
const CANCEL = 2;
const LINES = 64;

/** Two trades with the same number exclude each other: the venue's numbers, or those of seller and buyer. */
export const numberOf = ({ venue, seller, buyer, sequence }: Draft): string =>
  venue === undefined ? `${seller}/${buyer}#${sequence}` : `${venue}#${sequence}`;

export function isClosed(ledger: Ledger, trade: Trade): boolean {
  const number = numberOf(trade.draft);
  return ledger.trades.some(({ draft, ending }) => ending !== undefined && numberOf(draft) === number);
}

export const isMatched = ({ approved }: Trade): boolean => approved[0] && approved[1];
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
      const { side, by, withHold } = command;
      const missing = given(command.type === "affirm" && !isRecorded(trade), "TradeNotInstructed");
      const held = withHold ? earmarkRefusals(ledger, trade, side) : [];
      return [
        ...notVenue,
        ...unauthorised(ledger, draft, side, by),
        ...missing,
        ...approvalRefusals(ledger, trade, side),
        ...held,
      ];
    }
    case "instructSigned": {
      const unsigned = given(
        !binds(ledger, partyOf(draft, command.side), command.signer),
        "TradeInvalidSignature",
      );
      return [...notVenue, ...unsigned, ...approvalRefusals(ledger, trade, command.side)];
    }
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
      const again = isMatched(trade) && trade.agreed[command.side];
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
        ...given(ledger.now < draft.settleBy, "TradeNotExpired"),
        ...numberTaken(ledger, trade),
      ];
    case "cancelByCourtOrder":
      return [...closed, ...numberTaken(ledger, trade)];
  }
}

export function applyToTrades(ledger: Ledger, command: TradeCommand): void {
  const trade = tradeAt(ledger, command.trade);
  switch (command.type) {
    case "instruct":
    case "affirm":
      trade.approved[command.side] = true;
      if (command.withHold) trade.held[command.side] = true;
      return;
    case "instructSigned":
      trade.approved[command.side] = true;
      return;
    case "hold":
      trade.held[command.side] = true;
      return;
    case "affirmThenSettle":
    case "settle":
    case "settleBySignatures":
      for (const { movement } of legs(trade)) move(ledger, movement);
      end(trade, "settled");
      return;
    case "cancel":
      if (trade.draft.venue === undefined && isMatched(trade)) {
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
function closedRefusals(ledger: Ledger, trade: Trade): string[] {
  if (!isClosed(ledger, trade)) return [];
  return [
    "TradeClosed",
    "TradeNotInstructed",
    "TradeNotMatched",
    "TradeNotApproved",
    "TradeAlreadyApproved",
    "TradeAlreadyHeld",
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

function settlementRefusals(ledger: Ledger, trade: Trade): string[] {
  const { draft } = trade;
  return [
    ...closedRefusals(ledger, trade),
    ...numberTaken(ledger, trade),
    ...given(ledger.now < draft.settleFrom, "TradeNotDue"),
    ...given(ledger.now >= draft.settleBy, "TradeExpired"),
    ...legs(trade).flatMap(({ movement, fromHold }) =>
      movementRefusals(ledger, movement, fromHold ? "hold" : "free"),
    ),
  ];
}

function earmarkRefusals(ledger: Ledger, trade: Trade, side: Side): string[] {
  const { seller, buyer, quantity, amount } = trade.draft;
  const token = side === 0 ? "bond" : "cash";
  const [account, units] = side === 0 ? [seller, quantity] : [buyer, amount];
  return [...numberTaken(ledger, trade), ...holdRefusals(ledger, token, account, units)];
}

const othersOfNumber = (ledger: Ledger, trade: Trade): Trade[] =>
  ledger.trades.filter((other) => other !== trade && numberOf(other.draft) === numberOf(trade.draft));

/** A number under which another trade holds a leg is that trade's. */
function numberTaken(ledger: Ledger, trade: Trade): string[] {
  return given(
    othersOfNumber(ledger, trade).some(({ held }) => held[0] || held[1]),
    "TradeNumberTaken",
  );
}

function legs({ draft, held }: Trade): { readonly movement: Movement; readonly fromHold: boolean }[] {
  const { seller, buyer, quantity, amount } = draft;
  return [
    { movement: { token: "bond", from: seller, to: buyer, amount: quantity }, fromHold: held[0] },
    { movement: { token: "cash", from: buyer, to: seller, amount }, fromHold: held[1] },
  ];
}

function unsound({ seller, buyer, quantity, amount, tradeDate, settleFrom, settleBy }: Draft): string[] {
  return [
    ...given(seller === buyer, "TradeSameParty"),
    ...given(quantity === 0n || amount === 0n, "TradeEmptyLeg"),
    ...given(tradeDate > settleFrom || settleFrom >= settleBy, "TradeInvalidDates"),
  ];
}

function unauthorised(ledger: Ledger, draft: Draft, side: Side, by: Name): string[] {
  const party = partyOf(draft, side);
  return given(by !== party && !isOperator(ledger, party, by, TRADE), "TradeNotAuthorised");
}

/** Whether a signature of `signer` in the name of `party` binds it: its own, or its operator's mandate. */
const binds = (ledger: Ledger, party: Name, signer: Name): boolean =>
  signer === party || isOperator(ledger, party, signer, TRADE);

/** The open trades of a pair share 64 lines. */
function isLineOccupied(ledger: Ledger, trade: Trade): boolean {
  const { draft } = trade;
  if (draft.venue !== undefined) return false;
  return ledger.trades.some(
    (other) =>
      other !== trade &&
      other.draft.venue === undefined &&
      other.draft.seller === draft.seller &&
      other.draft.buyer === draft.buyer &&
      other.draft.sequence % LINES === draft.sequence % LINES &&
      isRecorded(other) &&
      !isClosed(ledger, other),
  );
}

function end(trade: Trade, ending: Ending): void {
  trade.ending = ending;
}

function tradeAt(ledger: Ledger, index: number): Trade {
  const trade = ledger.trades[index];
  if (trade === undefined) throw new Error(`there is no trade ${index}`);
  return trade;
}

const given = (condition: boolean, reason: string): string[] => (condition ? [reason] : []);
