import { expect } from "chai";

import { CLASS_BITS } from "../../../sdk/participants/classes.ts";
import { JAPANESE_TAX } from "../../../sdk/tax/japaneseTax.ts";
import { TAX_CLASSES } from "../../../sdk/tax/taxClasses.ts";
import { TaxTable__factory } from "../../../typechain-types/index.ts";
import { TAXED, taxNumber } from "../../support/servicing.ts";
import { useWorld } from "../../support/useWorld.ts";
import { QII, START } from "../../support/world.ts";

/** Midnight in Tokyo of the first days on which the law's lines hold. */
const IN_2016 = 1_451_574_000;
const IN_2038 = 2_145_884_400;

describe("TaxTable.ratesAt", () => {
  const current = useWorld();

  describe("given the table of the law (Income Tax Act 182, Reconstruction Act 28, Local Tax Act 71-6)", () => {
    const table = [
      { at: IN_2016, name: "at the first second of 2016", surtaxed: 15_315n },
      { at: START, name: "in 2022", surtaxed: 15_315n },
      { at: IN_2038 - 1, name: "in the last second of 2037", surtaxed: 15_315n },
      { at: IN_2038, name: "at the first second of 2038", surtaxed: 15_000n },
      { at: 2 ** 40 - 1, name: "for ever after", surtaxed: 15_000n },
    ];
    for (const { at, name, surtaxed } of table) {
      for (const instrumentClass of [0, 1, 2]) {
        it(`when instrument class ${instrumentClass} is asked ${name} then says corporation, individual, non-resident, exempt`, async () => {
          expect(await current().taxTable.ratesAt(instrumentClass, at)).to.deep.equal([
            [surtaxed, 0n],
            [surtaxed, 5_000n],
            [surtaxed, 0n],
            [0n, 0n],
          ]);
        });
      }
    }

    it("when asked for a moment before its first line then reverts with TaxRateMissing", async () => {
      const { taxTable } = current();
      await expect(taxTable.ratesAt(0, IN_2016 - 1))
        .to.be.revertedWithCustomError(taxTable, "TaxRateMissing")
        .withArgs(0, taxNumber("corporation"), IN_2016 - 1);
    });

    it("when asked for an instrument class that it has not then reverts with TaxRateMissing", async () => {
      const { taxTable } = current();
      await expect(taxTable.ratesAt(3, START))
        .to.be.revertedWithCustomError(taxTable, "TaxRateMissing")
        .withArgs(3, taxNumber("corporation"), START);
    });
  });

  describe("given 741,500 yen of interest, a half-year's coupon of NRI's 15th bonds", () => {
    // by the law: 741,500 x 15.315 % = 113,560.725; x 5 % = 37,075; from 2038 x 15 % = 111,225
    const cases = [
      { at: START, taxClass: "individual", national: 113_560n, local: 37_075n, sum: 150_635n },
      { at: START, taxClass: "corporation", national: 113_560n, local: 0n, sum: 113_560n },
      { at: START, taxClass: "nonResident", national: 113_560n, local: 0n, sum: 113_560n },
      { at: START, taxClass: "exempt", national: 0n, local: 0n, sum: 0n },
      { at: IN_2038, taxClass: "individual", national: 111_225n, local: 37_075n, sum: 148_300n },
      { at: IN_2038, taxClass: "corporation", national: 111_225n, local: 0n, sum: 111_225n },
    ] as const;
    for (const { at, taxClass, national, local, sum } of cases) {
      it(`when the holder is taxed as ${taxClass} at ${at} then ${national} and ${local} yen are withheld`, async () => {
        const rate = (await current().taxTable.ratesAt(0, at))[taxNumber(taxClass)];
        if (rate === undefined) throw new Error("four classes have rates");
        const tax = [(741_500n * rate.nationalE5) / 100_000n, (741_500n * rate.localE5) / 100_000n];
        expect(tax).to.deep.equal([national, local]);
        expect(national + local).to.equal(sum);
      });
    }
  });

  describe("given a table that is being deployed", () => {
    const deploy = async (entries: object[]) => {
      const { deployer, manager } = current();
      return await new TaxTable__factory(deployer).deploy(manager, entries as never);
    };
    const line = (from: bigint, nationalE5 = 1n) => ({
      instrumentClass: 0,
      taxClass: 0,
      from,
      nationalE5,
      localE5: 0n,
    });

    it("when it has the sdk's lines then emits TaxRateSet for each, in order", async () => {
      const { ethers, deployer, manager } = current();
      const table = await new TaxTable__factory(deployer).deploy(manager, [...JAPANESE_TAX]);
      const receipt = await ethers.provider.getTransactionReceipt(table.deploymentTransaction()?.hash ?? "");
      const set = (receipt?.logs ?? [])
        .map((log) => table.interface.parseLog(log))
        .filter((event) => event?.name === "TaxRateSet")
        .map((event) => [...(event?.args ?? [])] as unknown[]);
      expect(set).to.deep.equal(
        JAPANESE_TAX.map((each) => [
          BigInt(each.instrumentClass),
          BigInt(each.taxClass),
          each.from,
          each.nationalE5,
          each.localE5,
        ]),
      );
    });

    it("when a line does not begin after the one before then reverts with TaxRateNotLater", async () => {
      const { taxTable } = current();
      await expect(deploy([line(10n), line(10n)]))
        .to.be.revertedWithCustomError(taxTable, "TaxRateNotLater")
        .withArgs(0, 0, 10, 11);
    });

    it("when a line takes more than everything then reverts with TaxRateTooHigh", async () => {
      const { taxTable } = current();
      await expect(deploy([line(10n, 100_001n)]))
        .to.be.revertedWithCustomError(taxTable, "TaxRateTooHigh")
        .withArgs(0, 0, 100_001, 100_000);
    });

    it("when it has no line then nothing can be asked of it", async () => {
      const table = await deploy([]);
      await expect(table.ratesAt(0, START))
        .to.be.revertedWithCustomError(table, "TaxRateMissing")
        .withArgs(0, 0, START);
    });

    it("when one tax class alone has a line then reverts with TaxRateMissing for the next class", async () => {
      const table = await deploy([line(10n)]);
      await expect(table.ratesAt(0, START))
        .to.be.revertedWithCustomError(table, "TaxRateMissing")
        .withArgs(0, taxNumber("individual"), START);
    });
  });
});

