import { bondTax } from "../../sdk/bonds/bondTax.ts";
import { couponSchedule } from "../../sdk/bonds/couponSchedule.ts";
import { onChainSchedule } from "../../sdk/bonds/onChainSchedule.ts";
import { onChainTerms } from "../../sdk/bonds/onChainTerms.ts";
import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";
import { formatMoment } from "../../sdk/calendar/formatMoment.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { secondsAtTimeOfDay } from "../../sdk/calendar/secondsAtTimeOfDay.ts";
import { admit } from "../../sdk/client/actions/admit.ts";
import { adoptSchedule } from "../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../sdk/client/actions/createBond.ts";
import { createCurrency } from "../../sdk/client/actions/createCurrency.ts";
import { issueBond } from "../../sdk/client/actions/issueBond.ts";
import { mintCash } from "../../sdk/client/actions/mintCash.ts";
import type { Call } from "../../sdk/client/Call.ts";
import { send } from "../../sdk/client/send.ts";
import type { Sent } from "../../sdk/client/send.ts";
import { HOUSE_CONTRACTS } from "../../sdk/deployments/Deployment.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { identityCommitment } from "../../sdk/participants/identityCommitment.ts";
import { PAYING_CONTRACT_EXPIRY, payingContracts } from "../../sdk/participants/payingContracts.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import type { Narrator } from "./Narrator.ts";
import { openHouse, rolesOf, settlementBankOf, storySalt } from "./openHouse.ts";
import type { OpenHouse } from "./openHouse.ts";
import { positionRows } from "./positionRows.ts";

/** Everything that the chapters of a case work on. */
export interface Case {
  readonly scenario: Scenario;
  readonly schedule: CouponSchedule;
  readonly house: OpenHouse;
  readonly narrator: Narrator;
  /** Account of the bank whose money is used. */
  readonly settlementBank: string;
  /** Sends a call in a party's name. */
  readonly act: (party: string, call: Call) => Promise<Sent>;
  readonly step: (text: string) => Promise<void>;
  readonly showPositions: () => Promise<void>;
}

/** Seconds from the start of a day to nine in the morning, when business begins. */
const OPENING = 32_400n;

/** When a case begins, and who takes part in it beside its parties. */
export interface Beginning {
  readonly day: CalendarDate;
  /** Dealers of its secondary market. */
  readonly others: readonly Party[];
}

/** Opens the house of a scenario, deployed, ready for its first chapter, at nine in the morning of a day. */
export async function beginCase(
  scenario: Scenario,
  narrator: Narrator,
  { day, others }: Beginning,
): Promise<Case> {
  const { terms, parties } = scenario;
  narrator.title(terms.name, [
    ["銘柄", shortName(terms.nameJa)],
    ["ISIN", terms.isin],
    [
      "amount",
      `${formatAmount(terms.totalAmount)} ${terms.currency}, denomination ${formatAmount(terms.denomination)}`,
    ],
    ["coupon", `${terms.couponRatePercent} %, ${terms.couponsPerYear} a year, Tokyo business days`],
    ["dates", `priced ${terms.pricingDate}, paid ${terms.issueDate}, due ${terms.maturityDate}`],
  ]);
  const start = secondsAtTimeOfDay({ date: day, time: "09:00", centre: terms.businessCentre });
  const house = await openHouse(scenario, { start, others });
  const { kessai, signerOf, nameOf } = house;
  const settlementBank = house.accountOf(settlementBankOf(parties).id);
  return {
    scenario,
    schedule: couponSchedule(terms),
    house,
    narrator,
    settlementBank,
    act: (party, call) => send(call, { signer: signerOf(party), names: nameOf }),
    step: async (text) => {
      narrator.step(text, formatMoment(await kessai.now()));
    },
    showPositions: async () => {
      narrator.table("positions", await positionRows({ scenario, house, settlementBank }));
    },
  };
}

/**
 * Deployment, participants, cash and the bond: all that must stand before anything is traded.
 *
 * @param isOffered whether the bond is brought to market by an offering, whose closing issues it
 */
