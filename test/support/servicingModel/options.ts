import { faceBefore, paymentAt } from "./amounts.ts";
import { balanceOf, bondAt, least, redemptionOf, supplyOf } from "./ledger.ts";
import { missingFor } from "./redemptions.ts";
import type { Bond, Draw, Ledger, OptionCommand, OptionKind, Redemption } from "./types.ts";

/** Why a command is refused; when for several reasons, the contract may name any. */
export function optionRefusals(ledger: Ledger, command: OptionCommand): string[] {
  const bond = bondAt(ledger, command.bond);
  if (!("option" in command)) return drawRefusals(ledger, bond, command);
  const option = bond.options[command.option];
  if (option === undefined) return ["ScheduleUnknownOption"];
  const { isAnnounced } = redemptionOf(bond, command.option + 1);
  const reasons = ledger.now >= option.noticeBy ? ["OptionNoticeTooLate"] : [];
  const isKind = (...kinds: OptionKind[]): string[] =>
    kinds.includes(option.kind) ? [] : ["OptionWrongKind"];
  switch (command.type) {
    case "announceCall": {
      const byLot = option.kind === "callByLot";
      const isRight = byLot
        ? command.units > 0n && command.units < supplyOf(bond) && command.seed !== undefined
        : command.units === 0n && command.seed === undefined;
      return [
        ...reasons,
        ...isKind("call", "callByLot"),
        ...(isAnnounced ? ["OptionAlreadyExercised"] : []),
        ...(isRight ? [] : ["OptionInvalidUnits"]),
      ];
    }
    case "announceRepayment": {
      reasons.push(...isKind("callProRata"), ...(isAnnounced ? ["OptionAlreadyExercised"] : []));
      if (command.principalPerUnit === 0n) reasons.push("OptionInvalidUnits");
      const payment = paymentAt(bond.payments, command.payment);
      const isRegular = command.payment < bond.draft.payments.length;
      if (payment.payFrom !== option.date || !isRegular) reasons.push("OptionNotPaymentDate");
      if (ledger.now >= payment.recordCutoff) reasons.push("ScheduleTooLate");
      if (command.principalPerUnit >= faceBefore(bond, bond.payments.length))
        reasons.push("ScheduleFaceExceeded");
      return reasons;
    }
    case "exercisePut": {
      const hasUnits = command.units <= balanceOf(bond, command.account);
      return [...reasons, ...isKind("put"), ...(hasUnits ? [] : ["OptionInvalidUnits"])];
    }
  }
}

type DrawCommand = Exclude<OptionCommand, { option: number }>;

function drawRefusals(ledger: Ledger, bond: Bond, command: DrawCommand): string[] {
  const { draw } = redemptionOf(bond, command.redemption);
  if (draw === undefined) return ["DrawNotOpen"];
  if (command.type === "openDraw") {
    const date = bond.options[command.redemption - 1]?.date ?? 0;
    const isLate = ledger.now >= date + bond.draft.gracePeriod;
    return [
      ...(draw.isOpen || draw.isCompleted ? ["DrawAlreadyOpen"] : []),
      ...(command.seed === draw.seed || isLate ? [] : ["DrawWrongSeed"]),
      ...(ledger.now < date ? ["RedemptionTooEarly"] : []),
      ...(missingFor(ledger, bond, command.redemption) === 0n ? [] : ["RedemptionUnderfunded"]),
    ];
  }
  if (command.type === "endDraw") return draw.isOpen && draw.isCompleted ? [] : ["DrawNotOpen"];
  if (!draw.isOpen || draw.isCompleted) return ["DrawNotOpen"];
  if (command.type !== "draw") return [];
  const places = [draw.last, ...command.holders].map((name) =>
    name === undefined ? -1 : ledger.inOrder.indexOf(name),
  );
  const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1));
  const counted = command.holders.reduce((units, name) => units + balanceOf(bond, name), draw.counted);
  return [...(isOrdered ? [] : ["DrawUnordered"]), ...(counted > draw.supply ? ["DrawExceeded"] : [])];
}