describe("TaxTable.taxClassOf", () => {
  const current = useWorld();
  const { resident, individual, withholdingExempt } = CLASS_BITS;

  for (const taxClass of TAX_CLASSES) {
    it(`given a holder of the classes of ${taxClass}, when asked then says ${taxClass}`, async () => {
      expect(await current().taxTable.taxClassOf(TAXED[taxClass])).to.equal(taxNumber(taxClass));
    });
  }

  const corners = [
    { name: "no class", classes: 0n, expected: "nonResident" },
    { name: "a natural person abroad", classes: individual, expected: "nonResident" },
    { name: "an exempt holder abroad", classes: withholdingExempt, expected: "exempt" },
    { name: "an exempt individual", classes: withholdingExempt | individual | resident, expected: "exempt" },
    { name: "every class", classes: 2n ** 32n - 1n, expected: "exempt" },
    {
      name: "every class but the exemption",
      classes: 2n ** 32n - 1n - withholdingExempt,
      expected: "individual",
    },
    {
      name: "classes that tax does not ask for",
      classes: resident | BigInt(QII) | 2n,
      expected: "corporation",
    },
  ] as const;
  for (const { name, classes, expected } of corners) {
    it(`given ${name}, when asked then says ${expected}`, async () => {
      expect(await current().taxTable.taxClassOf(classes)).to.equal(taxNumber(expected));
    });
  }
});
