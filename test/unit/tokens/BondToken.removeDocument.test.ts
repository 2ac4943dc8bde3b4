import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";

import { useWorld } from "../../support/useWorld.ts";
import { EVIDENCE, ISIN } from "../../support/world.ts";

const PROSPECTUS = encodeBytes32String("prospectus");
const REPORT = encodeBytes32String("report");
const URI = "https://example.com/prospectus.pdf";

describe("BondToken.removeDocument", () => {
  const current = useWorld(async ({ bond }) => {
    await bond.setDocument(PROSPECTUS, URI, EVIDENCE);
    await bond.setDocument(REPORT, "ipfs://report", EVIDENCE);
    return {};
  });

  it("given a document, when removed then emits DocumentRemoved and only the others are left", async () => {
    const { bond } = current();
    await expect(bond.removeDocument(PROSPECTUS))
      .to.emit(bond, "DocumentRemoved")
      .withArgs(PROSPECTUS, URI, EVIDENCE);
    expect(await bond.getDocument(PROSPECTUS)).to.deep.equal(["", ZeroHash, 0n]);
    expect(await bond.getAllDocuments()).to.deep.equal([REPORT]);
  });

  it("given a removed document, when removed again then reverts with BondTokenUnknownDocument", async () => {
    const { bond } = current();
    await bond.removeDocument(PROSPECTUS);
    await expect(bond.removeDocument(PROSPECTUS))
      .to.be.revertedWithCustomError(bond, "BondTokenUnknownDocument")
      .withArgs(ISIN, PROSPECTUS);
  });

  it("given a removed document, when set again then is listed again", async () => {
    const { bond } = current();
    await bond.removeDocument(PROSPECTUS);
    await bond.setDocument(PROSPECTUS, URI, ZeroHash);
    expect(await bond.getAllDocuments()).to.have.members([PROSPECTUS, REPORT]);
  });

  it("given no appointment any more, when removed then reverts with BondTokenNotAppointed", async () => {
    const { bond, registry, issuer, issuerAgent } = current();
    await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
    await expect(bond.removeDocument(PROSPECTUS))
      .to.be.revertedWithCustomError(bond, "BondTokenNotAppointed")
      .withArgs(ISIN, issuerAgent.address, issuer.address);
  });
});
