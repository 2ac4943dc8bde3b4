import { expect } from "chai";
import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";
import hre from "hardhat";

describe("Isin.isValid", () => {
  async function fixture() {
    const { ethers } = await hre.network.getOrCreate();
    return await ethers.deployContract("IsinHarness");
  }

  let isin: Awaited<ReturnType<typeof fixture>>;
  before(async () => {
    isin = await fixture();
  });

  const ascii = (text: string): string => zeroPadBytes(hexlify(toUtf8Bytes(text)), 12);

  describe("given a published number", () => {
    const published = [
      ["US0378331005", "Apple, common stock"],
      ["US5949181045", "Microsoft, common stock"],
      ["US912810TM09", "United States Treasury, bond"],
      ["JP3633400001", "Toyota, common stock"],
      ["GB0002634946", "BAE Systems, ordinary share"],
      ["DE0005810055", "Deutsche Börse, registered share"],
      ["FR0000131104", "BNP Paribas, share"],
      ["CH0038863350", "Nestlé, registered share"],
      ["AU0000XVGZA3", "Treasury Corporation of Victoria, bond"],
    ] as const;

    for (const [number, name] of published) {
      it(`accepts ${number} (${name})`, async () => {
        expect(await isin.isValid(ascii(number))).to.equal(true);
      });
    }

    it("cannot tell it from the one with two letters swapped that the formula does not see", async () => {
      expect(await isin.isValid(ascii("AU0000VXGZA3"))).to.equal(true);
    });
  });

  describe("given a number that is malformed", () => {
    const malformed = [
      ["a wrong check digit", "US0378331004"],
      ["a wrong digit inside", "US0378321005"],
      ["two neighbouring digits swapped", "US0373831005"],
      ["a lower-case prefix", "us0378331005"],
      ["one lower-case letter inside", "AU0000xVGZA3"],
      ["a digit first", "1S0378331005"],
      ["a digit second", "U10378331005"],
      ["a letter as check digit", "US037833100A"],
      ["a space inside", "US03783 1005"],
      ["a hyphen inside", "US-378331005"],
      ["the character before 0", "US/378331005"],
      ["the character after 9", "US:378331005"],
      ["the character before A", "U@0378331005"],
      ["the character after Z", "U[0378331005"],
      ["only eleven characters", "US037833100"],
      ["nothing in it", ""],
    ] as const;

    for (const [fault, number] of malformed) {
      it(`refuses it with ${fault}: "${number}"`, async () => {
        expect(await isin.isValid(ascii(number))).to.equal(false);
      });
    }

    it("refuses characters outside of ASCII", async () => {
      expect(await isin.isValid("0x5553303337383333313030ff")).to.equal(false);
    });

    it("refuses a number that stands at the wrong end of its twelve bytes", async () => {
      expect(await isin.isValid(ascii("\0US037833100"))).to.equal(false);
    });
  });
});
