import { expect } from "chai";
import { encodeBytes32String, id, Wallet, ZeroAddress, ZeroHash } from "ethers";

import type { OfferingTerms } from "../../../sdk/offering/OfferingTerms.ts";
import { actingAs } from "../../support/actions.ts";
import { stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  BOOK_FROM,
  BOOK_UNTIL,
  CLOSE_BY,
  FACE,
  FAIL_FROM,
  firmAt,
  offer,
  OFFERED_BYTES,
  PAYMENT,
  PRICING,
  TAPPED_BYTES,
  tappedBond,
  tapTerms,
  useMarket,
} from "../../support/offerings.ts";
import { DAY, DELAYS, EVIDENCE, FAR, SCOPES, START } from "../../support/world.ts";

type Changes = Partial<OfferingTerms>;

const DATES = {
  bookFrom: BigInt(BOOK_FROM),
  bookUntil: BigInt(BOOK_UNTIL),
  pricingFrom: BigInt(PRICING),
  paymentFrom: BigInt(PAYMENT),
  failFrom: BigInt(FAIL_FROM),
  closeBy: BigInt(CLOSE_BY),
} as const;
/** The first second after the first record date of the bond that is offered, and of the one that is tapped. */
const CUTOFF = BigInt(PAYMENT + 180 * DAY);
const CUTOFF_OF_TAPPED = BigInt(START + 180 * DAY);
const CLOSED_FROM_OF_TAPPED = BigInt(START + 360 * DAY);
const ONE_DAY = BigInt(DAY);

/** A firm that has no part in the market. */
const strangerAt = (index: number): string => new Wallet(id(`stranger ${index}`)).address;

/** A syndicate of so many members that share 100 units. */
const syndicateOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    firm: strangerAt(index),
    commitment: index === 0 ? BigInt(101 - count) : 1n,
  }));

/** What is wrong, the terms that have it, and the field that the contract names. */
const INVALID: readonly (readonly [string, Changes, string])[] = [
  ["no unit is offered", { units: 0n, minimumUnits: 0n }, "units"],
  ["one unit of the issue is left out", { units: 99n }, "units"],
  ["one unit more than the issue is offered", { units: 101n }, "units"],
  ["there is no minimum", { minimumUnits: 0n }, "minimumUnits"],
  ["the minimum is more than what is offered", { minimumUnits: 101n }, "minimumUnits"],
  ["the floor is zero", { priceFloor: 0n, feePerUnit: 0n }, "priceFloor"],
  ["the cap is below the floor", { priceFloor: FACE, priceCap: FACE - 1n }, "priceCap"],
  ["the fee is more than the floor", { priceFloor: 7n, feePerUnit: 8n }, "feePerUnit"],
  ["the face is zero", { facePerUnit: 0n }, "facePerUnit"],
  ["the face is more than the denomination", { facePerUnit: FACE + 1n }, "facePerUnit"],
  ["a first issue has accrued interest", { accruedPerYenE13: 1n }, "accruedPerYenE13"],
  ["the book closes when it opens", { bookFrom: DATES.bookUntil }, "bookUntil"],
  ["the book closed long ago", { bookFrom: 1n, bookUntil: 2n }, "bookUntil"],
  ["it is priced before the book closes", { pricingFrom: DATES.bookUntil - 1n }, "pricingFrom"],
  ["it is paid for when it is priced", { pricingFrom: DATES.paymentFrom }, "paymentFrom"],
  ["it is paid for a second before the issue date", { paymentFrom: DATES.paymentFrom - 1n }, "paymentFrom"],
  ["it is paid for a second after the issue date", { paymentFrom: DATES.paymentFrom + 1n }, "paymentFrom"],
  ["investors fail before the payment date", { failFrom: DATES.paymentFrom - 1n }, "failFrom"],
  ["the cut-off is when investors fail", { closeBy: DATES.failFrom }, "closeBy"],
  ["a record date ends a second before the cut-off", { closeBy: CUTOFF + 1n }, "closeBy"],
  ["the cut-off is after the register closes", { closeBy: CUTOFF * 2n }, "closeBy"],
  ["the lock-up ends at the cut-off", { lockUpUntil: DATES.closeBy }, "lockUpUntil"],
  ["the lock-up ended long ago", { lockUpUntil: 1n }, "lockUpUntil"],
  ["the issuer's lock-up ends at the cut-off", { issuerLockUpUntil: DATES.closeBy }, "issuerLockUpUntil"],
  ["there is no rule", { ruleHash: ZeroHash }, "ruleHash"],
  ["units lapse of a firm commitment", { ifPaymentFails: "unitsLapse" }, "ifPaymentFails"],
  ["units lapse of a standby", { method: "standby", ifPaymentFails: "unitsLapse" }, "ifPaymentFails"],
  ["there is no syndicate", { syndicate: [] }, "syndicate"],
  ["the syndicate has 17 members", { syndicate: syndicateOf(17) }, "syndicate"],
  [
    "commitments are one unit short",
    { syndicate: [{ firm: strangerAt(0), commitment: 99n }] },
    "commitments",
  ],
  [
    "commitments are one unit too many",
    { syndicate: [{ firm: strangerAt(0), commitment: 101n }] },
    "commitments",
  ],
  [
    "commitments would come to the units but for their size",
    { syndicate: [0, 1, 2].map((each) => ({ firm: strangerAt(each), commitment: 2n ** 112n - 1n })) },
    "commitments",
  ],
];

