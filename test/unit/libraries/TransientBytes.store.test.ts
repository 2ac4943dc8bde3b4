import { expect } from "chai";

import { BondToken__factory, DigitalCurrency__factory } from "../../../typechain-types/index.ts";
import { OTHER_ISIN, planBond } from "../../support/actions.ts";
import { useWorld } from "../../support/useWorld.ts";
import { ascii, DAY, EVIDENCE, FAR, SCOPES, START } from "../../support/world.ts";

const THIRD_ISIN = ascii("US5949181045", 12);
const text = (length: number): string => "0123456789".repeat(length / 10 + 1).slice(0, length);

describe("TransientBytes.store", () => {
  const current = useWorld();

  for (const length of [1, 31, 32, 33, 63, 64, 65, 1_000]) {
    it(`given a name of ${length} characters, when a currency reads its definition back then nothing is lost`, async () => {
      const { currencyFactory, settlementBank } = current();
      const code = ascii("EUR", 3);
      await currencyFactory.createCurrency(code, 2, text(length));
      const address = await currencyFactory.currencyOf(code, settlementBank);
      const currency = DigitalCurrency__factory.connect(address, settlementBank);
      expect(await currency.name()).to.equal(text(length));
      expect(await currency.decimals()).to.equal(2n);
    });

    it(`given a name of ${length} characters, when a bond reads its terms back then nothing is lost`, async () => {
      const planned = await planBond(current(), { name: text(length) });
      const terms = await planned.terms();
      expect(terms.name).to.equal(text(length));
      expect(terms.termsHash).to.equal(EVIDENCE);
    });
  }

  for (const count of [0, 1, 60]) {
    it(`given ${count} record dates, when a bond reads its terms back then has each`, async () => {
      const recordCutoffs = Array.from({ length: count }, (_, index) => START + (index + 1) * DAY);
      const planned = await planBond(current(), { recordCutoffs });
      expect((await planned.terms()).recordCutoffs).to.deep.equal(recordCutoffs.map(BigInt));
    });
  }

  it("given two bonds created in one transaction, when the second's terms are shorter then nothing of the first is left in them", async () => {
    const { manager, registry, bondFactory, issuer, issuerAgent, terms } = current();
    // Through the access manager, which can make several calls in one; it acts as the issuer's agent then
    await registry.connect(issuer).appointOperator(manager, SCOPES.issue, FAR);
    const long = { ...terms, isin: OTHER_ISIN, name: text(900) };
    const short = { ...terms, isin: THIRD_ISIN, name: "x", recordCutoffs: [] };
    const calls = [long, short].map((each) =>
      manager.interface.encodeFunctionData("execute", [
        bondFactory.target as string,
        bondFactory.interface.encodeFunctionData("createBond", [each]),
      ]),
    );
    await manager.connect(issuerAgent).multicall(calls);

    const first = BondToken__factory.connect(await bondFactory.bondOf(OTHER_ISIN), issuerAgent);
    const second = BondToken__factory.connect(await bondFactory.bondOf(THIRD_ISIN), issuerAgent);
    expect((await first.terms()).name).to.equal(text(900));
    expect((await second.terms()).name).to.equal("x");
    expect((await second.terms()).recordCutoffs).to.deep.equal([]);
  });
});
