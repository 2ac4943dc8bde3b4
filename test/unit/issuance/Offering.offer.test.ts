import { expect } from "chai";

import { openOffering } from "../../../sdk/client/actions/openOffering.ts";
import { decodeLogs } from "../../../sdk/events/decodeLogs.ts";
import {
  actingAs,
  changeSettlement,
  deploySettlement,
  planBond,
  replaceKey,
  schedule,
} from "../../support/actions.ts";
import { stageNumber } from "../../support/closings.ts";
import type { Market } from "../../support/offerings.ts";
import {
  BOOK_FROM,
  BOOK_UNTIL,
  CLOSE_BY,
  FACE,
  FAIL_FROM,
  FEE,
  firmAt,
  laterTerms,
  offer,
  OFFERED_BYTES,
  offeringTerms,
  PAYMENT,
  PRICING,
  send,
  TAPPED_BYTES,
  tappedBond,
  tapTerms,
  useMarket,
} from "../../support/offerings.ts";
import { fallIntoDefault, STANDING } from "../../support/redemptions.ts";
import { placeBond } from "../../support/servicing.ts";
import { must } from "../../support/must.ts";
import { ascii, DELAYS, EVIDENCE, FAR, JPY, SCOPES } from "../../support/world.ts";

const UNKNOWN = "JP9NRIDIG157";
/** IBondToken.LifeCycle */
const LIFE = { planned: 0n, outstanding: 1n, closed: 2n, matured: 3n, stopped: 4n } as const;