/** Terms that are just right. */
const VALID: readonly (readonly [string, Changes])[] = [
  ["all units are its minimum", { minimumUnits: 100n }],
  ["its price is fixed", { priceFloor: FACE, priceCap: FACE }],
  ["there is no fee", { feePerUnit: 0n }],
  ["the fee is all of the floor", { feePerUnit: 99_000_000n }],
  ["the face of a unit is one yen", { facePerUnit: 1n }],
  ["its book is open already", { bookFrom: 0n }],
  ["it is priced when the book closes", { pricingFrom: DATES.bookUntil }],
  ["it is paid for a second after it is priced", { pricingFrom: DATES.paymentFrom - 1n }],
  ["investors fail from the payment date on", { failFrom: DATES.paymentFrom }],
  ["it is closed within a second", { closeBy: DATES.failFrom + 1n }],
  ["a record date ends with its cut-off", { closeBy: CUTOFF }],
  ["lock-ups end a second after the cut-off", { lockUpUntil: DATES.closeBy + 1n }],
  ["the issuer's lock-up ends a second after the cut-off", { issuerLockUpUntil: DATES.closeBy + 1n }],
  ["units lapse of a best effort", { method: "bestEfforts", ifPaymentFails: "unitsLapse" }],
  ["firms take what fails of a best effort", { method: "bestEfforts", ifPaymentFails: "firmTakes" }],
  ["nothing closes when one fails", { ifPaymentFails: "nothingCloses" }],
  ["its syndicate is one firm", { syndicate: syndicateOf(1) }],
  ["its syndicate is 16 firms", { syndicate: syndicateOf(16) }],
];

