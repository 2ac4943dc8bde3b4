import { expect } from "chai";
import { AbiCoder, id, keccak256 } from "ethers";

import { approveMoney } from "../../../../sdk/client/actions/approveMoney.ts";
import { announceCall } from "../../../../sdk/client/actions/announceCall.ts";
import { decideStep } from "../../../../sdk/client/actions/decideStep.ts";
import { drawHolders } from "../../../../sdk/client/actions/drawHolders.ts";
import { exercisePut } from "../../../../sdk/client/actions/exercisePut.ts";
import { fixRate } from "../../../../sdk/client/actions/fixRate.ts";
import { fundRedemption } from "../../../../sdk/client/actions/fundRedemption.ts";
import { openDraw } from "../../../../sdk/client/actions/openDraw.ts";
import { redeemHolders } from "../../../../sdk/client/actions/redeemHolders.ts";
import { bondSchedule } from "../../../../sdk/client/readers/bondSchedule.ts";
import { drawStatus } from "../../../../sdk/client/readers/drawStatus.ts";
import { holdersAt } from "../../../../sdk/client/readers/holdersAt.ts";
import { redemptionProofs } from "../../../../sdk/client/readers/redemptionProofs.ts";
import { redemptionStatus } from "../../../../sdk/client/readers/redemptionStatus.ts";
import { send } from "../../../../sdk/client/send.ts";
import { BondToken__factory } from "../../../../typechain-types/index.ts";
import { scheduleOf, termsWith } from "../../../support/schedules.ts";
import { ascii, DAY, START } from "../../../support/world.ts";
import { house } from "../house.ts";

const ISIN = "JP9JPXGDTB18";
const EVIDENCE = id("evidence");
const SEED = id("seed");

/** A floating bond of 1,000 units with a step, a call by lot on day 100 and a put on day 200, and two holders. */
async function floatingBond() {
  const all = await house();
  const { issuer, issuerAgent, seller, buyer, settlementBank, third, bondFactory, schedules, kessai, cash } =
    all;
  const cents = { settlementBank: settlementBank.address, taxAccount: third.address };
  const denomination = all.terms.denomination;
  const recordCutoffs = [START + 180 * DAY, START + 350 * DAY];
  const schedule = scheduleOf({ denomination: BigInt(denomination), recordCutoffs }, cents, {
    rateKind: 1n,
    rateE8: 0n,
    marginE8: 200_000n,
    steps: [{ decideBy: START + 150 * DAY, firstPayment: 1n, stepE8: 250_000n }],
    options: [
      { kind: 1n, noticeBy: START + 80 * DAY, date: START + 100 * DAY, pricePerUnit: denomination },
      { kind: 3n, noticeBy: START + 195 * DAY, date: START + 200 * DAY, pricePerUnit: denomination },
    ],
  });
  await bondFactory.createBond(termsWith({ ...all.terms, isin: ascii(ISIN, 12) }, schedule));
  await schedules.adopt(ascii(ISIN, 12), schedule);
  const bond = BondToken__factory.connect(await kessai.bondAddress(ISIN), issuerAgent);
  await bond.issue();
  await bond.connect(issuer).transfer(seller, 600n);
  await bond.connect(issuer).transfer(buyer, 400n);
  return { ...all, bond, cash };
}