describe("Offering.offer", () => {
  const current = useMarket();

  const expectOpen = async ({ offering }: Market, number: bigint, isin = OFFERED_BYTES) => {
    expect([await offering.stageOf(isin), await offering.numberOf(isin)]).to.deep.equal([
      stageNumber("open"),
      number,
    ]);
  };
  describe("given a planned bond and right terms", () => {
    it("when its issuer's agent offers it then emits OfferingOpened with terms and syndicate", async () => {
      const m = current();
      const lockUps = { lockUpUntil: BigInt(CLOSE_BY + 5), issuerLockUpUntil: BigInt(CLOSE_BY + 9) };
      await expect(offer(m, { ...lockUps, placement: "smallNumber", method: "standby" }))
        .to.emit(m.offering, "OfferingOpened")
        .withArgs(
          OFFERED_BYTES,
          0n,
          m.issuer.address,
          false,
          m.issuerAgent.address,
          [
            OFFERED_BYTES,
            1n, // standby
            2n, // small number
            1n, // the firm takes what fails
            100n,
            1n,
            99_000_000n,
            101_000_000n,
            FEE,
            FACE,
            0n,
            BigInt(BOOK_FROM),
            BigInt(BOOK_UNTIL),
            BigInt(PRICING),
            BigInt(PAYMENT),
            BigInt(FAIL_FROM),
            BigInt(CLOSE_BY),
            BigInt(CLOSE_BY + 5),
            BigInt(CLOSE_BY + 9),
            m.settlementBank.address,
            EVIDENCE,
          ],
          [
            [firmAt(m, 0).address, 50n],
            [firmAt(m, 1).address, 30n],
            [firmAt(m, 2).address, 20n],
          ],
        );
    });

    it("when it is offered then it is open, the first of the bond, and nothing is issued", async () => {
      const m = current();
      await offer(m);
      await expectOpen(m, 0n);
      expect(await m.bond.totalSupply()).to.equal(0n);
    });
  });

  describe("given a caller who may not", () => {
    it("when it has not the role of issuer agent then reverts with AccessManagedUnauthorized, even the issuer", async () => {
      const m = current();
      await expect(send(m.issuer, openOffering(m.kessai, offeringTerms(m))))
        .to.be.revertedWithCustomError(m.offering, "AccessManagedUnauthorized")
        .withArgs(m.issuer.address);
    });

    const appointments = [
      ["was withdrawn", 0, 0],
      ["is in other scopes", SCOPES.trade | SCOPES.cancel, FAR],
    ] as const;
    for (const [what, scopes, expiry] of appointments) {
      it(`when its appointment ${what} then reverts with OfferingNotAppointed`, async () => {
        const m = current();
        await m.registry.connect(m.issuer).appointOperator(m.issuerAgent, scopes, expiry);
        await expect(offer(m))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
          .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.issuer.address);
      });
    }

    it("when its appointment has ended to the second then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const end = (await m.networkHelpers.time.latest()) + 100;
      await m.registry.connect(m.issuer).appointOperator(m.issuerAgent, SCOPES.issue, end);
      await m.networkHelpers.time.setNextBlockTimestamp(end);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.issuer.address);
    });

    it("when it is another issuer's agent then reverts with OfferingNotAppointed", async () => {
      const m = current();
      const { manager, admin, outsider } = m;
      await schedule(m, admin, manager.grantRole.populateTransaction(3n, outsider, 0), DELAYS.adminDelay);
      await manager.connect(admin).grantRole(3n, outsider, 0);
      await expect(send(outsider, openOffering(m.kessai, offeringTerms(m))))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, outsider.address, m.issuer.address);
    });

    it("when the issuer's key was replaced then its successor appoints", async () => {
      const m = current();
      await replaceKey({ ...m, bond: await tappedBond(m) }, m.issuer, m.outsider);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotAppointed")
        .withArgs(OFFERED_BYTES, m.issuerAgent.address, m.outsider.address);
      await m.registry.connect(m.outsider).appointOperator(m.issuerAgent, SCOPES.issue, FAR);
      await offer(m);
      await expectOpen(m, 0n);
    });
  });

  describe("given a bond that cannot be offered", () => {
    it("when it does not exist then reverts with OfferingUnknownBond", async () => {
      const m = current();
      await expect(offer(m, { isin: UNKNOWN }))
        .to.be.revertedWithCustomError(m.offering, "OfferingUnknownBond")
        .withArgs(ascii(UNKNOWN, 12));
    });

    it("when the settlement bank has no such currency then reverts with OfferingUnknownCurrency", async () => {
      const m = current();
      await expect(offer(m, { settlementBank: m.outsider.address }))
        .to.be.revertedWithCustomError(m.offering, "OfferingUnknownCurrency")
        .withArgs(OFFERED_BYTES, JPY, m.outsider.address);
    });

    it("when it was issued before its issue date then reverts with OfferingNotOfferable", async () => {
      const m = current();
      await m.bond.issue();
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
        .withArgs(OFFERED_BYTES, LIFE.planned);
    });

    it("when it was issued and all of it cancelled then reverts with OfferingNotOfferable: it is none of a first issue", async () => {
      const m = current();
      await m.bond.issue();
      await m.bond.connect(await actingAs(m, m.redemptionAgent)).redeem(m.issuer, 100n);
      expect(await m.bond.totalSupply()).to.equal(0n);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
        .withArgs(OFFERED_BYTES, LIFE.planned);
    });

    it("when another contract is its primary market then reverts with OfferingForeignBond", async () => {
      const m = current();
      const factory = m.bondFactory.connect(m.admin);
      const other = await m.offering.closingRoom();
      await schedule(m, m.admin, factory.setPrimaryMarket.populateTransaction(other), DELAYS.adminDelay);
      await factory.setPrimaryMarket(other);
      await planBond(m, { isin: ascii(UNKNOWN, 12) });
      await expect(offer(m, { isin: UNKNOWN }))
        .to.be.revertedWithCustomError(m.offering, "OfferingForeignBond")
        .withArgs(ascii(UNKNOWN, 12), other, await m.escrow.getAddress());
    });

    it("when it settles in another contract then reverts with OfferingForeignBond", async () => {
      const m = current();
      const other = await (await deploySettlement(m)).getAddress();
      await changeSettlement(m, m.bond, other);
      await expect(offer(m))
        .to.be.revertedWithCustomError(m.offering, "OfferingForeignBond")
        .withArgs(OFFERED_BYTES, await m.offering.getAddress(), other);
    });

    const standings: readonly (readonly [keyof typeof STANDING, (m: Market) => Promise<unknown>])[] = [
      ["inDefault", () => Promise.resolve()],
      ["accelerated", (m) => m.redemptionAgent.accelerate(ascii(UNKNOWN, 12), EVIDENCE)],
    ];
    for (const [standing, arrange] of standings) {
      it(`when it trades on and is ${standing} then reverts with OfferingNotPerforming`, async () => {
        const m = current();
        const bond = await placeBond(m, { tradesInDefault: true }, { isin: ascii(UNKNOWN, 12) });
        await fallIntoDefault(m, ascii(UNKNOWN, 12));
        await arrange(m);
        expect(await bond.lifeCycle()).to.equal(LIFE.outstanding);
        await expect(offer(m, { ...laterTerms(m), isin: UNKNOWN }))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotPerforming")
          .withArgs(ascii(UNKNOWN, 12), STANDING[standing]);
      });
    }

    const lives = {
      stopped: async (m: Market) =>
        (await tappedBond(m)).connect(await actingAs(m, m.redemptionAgent)).stopTransfers(true),
      closed: async (m: Market) =>
        (await tappedBond(m)).connect(await actingAs(m, m.redemptionAgent)).closeRegister(),
      matured: (m: Market) => m.networkHelpers.time.increaseTo(m.terms.maturityDate),
    };
    for (const life of ["stopped", "closed", "matured"] as const) {
      it(`when it is ${life} then reverts with OfferingNotOfferable`, async () => {
        const m = current();
        await lives[life](m);
        await expect(offer(m, tapTerms(m)))
          .to.be.revertedWithCustomError(m.offering, "OfferingNotOfferable")
          .withArgs(TAPPED_BYTES, LIFE[life]);
      });
    }
  });

  describe("given an outstanding bond", () => {
    it("when more of it is offered then emits OfferingOpened of a tap, and its terms have the interest accrued", async () => {
      const m = current();
      const sent = await offer(m, tapTerms(m, { units: 250n }));
      const [event] = decodeLogs(must((await sent.wait()) ?? undefined));
      expect([event?.name, event?.args["isTap"]]).to.deep.equal(["OfferingOpened", true]);
      const terms = await m.offering.termsOf(TAPPED_BYTES);
      expect([terms.units, terms.accruedPerYenE13]).to.deep.equal([250n, 39_817_530_000n]);
      await expectOpen(m, 0n, TAPPED_BYTES);
    });

    it("when it and another are offered then each has its own", async () => {
      const m = current();
      await offer(m, tapTerms(m));
      await offer(m);
      await expectOpen(m, 0n, TAPPED_BYTES);
      await expectOpen(m, 0n);
    });
  });
});
