import { allotmentAmount } from "./allotmentAmount.ts";
import type {
  ClosingProceeds,
  FailedAllotment,
  FirmProceedsOptions,
  MemberProceeds,
} from "./ClosingProceeds.ts";
import { InvalidAllocationError } from "./errors/InvalidAllocationError.ts";
import { shareOut } from "./shareOut.ts";

/**
 * What each member of the syndicate pays the issuer at closing, and for what; the twin of IOffering.close. The first member is
 * the lead manager, which sells the pot.
 *
 * What the book leaves over is shared out among a firm commitment or a standby by how far each member falls short of its
 * commitment, units of the pot being credited to all by their commitments; a best effort takes nothing. A failed allotment
 * is taken off its firm, which keeps the units itself or lets them lapse. The fee is for the units that a member sells itself or
 * takes; that of the pot is shared by commitments.
 *
 * @throws InvalidAllocationError when the figures contradict each other or the terms
 */
export function firmProceeds(options: FirmProceedsOptions): ClosingProceeds {
  const { terms, pricePerUnit, firms, failures = [] } = options;
  refuseContradictions(options);
  const leftOver = leftOverParts(options);
  const potUnits = options.potUnits - unitsOf(failures.filter(({ isFromPot }) => isFromPot));
  const commitments = firms.map(({ commitment }) => commitment);
  const potFees = shareOut(terms.feePerUnit * potUnits, commitments);
  const members = firms.map(({ soldUnits, soldAmount }, index): MemberProceeds => {
    const failed = failures.filter(({ firm }) => firm === index);
    const sold = soldUnits - unitsOf(failed);
    const taken = terms.ifPaymentFails === "firmTakes" ? unitsOf(failed) : 0n;
    const retained = (leftOver[index] ?? 0n) + taken;
    const soldFor = soldAmount - sum(failed.map(({ amount }) => amount));
    const amount = soldFor + allotmentAmount({ terms, units: retained, pricePerUnit });
    const own = index === 0 ? sold - potUnits : sold;
    const fee = terms.feePerUnit * (own + retained) + (potFees[index] ?? 0n);
    return { units: sold + retained, retained, amount, fee, net: amount - fee };
  });
  const issuedUnits = sum(members.map(({ units }) => units));
  return {
    members,
    issuedUnits,
    cancelledUnits: terms.units - issuedUnits,
    proceeds: sum(members.map(({ amount }) => amount)),
    fees: sum(members.map(({ fee }) => fee)),
    isMinimumReached: issuedUnits >= terms.minimumUnits,
  };
}

/** Units that each member takes because nobody was allotted them; failures come later and change nothing here. */
function leftOverParts({ terms, firms, potUnits }: FirmProceedsOptions): readonly bigint[] {
  const leftOver = terms.units - sum(firms.map(({ soldUnits }) => soldUnits));
  if (terms.method === "bestEfforts") return firms.map(() => 0n);
  const credits = shareOut(
    potUnits,
    firms.map(({ commitment }) => commitment),
  );
  const shortfalls = firms.map(({ commitment, soldUnits }, index) => {
    const own = index === 0 ? soldUnits - potUnits : soldUnits;
    const shortfall = commitment - own - (credits[index] ?? 0n);
    return shortfall > 0n ? shortfall : 0n;
  });
  return shareOut(leftOver, shortfalls);
}

function refuseContradictions({ terms, firms, potUnits, failures = [] }: FirmProceedsOptions): void {
  const refuse = (isWrong: boolean, reason: string): void => {
    if (isWrong) throw new InvalidAllocationError(reason);
  };
  const committed = sum(firms.map(({ commitment }) => commitment));
  const sold = sum(firms.map(({ soldUnits }) => soldUnits));
  const { units, ifPaymentFails } = terms;
  refuse(committed !== units, `the commitments come to ${committed} units, and ${units} are offered`);
  refuse(sold > units, `${sold} units are allotted, and ${units} are offered`);
  const ofLead = firms[0]?.soldUnits ?? 0n;
  refuse(potUnits > ofLead, `the pot has ${potUnits} units, and the lead manager sells ${ofLead} altogether`);
  refuse(
    failures.length > 0 && ifPaymentFails === "nothingCloses",
    "no allotment may fail, since otherwise nothing closes",
  );
  const fromPot = failures.filter(({ isFromPot }) => isFromPot);
  refuse(
    fromPot.some(({ firm }) => firm !== 0),
    "only the lead manager sells from the pot",
  );
  refuse(unitsOf(fromPot) > potUnits, `more than the ${potUnits} units of the pot fail`);
  firms.forEach(({ soldUnits, soldAmount }, index) => {
    const failed = failures.filter(({ firm }) => firm === index);
    const own = failed.filter(({ isFromPot }) => !isFromPot);
    const isTooMuch = unitsOf(own) > (index === 0 ? soldUnits - potUnits : soldUnits);
    const isTooDear = sum(failed.map(({ amount }) => amount)) > soldAmount;
    refuse(isTooMuch || isTooDear, `more fails than member ${index} sold`);
  });
  refuse(
    failures.some(({ firm }) => firms[firm] === undefined),
    "an allotment fails whose firm is not a member",
  );
}

function unitsOf(failures: readonly FailedAllotment[]): bigint {
  return sum(failures.map(({ units }) => units));
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}