describe("Kessai: the servicing of a floating bond with options", () => {
  it("reads back what is fixed and decided, counted from 1", async () => {
    const { kessai, issuerAgent: signer } = await floatingBond();
    await send(fixRate(kessai, { isin: ISIN, payment: 1, indexE8: 512_000n, source: EVIDENCE }), { signer });
    await send(decideStep(kessai, { isin: ISIN, step: 1, applies: true, evidence: EVIDENCE }), { signer });
    const read = await bondSchedule(kessai, ISIN);
    expect(
      read?.payments.map(({ number, rateE8, indexE8, isRateFinal }) => [
        number,
        rateE8,
        indexE8,
        isRateFinal,
      ]),
    ).to.deep.equal([
      [1, 712_000n, 512_000n, true],
      [2, 962_000n, undefined, false],
    ]);
    expect(read?.steps).to.deep.include({
      number: 1,
      decideBy: BigInt(START + 150 * DAY),
      firstPayment: 2,
      stepE8: 250_000n,
      decision: "applies",
    });
    expect(read?.options.map(({ number, kind }) => [number, kind])).to.deep.equal([
      [1, "callByLot"],
      [2, "put"],
    ]);
  });

  it("says what is wrong in people's numbers", async () => {
    const { kessai, issuerAgent: signer } = await floatingBond();
    const refused = await send(fixRate(kessai, { isin: ISIN, payment: 3, indexE8: 1n, source: EVIDENCE }), {
      signer,
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.have.property("message", `The bond ${ISIN} has no payment number 3; it has 2.`);
  });

  it("calls by lot, draws, redeems and proves; then redeems a put", async () => {
    const { kessai, issuerAgent: signer, buyer, seller, cash, networkHelpers, bond } = await floatingBond();
    const denomination = 100_000_000n;
    const seedHash = keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [SEED]));
    await send(announceCall(kessai, { isin: ISIN, option: 1, lot: { units: 250n, seedHash } }), { signer });
    await send(exercisePut(kessai, { isin: ISIN, option: 2, account: seller.address, units: 10n }), {
      signer: seller,
    });
    await networkHelpers.time.increaseTo(START + 100 * DAY);
    const fund = async (redemption: number): Promise<void> => {
      const { missing: amount } = await redemptionStatus(kessai, { isin: ISIN, redemption });
      await send(await approveMoney(kessai, { isin: ISIN, spender: "redemptionAgent", amount }), {
        signer: buyer,
      });
      await send(fundRedemption(kessai, { isin: ISIN, redemption, amount }), { signer: buyer });
    };
    expect(await redemptionStatus(kessai, { isin: ISIN, redemption: 1 })).to.deep.include({
      isOpen: true,
      units: 250n,
      missing: 250n * denomination,
    });
    await fund(1);
    await send(openDraw(kessai, { isin: ISIN, option: 1, seed: SEED }), { signer });
    const holders = await holdersAt(kessai, { isin: ISIN });
    expect(holders.map(({ units }) => units).toSorted()).to.deep.equal([400n, 600n]);
    const accounts = holders.map(({ account }) => account);
    for (const account of accounts)
      await send(drawHolders(kessai, { isin: ISIN, option: 1, holders: [account] }), { signer });
    const draw = await drawStatus(kessai, { isin: ISIN, option: 1 });
    expect(draw).to.deep.include({ isOpen: true, isCompleted: true, units: 250n, seedHash });
    expect([...draw.drawn.values()].reduce((sum, units) => sum + units, 0n)).to.equal(250n);
    await send(redeemHolders(kessai, { isin: ISIN, redemption: 1, holders: accounts }), { signer });
    const schedule = await bondSchedule(kessai, ISIN);
    if (schedule === undefined) throw new Error("no schedule");
    const proofs = await redemptionProofs(kessai, { schedule, redemption: 1 });
    expect(proofs).to.deep.include({ units: 250n, amount: 250n * denomination, kept: 0n, faults: [] });

    await networkHelpers.time.increaseTo(START + 200 * DAY);
    await fund(2);
    await send(redeemHolders(kessai, { isin: ISIN, redemption: 2, holders: [seller.address] }), { signer });
    expect((await redemptionProofs(kessai, { schedule, redemption: 2 })).faults).to.deep.equal([]);
    expect(await bond.totalSupply()).to.equal(740n);
    const atRecordDate = await holdersAt(kessai, {
      isin: ISIN,
      recordCutoff: BigInt(START + 180 * DAY),
      page: 1,
    });
    expect(atRecordDate.reduce((sum, { units }) => sum + units, 0n)).to.equal(750n);
    expect(await cash.balanceOf(seller)).to.be.above(0n);
  });
});
