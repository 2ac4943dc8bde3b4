import { HDNodeWallet, id } from "ethers";

import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { NO_CAP_E8 } from "../../../sdk/bonds/scheduleTypes.ts";
import type { OnChainSchedule } from "../../../sdk/bonds/scheduleTypes.ts";
import { scheduleHash } from "../../../sdk/bonds/scheduleHash.ts";
import { admit } from "../../../sdk/client/actions/admit.ts";
import { adoptSchedule } from "../../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../../sdk/client/actions/createBond.ts";
import { createCurrency } from "../../../sdk/client/actions/createCurrency.ts";
import { issueBond } from "../../../sdk/client/actions/issueBond.ts";
import { mintCash } from "../../../sdk/client/actions/mintCash.ts";
import type { Call } from "../../../sdk/client/Call.ts";
import { send } from "../../../sdk/client/send.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import { classMask } from "../../../sdk/participants/classes.ts";
import type { Trade } from "../../../sdk/trade/Trade.ts";
import type { BenchHouse } from "./deployHouse.ts";
import type { LocalSigner } from "./LocalSigner.ts";

export const ISIN = "JP3633400001";
export const CURRENCY = "JPY";
const DAY = 86_400n;
export const CLASSES = ["qualifiedInstitutionalInvestor"] as const;
export const COMMITMENT = "0x" + "5a".repeat(22);

/** What everybody has, enough for all rounds. */
const BONDS_EACH = 1_000_000n;
export const CASH_EACH = 10n ** 18n;

/** Who sells to whom: places in the crowd by the place of the trade. */
export type Pairing = (index: number, crowd: number) => readonly [seller: number, buyer: number];

/** A bond, its money, and a crowd that has much of both, in a house of its own. */
export class Market {
  readonly kessai: Kessai;
  readonly venue: LocalSigner;
  /** They sign and never send. */
  readonly crowd: readonly HDNodeWallet[];
  readonly #byAccount: ReadonlyMap<string, HDNodeWallet>;
  readonly #settlementBank: string;
  readonly #now: bigint;
  #sequence = 0n;

  private constructor(house: BenchHouse, crowd: readonly HDNodeWallet[], now: bigint) {
    this.kessai = house.kessai;
    this.venue = house.venue;
    this.crowd = crowd;
    this.#byAccount = new Map(crowd.map((member) => [member.address, member]));
    this.#settlementBank = house.settlementBank.address;
    this.#now = now;
  }

  /** Creates bond and money, and admits `people` participants. */
  static async open(house: BenchHouse, people: number): Promise<Market> {
    const { kessai, registrar, settlementBank, issuerAgent, issuer } = house;
    const now = await kessai.now();
    const farAway = now + 10_000n * DAY;
    const root = HDNodeWallet.fromSeed(id("kessai bench"));
    const crowd = Array.from({ length: people }, (_, index) => root.deriveChild(index));

    const admitted = [settlementBank, issuer, ...crowd].map(({ address: account }) =>
      admit(kessai, { account, classes: CLASSES, kycExpiry: farAway, commitment: COMMITMENT }),
    );
    await sendAll(admitted, registrar);
    await send(createCurrency(kessai, { currency: CURRENCY, name: "Digital yen" }), {
      signer: settlementBank,
    });
    await send(
      appointOperator(kessai, { operator: issuerAgent.address, scopes: ["issue"], expiry: farAway }),
      {
        signer: issuer,
      },
    );
    const schedule = scheduleFrom(settlementBank.address);
    const terms = termsFrom(now, issuer.address, BONDS_EACH * BigInt(people), schedule);
    await send(createBond(kessai, terms), { signer: issuerAgent });
    await send(adoptSchedule(kessai, { isin: ISIN, schedule }), { signer: issuerAgent });
    await send(await issueBond(kessai, ISIN), { signer: issuerAgent });

    const bond = await kessai.bond(ISIN);
    const to = await bond.getAddress();
    const bonds = crowd.map(({ address }) => ({
      to,
      data: bond.interface.encodeFunctionData("transfer", [address, BONDS_EACH]),
      what: `give bonds to ${address}`,
    }));
    await sendAll(bonds, issuer);
    const money = { currency: CURRENCY, settlementBank: settlementBank.address, amount: CASH_EACH };
    const deposits = await Promise.all(
      crowd.map(async ({ address: account }) =>
        mintCash(kessai, { ...money, account, reference: `deposit of ${account}` }),
      ),
    );
    await sendAll(deposits, settlementBank);
    return new Market(house, crowd, now);
  }

  /** New trades, with the venue's next numbers. */
  trades(count: number, pairing: Pairing): readonly Trade[] {
    return Array.from({ length: count }, (_, index) => {
      const [seller, buyer] = pairing(index, this.crowd.length);
      const sequence = this.#sequence;
      this.#sequence += 1n;
      return {
        isin: ISIN,
        currency: CURRENCY,
        settlementBank: this.#settlementBank,
        seller: this.member(seller).address,
        buyer: this.member(buyer).address,
        quantity: 1n + (sequence % 3n),
        amount: 100_123_456n * (1n + (sequence % 3n)) + sequence,
        tradeDate: this.#now,
        settleFrom: this.#now,
        settleBy: this.#now + 30n * DAY,
        venue: this.venue.address,
        sequence,
        commonReference: `KSI-${sequence.toString().padStart(8, "0")}`,
        minimumPart: 0n,
      };
    });
  }

  /** Somebody of the crowd, by place or by account. */
  member(who: number | string): HDNodeWallet {
    const found = typeof who === "number" ? this.crowd[who] : this.#byAccount.get(who);
    if (found === undefined) throw new TypeError(`${who} is not in the crowd`);
    return found;
  }
}

/** Sends many transactions of one sender, one behind the other, and waits for all of them. */
async function sendAll(calls: readonly Call[], signer: LocalSigner): Promise<void> {
  await Promise.all(calls.map(async (call) => send(call, { signer })));
}

/** A bond that pays no coupon: trades are what is measured. */
function scheduleFrom(settlementBank: string): OnChainSchedule {
  return {
    settlementBank,
    taxAccount: settlementBank,
    instrumentClass: 0n,
    rateKind: 0n,
    rateE8: 0n,
    marginE8: 0n,
    floorE8: 0n,
    capE8: NO_CAP_E8,
    redemptionPerUnit: 100_000_000n,
    taxableRedemptionE6: 0n,
    gracePeriod: 0n,
    tradesInDefault: false,
    payments: [],
    steps: [],
    options: [],
  };
}

function termsFrom(
  now: bigint,
  issuer: string,
  units: bigint,
  schedule: OnChainSchedule,
): Parameters<typeof createBond>[1] {
  return {
    isin: encodeAscii(ISIN, 12),
    name: "Bench bond",
    issuer,
    currency: encodeAscii(CURRENCY, 3),
    denomination: 100_000_000n,
    units,
    requiredClasses: classMask(CLASSES),
    issueDate: now,
    maturityDate: now + 365n * DAY,
    closedFrom: now + 360n * DAY,
    recordCutoffs: [now + 180n * DAY, now + 350n * DAY],
    termsHash: id("bench"),
    scheduleHash: scheduleHash(schedule),
  };
}
