import { INSTRUMENT_CLASSES, OPTION_KINDS } from "../../bonds/kinds.ts";
import { RATE_KINDS } from "../../bonds/scheduleTypes.ts";
import { encodeAscii } from "../../encoding/asciiBytes.ts";
import type { Kessai } from "../Kessai.ts";
import { indexOfNumber, numberOfIndex } from "../numbering.ts";
import { bondInfo } from "./bondInfo.ts";
import { STANDINGS, STEP_DECISIONS } from "./scheduledTypes.ts";
import type { BondLife, BondSchedule, ScheduledPayment } from "./scheduledTypes.ts";
import { inGroups } from "./inGroups.ts";

/** Questions put at once. */
const AT_ONCE = 50;

/** The schedule of a bond with what is fixed and decided by now, or `undefined` when none is stored. */
export async function bondSchedule(kessai: Kessai, isin: string): Promise<BondSchedule | undefined> {
  const { schedules, redemptionAgent } = kessai;
  const id = encodeAscii(isin, 12);
  if (!(await schedules.isAdopted(id))) return undefined;
  const [stored, header, info, standing] = await Promise.all([
    schedules.scheduleOf(id),
    schedules.headerOf(id),
    bondInfo(kessai, isin),
    redemptionAgent.lifeOf(id),
  ]);
  const rateKind = RATE_KINDS[Number(stored.rateKind)] ?? "fixed";
  const life: BondLife = {
    standing: STANDINGS[Number(standing.standing)] ?? "performing",
    defaultedAt: standing.defaultedAt === 0n ? undefined : standing.defaultedAt,
    acceleratedAt: standing.acceleratedAt === 0n ? undefined : standing.acceleratedAt,
  };
  const regular = Number(header.regularPayments);
  const payments = await inGroups([...stored.payments.entries()], AT_ONCE, async ([index, given]) => {
    const number = numberOfIndex(index);
    const [due, fixing] = await Promise.all([
      schedules.dueOf(id, indexOfNumber(number)),
      rateKind === "floating" ? schedules.fixingOf(id, indexOfNumber(number)) : undefined,
    ]);
    const isRecovery = index >= regular;
    return {
      number,
      isRecovery,
      isVoid: !isRecovery && life.acceleratedAt !== undefined && given.payFrom > life.acceleratedAt,
      recordCutoff: given.recordCutoff,
      payFrom: given.payFrom,
      accrueFrom: given.accrueFrom,
      accrueTo: given.accrueTo,
      fraction: { numerator: given.fractionNumerator, denominator: given.fractionDenominator },
      facePerUnit: due.facePerUnit,
      rateE8: due.rateE8,
      isRateFinal: due.isRateFinal,
      indexE8: fixing?.isFixed === true ? fixing.indexE8 : undefined,
      interestPerYenE13: due.interestPerYenE13,
      principalPerUnit: due.principalPerUnit,
    } satisfies ScheduledPayment;
  });
  const steps = await Promise.all(
    stored.steps.map(async ({ decideBy, firstPayment, stepE8 }, index) => ({
      number: numberOfIndex(index),
      decideBy,
      firstPayment: numberOfIndex(firstPayment),
      stepE8,
      decision: STEP_DECISIONS[Number(await schedules.stepDecision(id, index))] ?? "open",
    })),
  );
  return {
    isin,
    bond: header.bond,
    currency: {
      code: info?.currency ?? "",
      address: header.currency,
      settlementBank: stored.settlementBank,
    },
    issuer: header.issuer,
    taxAccount: header.taxAccount,
    instrumentClass: INSTRUMENT_CLASSES[Number(header.instrumentClass)] ?? "publicBond",
    rateKind,
    rateE8: stored.rateE8,
    marginE8: stored.marginE8,
    floorE8: stored.floorE8,
    capE8: stored.capE8,
    denomination: header.denomination,
    redemptionPerUnit: header.redemptionPerUnit,
    taxableRedemptionE6: header.taxableRedemptionE6,
    maturityDate: header.maturityDate,
    gracePeriod: header.gracePeriod,
    tradesInDefault: header.tradesInDefault,
    payments,
    steps,
    options: stored.options.map(({ kind, noticeBy, date, pricePerUnit }, index) => ({
      number: numberOfIndex(index),
      kind: OPTION_KINDS[Number(kind)] ?? "call",
      noticeBy,
      date,
      pricePerUnit,
    })),
    life,
  };
}