/**
 * Carries out a command that is not refused.
 *
 * @param start of the draw that was opened, which nobody can foretell
 * @returns what is logged, in order
 */
export function applyToOptions(ledger: Ledger, command: OptionCommand, start: bigint | undefined): string[] {
  const bond = bondAt(ledger, command.bond);
  const record = redemptionOf(bond, "option" in command ? command.option + 1 : command.redemption);
  switch (command.type) {
    case "announceCall":
      record.isAnnounced = true;
      record.askedUnits = command.units;
      if (command.seed !== undefined) record.draw = { ...UNOPENED, seed: command.seed };
      return [];
    case "announceRepayment":
      record.isAnnounced = true;
      repayProRata(bond, command.payment, command.principalPerUnit);
      return [];
    case "exercisePut":
      record.isAnnounced = true;
      record.askedUnits += command.units - (record.asked.get(command.account) ?? 0n);
      record.asked.set(command.account, command.units);
      return [];
    case "openDraw":
      if (start === undefined) throw new Error("a draw that was opened has a start");
      drawOf(record).isOpen = true;
      beginCount(bond, record, start);
      return [];
    case "draw":
      return command.holders.flatMap((name) => drawOne(bond, record, name)).concat(end(record));
    case "restartDraw":
      record.asked.clear();
      Object.assign(drawOf(record), { counted: 0n, last: undefined });
      beginCount(bond, record, drawOf(record).start);
      return [];
    case "endDraw":
      drawOf(record).isOpen = false;
      return [];
  }
}

const UNOPENED = { isOpen: false, isCompleted: false, start: 0n, supply: 0n, counted: 0n, last: undefined };

function drawOf({ draw }: Redemption): Draw {
  if (draw === undefined) throw new Error("refused commands are not applied");
  return draw;
}

/** Counts all units that there are, from a start among them; not more are drawn than there are. */
function beginCount(bond: Bond, record: Redemption, start: bigint): void {
  const supply = supplyOf(bond);
  Object.assign(drawOf(record), { supply, start: supply === 0n ? 0n : start % supply });
  record.askedUnits = least(record.askedUnits, supply);
}

/** Of the holder's units those are drawn at which the running share of called ones passes a whole number. */
function drawOne(bond: Bond, record: Redemption, name: string): string[] {
  const draw = drawOf(record);
  let drawn = 0n;
  for (let unit = 0n; unit < balanceOf(bond, name); ++unit) {
    const before = (draw.counted * record.askedUnits + draw.start) / draw.supply;
    draw.counted += 1n;
    drawn += (draw.counted * record.askedUnits + draw.start) / draw.supply - before;
  }
  draw.last = name;
  if (drawn === 0n) return [];
  record.asked.set(name, drawn);
  return [`drawn ${name} ${drawn}`];
}

function end(record: Redemption): string[] {
  const draw = drawOf(record);
  if (draw.counted !== draw.supply) return [];
  draw.isCompleted = true;
  return [`drawn in all ${record.askedUnits}`];
}

/** Face is repaid with a payment; what units are redeemed for from then on is for the face that is left. */
function repayProRata(bond: Bond, index: number, repaid: bigint): void {
  const payment = paymentAt(bond.payments, index);
  const all = bond.payments.length;
  const scaled = (price: bigint, left: bigint): bigint => (price * (left - repaid)) / left;
  bond.redemptionPerUnit = scaled(bond.redemptionPerUnit, faceBefore(bond, all));
  for (const option of bond.options) {
    if (option.date < payment.payFrom) continue;
    const due = bond.payments.filter(({ payFrom }) => payFrom <= option.date).length;
    option.pricePerUnit = scaled(option.pricePerUnit, faceBefore(bond, due));
  }
  payment.principalPerUnit += repaid;
}
