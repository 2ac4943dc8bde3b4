import { expect } from "chai";
import { concat, dataLength, dataSlice, encodeBytes32String, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import hre from "hardhat";

import { ROLE_IDS as ROLES } from "../../../sdk/participants/roles.ts";
import { BondToken__factory } from "../../../typechain-types/index.ts";
import type { IBondToken } from "../../../typechain-types/index.ts";
import { changeSettlement, deploySettlement, OTHER_ISIN, schedule } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, COMMITMENT, DAY, DELAYS, EVIDENCE, FAR, ISIN, SCOPES, START } from "../../support/world.ts";

type Terms = IBondToken.TermsStruct;

describe("BondFactory.createBond", () => {
  const current = useWorld((w) =>
    Promise.resolve({
      termsWith: (changes: Partial<Terms> = {}): Terms => ({ ...w.terms, isin: OTHER_ISIN, ...changes }),
    }),
  );

  describe("given an issuer's appointment and right terms", () => {
    it("when created then emits BondCreated with the terms, at the address foretold", async () => {
      const { bondFactory, issuer, issuerAgent, terms, termsWith } = current();
      const foretold = await bondFactory.bondOf(OTHER_ISIN);
      expect(await bondFactory.exists(OTHER_ISIN)).to.equal(false);
      await expect(bondFactory.createBond(termsWith()))
        .to.emit(bondFactory, "BondCreated")
        .withArgs(OTHER_ISIN, foretold, issuer.address, issuerAgent.address, [
          OTHER_ISIN,
          terms.name,
          issuer.address,
          terms.currency,
          100_000_000n,
          1_000n,
          1n,
          BigInt(START),
          BigInt(START + 365 * DAY),
          BigInt(START + 360 * DAY),
          [BigInt(START + 180 * DAY), BigInt(START + 350 * DAY)],
          EVIDENCE,
          terms.scheduleHash,
        ]);
      expect(await bondFactory.exists(OTHER_ISIN)).to.equal(true);
    });

    it("when created then says the address, and the bond is planned there", async () => {
      const { bondFactory, issuerAgent, termsWith } = current();
      const foretold = await bondFactory.bondOf(OTHER_ISIN);
      expect(await bondFactory.createBond.staticCall(termsWith())).to.equal(foretold);
      await bondFactory.createBond(termsWith());
      const bond = BondToken__factory.connect(foretold, issuerAgent);
      expect(await bond.lifeCycle()).to.equal(0n);
      expect((await bond.terms()).isin).to.equal(OTHER_ISIN);
    });

    it("when created then its settlement is the factory's, on record from the first event", async () => {
      const { bondFactory, escrow, issuerAgent, termsWith } = current();
      const bond = BondToken__factory.connect(await bondFactory.bondOf(OTHER_ISIN), issuerAgent);
      await expect(bondFactory.createBond(termsWith()))
        .to.emit(bond, "SettlementChanged")
        .withArgs(ZeroAddress, await escrow.getAddress());
    });

    it("when the factory's settlement was changed before then the bond starts with the new one", async () => {
      const w = current();
      const next = await (await deploySettlement(w)).getAddress();
      await schedule(w, w.admin, w.bondFactory.setSettlement.populateTransaction(next), DELAYS.adminDelay);
      await w.bondFactory.connect(w.admin).setSettlement(next);
      await w.bondFactory.createBond(w.termsWith());
      const bond = BondToken__factory.connect(await w.bondFactory.bondOf(OTHER_ISIN), w.issuerAgent);
      expect(await bond.settlement()).to.equal(next);
      expect(await w.bond.settlement()).to.equal(await w.escrow.getAddress());
    });

    it("when classes are none, dates touch and there is no record date then is created", async () => {
      const { bondFactory, termsWith } = current();
      await bondFactory.createBond(
        termsWith({
          requiredClasses: 0,
          issueDate: START,
          closedFrom: START + 1,
          maturityDate: START + 1,
          recordCutoffs: [],
        }),
      );
      expect(await bondFactory.exists(OTHER_ISIN)).to.equal(true);
    });

    it("when the last record date ends at maturity and the first a second after issue then is created", async () => {
      const { bondFactory, termsWith } = current();
      await bondFactory.createBond(termsWith({ recordCutoffs: [START + 1, START + 365 * DAY] }));
      expect(await bondFactory.exists(OTHER_ISIN)).to.equal(true);
    });
  });

  describe("given terms that are encoded in an unusual way", () => {
    it("when bytes follow them then the bond has the terms that were checked", async () => {
      const { bondFactory, issuerAgent, termsWith } = current();
      const { to, data } = await bondFactory.createBond.populateTransaction(termsWith());
      await issuerAgent.sendTransaction({ to, data: concat([data, "0x" + "ff".repeat(100)]) });
      const bond = BondToken__factory.connect(await bondFactory.bondOf(OTHER_ISIN), issuerAgent);
      expect((await bond.terms()).units).to.equal(1_000n);
      expect((await bond.terms()).recordCutoffs).to.deep.equal(termsWith().recordCutoffs.map(BigInt));
    });

    it("when a decoy stands where they usually are then the bond has the terms that were checked", async () => {
      const { bondFactory, issuerAgent, termsWith } = current();
      const encode = async (terms: Terms) =>
        dataSlice((await bondFactory.createBond.populateTransaction(terms)).data, 4 + 32);
      const decoy = await encode(termsWith({ units: 999_999n, name: "Decoy" }));
      const offset = toBeHex(32 + dataLength(decoy), 32);
      const { selector } = bondFactory.interface.getFunction("createBond");
      await issuerAgent.sendTransaction({
        to: await bondFactory.getAddress(),
        data: concat([selector, offset, decoy, await encode(termsWith({ units: 7n, name: "Checked" }))]),
      });
      const bond = BondToken__factory.connect(await bondFactory.bondOf(OTHER_ISIN), issuerAgent);
      expect((await bond.terms()).units).to.equal(7n);
      expect(await bond.name()).to.equal("Checked");
    });
  });

  describe("given a chain whose transactions may be as large as one likes", () => {
    /** A house of nothing but a factory: 65,535 record dates do not fit into a transaction elsewhere (EIP-7825). */
    const createWith = async (count: number) => {
      const { ethers } = await hre.network.create({
        override: { hardfork: "cancun", blockGasLimit: 10_000_000_000n },
      });
      const [deployer, issuerAgent] = await ethers.getSigners();
      if (deployer === undefined || issuerAgent === undefined) throw new Error("no test accounts");
      const manager = await ethers.deployContract("DutyManager", [deployer.address, 0, 0]);
      const registry = await ethers.deployContract("ParticipantRegistry", [await manager.getAddress(), 0]);
      const factory = await ethers.deployContract("BondFactory", [
        await manager.getAddress(),
        await registry.getAddress(),
      ]);
      await manager.grantRole(ROLES.issuerAgent, issuerAgent, 0);
      // The array of record dates comes last: its length, then as many words of zeros
      const { to, data } = await factory.createBond.populateTransaction(
        current().termsWith({ recordCutoffs: [] }),
      );
      const many = concat([dataSlice(data, 0, dataLength(data) - 32), toBeHex(count, 32)]);
      const call = { from: issuerAgent.address, to, data: many + "00".repeat(32 * count) };
      return { factory, call: ethers.provider.send("eth_call", [call]) as Promise<unknown> };
    };

    it("when there are 65,535 record dates then reverts with BondFactoryInvalidTerms", async () => {
      const { factory, call } = await createWith(65_535);
      await expect(call)
        .to.be.revertedWithCustomError(factory, "BondFactoryInvalidTerms")
        .withArgs(OTHER_ISIN, encodeBytes32String("recordCutoffs"));
    });

    it("when there are 65,534 then each is looked at", async () => {
      const { factory, call } = await createWith(65_534);
      await expect(call)
        .to.be.revertedWithCustomError(factory, "BondFactoryInvalidRecordCutoff")
        .withArgs(OTHER_ISIN, 0, 0);
    });
  });

  describe("given an ISIN that is not right", () => {
    const wrong = [
      ["has a wrong check digit", ascii("US0378331004", 12)],
      ["has two neighbouring digits swapped", ascii("US0373831005", 12)],
      ["is in lower case", ascii("us0378331005", 12)],
      ["is too short", ascii("US037833100", 12)],
      ["is missing", "0x" + "00".repeat(12)],
    ] as const;
    for (const [fault, isin] of wrong) {
      it(`when it ${fault} then reverts with BondFactoryInvalidIsin`, async () => {
        const { bondFactory, termsWith } = current();
        await expect(bondFactory.createBond(termsWith({ isin })))
          .to.be.revertedWithCustomError(bondFactory, "BondFactoryInvalidIsin")
          .withArgs(isin);
      });
    }

    it("when it exists then reverts with BondFactoryDuplicateIsin", async () => {
      const { bondFactory, bond, termsWith } = current();
      await expect(bondFactory.createBond(termsWith({ isin: ISIN, name: "Another name" })))
        .to.be.revertedWithCustomError(bondFactory, "BondFactoryDuplicateIsin")
        .withArgs(ISIN, await bond.getAddress());
    });
  });

  describe("given terms with a wrong field", () => {
    const wrong: readonly (readonly [string, string, Partial<Terms>])[] = [
      ["the name is missing", "name", { name: "" }],
      ["the currency is missing", "currency", { currency: "0x000000" }],
      ["the currency is in lower case", "currency", { currency: ascii("jpy", 3) }],
      ["the currency has a digit", "currency", { currency: ascii("JP1", 3) }],
      ["the currency has two letters", "currency", { currency: ascii("JP", 3) }],
      ["the denomination is zero", "denomination", { denomination: 0n }],
      ["there are no units", "units", { units: 0n }],
      ["the term sheet's hash is missing", "termsHash", { termsHash: ZeroHash }],
      ["the schedule's hash is missing", "scheduleHash", { scheduleHash: ZeroHash }],
      ["it closes on the issue date", "closedFrom", { closedFrom: START }],
      ["it closes before the issue date", "closedFrom", { closedFrom: START - 1 }],
      ["it closes after maturity", "closedFrom", { closedFrom: START + 365 * DAY + 1 }],
      ["it matures before it is issued", "closedFrom", { maturityDate: START - 1, recordCutoffs: [] }],
    ];
    for (const [fault, field, changes] of wrong) {
      it(`when ${fault} then reverts with BondFactoryInvalidTerms`, async () => {
        const { bondFactory, termsWith } = current();
        await expect(bondFactory.createBond(termsWith(changes)))
          .to.be.revertedWithCustomError(bondFactory, "BondFactoryInvalidTerms")
          .withArgs(OTHER_ISIN, encodeBytes32String(field));
      });
    }
  });

  describe("given record dates that are not in order", () => {
    const wrong: readonly (readonly [string, number, number[]])[] = [
      ["the first is on the issue date", 0, [START]],
      ["the first is before the issue date", 0, [START - 1, START + DAY]],
      ["two are the same", 1, [START + DAY, START + DAY]],
      ["they fall", 2, [START + DAY, START + 3 * DAY, START + 2 * DAY]],
      ["the last is after maturity", 1, [START + DAY, START + 365 * DAY + 1]],
    ];
    for (const [fault, index, recordCutoffs] of wrong) {
      it(`when ${fault} then reverts with BondFactoryInvalidRecordCutoff`, async () => {
        const { bondFactory, termsWith } = current();
        await expect(bondFactory.createBond(termsWith({ recordCutoffs })))
          .to.be.revertedWithCustomError(bondFactory, "BondFactoryInvalidRecordCutoff")
          .withArgs(OTHER_ISIN, index, recordCutoffs[index]);
      });
    }
  });

  describe("given no appointment by the issuer named", () => {
    it("when it is another participant then reverts with BondFactoryNotAppointed", async () => {
      const { bondFactory, issuerAgent, seller, termsWith } = current();
      await expect(bondFactory.createBond(termsWith({ issuer: seller.address })))
        .to.be.revertedWithCustomError(bondFactory, "BondFactoryNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, seller.address);
    });

    it("when it is the zero account then reverts with BondFactoryNotAppointed", async () => {
      const { bondFactory, issuerAgent, termsWith } = current();
      await expect(bondFactory.createBond(termsWith({ issuer: ZeroAddress })))
        .to.be.revertedWithCustomError(bondFactory, "BondFactoryNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, ZeroAddress);
    });

    it("when the appointment is in other scopes then reverts with BondFactoryNotAppointed", async () => {
      const { bondFactory, registry, issuer, issuerAgent, termsWith } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.trade | SCOPES.cancel, FAR);
      await expect(bondFactory.createBond(termsWith()))
        .to.be.revertedWithCustomError(bondFactory, "BondFactoryNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });

    it("when the appointment has ended to the second then reverts with BondFactoryNotAppointed", async () => {
      const { bondFactory, registry, issuer, issuerAgent, networkHelpers, termsWith } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.issue, START + DAY);
      await networkHelpers.time.setNextBlockTimestamp(START + DAY);
      await expect(bondFactory.createBond(termsWith()))
        .to.be.revertedWithCustomError(bondFactory, "BondFactoryNotAppointed")
        .withArgs(OTHER_ISIN, issuerAgent.address, issuer.address);
    });
  });

  describe("given an issuer who is not eligible", () => {
    it("when it was never admitted then reverts with ParticipantNotAdmitted", async () => {
      const { bondFactory, registry, outsider, issuerAgent, termsWith } = current();
      await registry.connect(outsider).appointOperator(issuerAgent, SCOPES.issue, FAR);
      await expect(bondFactory.createBond(termsWith({ issuer: outsider.address })))
        .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
        .withArgs(outsider.address);
    });

    it("when it is suspended then reverts with ParticipantIsSuspended", async () => {
      const { bondFactory, registry, compliance, issuer, termsWith } = current();
      await registry.connect(compliance).suspend(issuer, EVIDENCE);
      await expect(bondFactory.createBond(termsWith()))
        .to.be.revertedWithCustomError(registry, "ParticipantIsSuspended")
        .withArgs(issuer.address);
    });

    it("when it has none of the bond's classes then is created: they bind its holders", async () => {
      const { bondFactory, registry, issuer, termsWith } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await bondFactory.createBond(termsWith());
      expect(await bondFactory.exists(OTHER_ISIN)).to.equal(true);
    });
  });

  describe("given a factory without a settlement contract", () => {
    it("when a bond is created then reverts with RegulatedTokenInvalidSettlement", async () => {
      const { ethers, manager, registry, issuerAgent, bond, termsWith } = current();
      const fresh = await ethers.deployContract("BondFactory", [
        await manager.getAddress(),
        await registry.getAddress(),
      ]);
      await expect(fresh.connect(issuerAgent).createBond(termsWith()))
        .to.be.revertedWithCustomError(bond, "RegulatedTokenInvalidSettlement")
        .withArgs(ZeroAddress);
    });
  });

  it("given a bond created through the access manager, when the issuer appointed no manager then reverts with BondFactoryNotAppointed", async () => {
    const { bondFactory, manager, issuer, issuerAgent, termsWith } = current();
    const { to, data } = await bondFactory.createBond.populateTransaction(termsWith());
    await expect(manager.connect(issuerAgent).execute(to, data))
      .to.be.revertedWithCustomError(bondFactory, "BondFactoryNotAppointed")
      .withArgs(OTHER_ISIN, await manager.getAddress(), issuer.address);
  });

  it("given a bond, when its settlement changes then the factory's stays", async () => {
    const w = current();
    const next = await (await deploySettlement(w)).getAddress();
    await changeSettlement(w, w.bond, next);
    expect(await w.bondFactory.settlement()).to.equal(await w.escrow.getAddress());
  });
});