describe("Offering.offer: terms", () => {
  const current = useMarket();

  /** Opens a tap of the world's bond. */
  const tap = (m: Market, changes: Changes) => offer(m, tapTerms(m, changes));
  const expectInvalid = async (sent: Promise<unknown>, field: string, isin = OFFERED_BYTES) => {
    await expect(sent)
      .to.be.revertedWithCustomError(current().offering, "OfferingInvalidTerms")
      .withArgs(isin, encodeBytes32String(field));
  };

  for (const [what, changes, field] of INVALID) {
    it(`given a planned bond, when ${what}, then reverts with OfferingInvalidTerms of ${field}`, async () => {
      const m = current();
      await expectInvalid(offer(m, changes), field);
      expect(await m.offering.stageOf(OFFERED_BYTES)).to.equal(stageNumber("none"));
    });
  }

  for (const [what, changes] of VALID) {
    it(`given a planned bond, when ${what}, then it is offered`, async () => {
      const m = current();
      await offer(m, changes);
      expect(await m.offering.stageOf(OFFERED_BYTES)).to.equal(stageNumber("open"));
    });
  }

  it("given a book, when its last second has come, then it is offered; a second later reverts with OfferingInvalidTerms", async () => {
    const m = current();
    const snapshot = await m.networkHelpers.takeSnapshot();
    await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL - 1);
    await offer(m);
    expect(await m.offering.stageOf(OFFERED_BYTES)).to.equal(stageNumber("open"));
    await snapshot.restore();
    await m.networkHelpers.time.setNextBlockTimestamp(BOOK_UNTIL);
    await expectInvalid(offer(m), "bookUntil");
  });

  describe("given an outstanding bond of 1,000 units", () => {
    const nearTheEnd = {
      paymentFrom: CLOSED_FROM_OF_TAPPED - 3n * ONE_DAY,
      failFrom: CLOSED_FROM_OF_TAPPED - 2n * ONE_DAY,
    };
    const valid: readonly (readonly [string, Changes])[] = [
      ["more units are offered than the issue had", { units: 10n ** 9n }],
      ["there is no accrued interest", { accruedPerYenE13: 0n }],
      ["its accrued interest is just below all of the face", { accruedPerYenE13: 10n ** 13n - 1n }],
      ["it is paid for on a day of its own", { paymentFrom: DATES.paymentFrom - 1n }],
      ["its face has been repaid in part", { facePerUnit: 40_000_000n }],
      [
        "a record date ends when it is paid for",
        { paymentFrom: CUTOFF_OF_TAPPED, failFrom: CUTOFF_OF_TAPPED, closeBy: CUTOFF_OF_TAPPED + ONE_DAY },
      ],
      ["a record date ends with its cut-off", { closeBy: CUTOFF_OF_TAPPED }],
      ["its cut-off is when the register closes", { ...nearTheEnd, closeBy: CLOSED_FROM_OF_TAPPED }],
    ];
    for (const [what, changes] of valid) {
      it(`when ${what}, then it is offered`, async () => {
        const m = current();
        const units = changes.units ?? 100n;
        const syndicate = [{ firm: firmAt(m, 0).address, commitment: units }];
        await tap(m, { ...changes, syndicate });
        expect(await m.offering.stageOf(TAPPED_BYTES)).to.equal(stageNumber("open"));
      });
    }

    const invalid: readonly (readonly [string, Changes, string])[] = [
      ["no unit is offered", { units: 0n, minimumUnits: 0n }, "units"],
      ["the face is more than the denomination", { facePerUnit: FACE + 1n }, "facePerUnit"],
      ["its accrued interest is all of the face", { accruedPerYenE13: 10n ** 13n }, "accruedPerYenE13"],
      [
        "a record date ends a second after it is paid for",
        { paymentFrom: CUTOFF_OF_TAPPED - 1n, failFrom: CUTOFF_OF_TAPPED, closeBy: CUTOFF_OF_TAPPED + 1n },
        "closeBy",
      ],
      ["a record date ends a second before its cut-off", { closeBy: CUTOFF_OF_TAPPED + 1n }, "closeBy"],
      [
        "its cut-off is a second after the register closes",
        { ...nearTheEnd, closeBy: CLOSED_FROM_OF_TAPPED + 1n },
        "closeBy",
      ],
    ];
    for (const [what, changes, field] of invalid) {
      it(`when ${what}, then reverts with OfferingInvalidTerms of ${field}`, async () => {
        await expectInvalid(tap(current(), changes), field, TAPPED_BYTES);
      });
    }

    it("when a record date was added between payment and cut-off, then reverts with OfferingInvalidTerms of closeBy", async () => {
      const m = current();
      const tapped = await tappedBond(m);
      await tapped.connect(await actingAs(m, m.redemptionAgent)).addRecordDate(PAYMENT + DAY);
      await expectInvalid(tap(m, {}), "closeBy", TAPPED_BYTES);
    });
  });

  describe("given a syndicate with a member that cannot be one", () => {
    const cases: readonly (readonly [string, (m: Market) => string])[] = [
      ["the zero account", () => ZeroAddress],
      ["the issuer", (m) => m.issuer.address],
      ["named twice", (m) => firmAt(m, 0).address],
    ];
    it("when it is the successor of the issuer's lost key, then reverts with OfferingInvalidMember", async () => {
      const m = current();
      await m.registry.proposeReplacement(m.issuer, m.outsider, EVIDENCE);
      await m.networkHelpers.time.increase(DELAYS.replacementDelay);
      await m.registry.completeReplacement(m.issuer);
      await m.registry.connect(m.outsider).appointOperator(m.issuerAgent, SCOPES.issue, FAR);
      for (const firm of [m.outsider.address, m.issuer.address]) {
        await expect(offer(m, { syndicate: [{ firm, commitment: 100n }] }))
          .to.be.revertedWithCustomError(m.offering, "OfferingInvalidMember")
          .withArgs(OFFERED_BYTES, firm);
      }
    });

    for (const [who, of] of cases) {
      it(`when it is ${who}, then reverts with OfferingInvalidMember`, async () => {
        const m = current();
        const firm = of(m);
        const syndicate = [firmAt(m, 0).address, firmAt(m, 1).address, firm].map((each, index) => ({
          firm: each,
          commitment: index === 0 ? 50n : 25n,
        }));
        await expect(offer(m, { syndicate }))
          .to.be.revertedWithCustomError(m.offering, "OfferingInvalidMember")
          .withArgs(OFFERED_BYTES, firm);
      });
    }
  });
});