export async function prepare(told: Case, isOffered: boolean): Promise<void> {
  const { scenario, house, narrator, act, step, showPositions, schedule } = told;
  const { terms, parties, cash } = scenario;
  const { kessai, accountOf } = house;

  await step("The house is deployed");
  const left = await rolesOf(kessai, house.deployer);
  narrator.say(
    `${Object.keys(HOUSE_CONTRACTS).length} contracts; every duty in a hand of its own; the deployer keeps ${left.length === 0 ? "no role at all" : left.join(", ")}.`,
  );

  await step("The registrar admits the parties");
  for (const party of parties) {
    const kycExpiry = secondsAtStartOfDay(party.kycExpiry, terms.businessCentre);
    const commitment = identityCommitment(storySalt(party.id), party);
    await act(
      terms.registrar,
      admit(kessai, { account: accountOf(party.id), classes: party.classes, kycExpiry, commitment }),
    );
    narrator.say(`${party.id}: ${party.legalName} (${party.roles.join(", ")})`);
  }

  for (const { account, commitment } of payingContracts(kessai.deployment)) {
    const kycExpiry = PAYING_CONTRACT_EXPIRY;
    await act(terms.registrar, admit(kessai, { account, classes: [], kycExpiry, commitment }));
  }
  narrator.say("and the two contracts through which coupons and redemptions are paid.");

  await step("The settlement bank issues digital yen against deposits");
  const bank = settlementBankOf(parties).id;
  const currency = { currency: cash.currency, settlementBank: accountOf(bank) };
  await act(bank, createCurrency(kessai, { currency: cash.currency, name: "Digital yen" }));
  for (const { reference, party, amount } of cash.deposits) {
    await act(bank, await mintCash(kessai, { ...currency, account: accountOf(party), amount, reference }));
  }
  narrator.say(`${cash.deposits.length} deposits, each credited once under its reference.`);

  await step(
    `The issuer appoints the fiscal agent, who creates ${isOffered ? "the bond" : "and issues the bond"}`,
  );
  const expiry = secondsAtStartOfDay(terms.maturityDate, terms.businessCentre);
  await act(
    terms.issuer,
    appointOperator(kessai, { operator: accountOf(terms.fiscalAgent), scopes: ["issue"], expiry }),
  );
  const accounts = {
    issuer: accountOf(terms.issuer),
    settlementBank: told.settlementBank,
    taxAccount: accountOf(bondTax(terms).account),
  };
  const onChain = onChainTerms({ termSheet: terms, schedule, ...accounts });
  await act(terms.fiscalAgent, createBond(kessai, onChain));
  const payable = onChainSchedule({ termSheet: terms, schedule, ...accounts });
  await act(terms.fiscalAgent, adoptSchedule(kessai, { isin: terms.isin, schedule: payable }));
  if (!isOffered) await act(terms.fiscalAgent, await issueBond(kessai, terms.isin));
  const bond = await kessai.bond(terms.isin);
  narrator.say(
    `Bond ${await bond.getAddress()}, an address that follows from the ISIN; terms ${onChain.termsHash.slice(0, 18)}...`,
  );
  narrator.say(
    isOffered
      ? `Planned: ${onChain.units} units of ${formatAmount(terms.denomination)} ${terms.currency}. None of them exists before it is paid for.`
      : `${onChain.units} units of ${formatAmount(terms.denomination)} ${terms.currency} in the issuer's account.`,
  );
  await showPositions();
}

export function plural(units: bigint): string {
  return units === 1n ? "1 unit" : `${units} units`;
}

/** A Japanese name up to its first remark in brackets: the whole is wider than a terminal. */
function shortName(name: string): string {
  return name.replace(/[(（].*$/, "");
}

/** Lets the chain's clock run to nine in the morning of a day, given by its start. */
export async function waitForDate({ house, narrator }: Case, startOfDay: bigint): Promise<void> {
  const opening = startOfDay + OPENING;
  if ((await house.kessai.now()) >= opening) return;
  await house.waitUntil(opening);
  narrator.say(`... the clock of the chain moves on to ${formatMoment(opening)} ...`);
}
