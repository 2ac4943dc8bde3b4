import { hexlify, toUtf8Bytes } from "ethers";
import hre from "hardhat";

import { GasSnapshot } from "../../tools/gas/GasSnapshot.ts";

describe("Gas of Isin.isValid", () => {
  const gas = new GasSnapshot("Isin");
  after(() => {
    gas.compare();
  });

  it("is what is committed", async () => {
    const { ethers } = await hre.network.getOrCreate();
    const isin = await ethers.deployContract("IsinHarness");

    gas.check("isValid, digits", await isin.isValid.estimateGas(hexlify(toUtf8Bytes("US0378331005"))));
    gas.check("isValid, letters", await isin.isValid.estimateGas(hexlify(toUtf8Bytes("AU0000XVGZA3"))));
  });
});
