import { expect } from "chai";
import { encodeBytes32String, ZeroHash } from "ethers";

import { useWorld } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, ISIN, START } from "../../support/world.ts";

const PROSPECTUS = encodeBytes32String("prospectus");
const REPORT = encodeBytes32String("report");
const URI = "https://example.com/prospectus.pdf";

describe("BondToken.setDocument", () => {
  const current = useWorld();

  describe("given no documents", () => {
    it("when one is set then emits DocumentUpdated and can be read", async () => {
      const { bond, networkHelpers } = current();
      await networkHelpers.time.setNextBlockTimestamp(START + DAY);
      await expect(bond.setDocument(PROSPECTUS, URI, EVIDENCE))
        .to.emit(bond, "DocumentUpdated")
        .withArgs(PROSPECTUS, URI, EVIDENCE);
      expect(await bond.getDocument(PROSPECTUS)).to.deep.equal([URI, EVIDENCE, BigInt(START + DAY)]);
      expect(await bond.getAllDocuments()).to.deep.equal([PROSPECTUS]);
    });

    it("when an unknown one is read then is all zero", async () => {
      const { bond } = current();
      expect(await bond.getDocument(PROSPECTUS)).to.deep.equal(["", ZeroHash, 0n]);
      expect(await bond.getAllDocuments()).to.deep.equal([]);
    });

    it("when the issuer has withdrawn the appointment then reverts with BondTokenNotAppointed", async () => {
      const { bond, registry, issuer, issuerAgent } = current();
      await registry.connect(issuer).appointOperator(issuerAgent, 0, 0);
      await expect(bond.setDocument(PROSPECTUS, URI, EVIDENCE))
        .to.be.revertedWithCustomError(bond, "BondTokenNotAppointed")
        .withArgs(ISIN, issuerAgent.address, issuer.address);
    });
  });

  describe("given a document", () => {
    it("when set again then is replaced and listed once", async () => {
      const { bond, networkHelpers } = current();
      await bond.setDocument(PROSPECTUS, URI, EVIDENCE);
      await networkHelpers.time.setNextBlockTimestamp(START + DAY);
      await bond.setDocument(PROSPECTUS, "ipfs://second", ZeroHash);
      expect(await bond.getDocument(PROSPECTUS)).to.deep.equal([
        "ipfs://second",
        ZeroHash,
        BigInt(START + DAY),
      ]);
      expect(await bond.getAllDocuments()).to.deep.equal([PROSPECTUS]);
    });

    it("when a second one is set then both are listed", async () => {
      const { bond } = current();
      await bond.setDocument(PROSPECTUS, URI, EVIDENCE);
      await bond.setDocument(REPORT, URI, EVIDENCE);
      expect(await bond.getAllDocuments()).to.have.members([PROSPECTUS, REPORT]);
    });

    it("when the bond is paused or closed then documents are set all the same", async () => {
      const { bond, pauser, terms, networkHelpers } = current();
      await bond.connect(pauser).pause();
      await networkHelpers.time.increaseTo(Number(terms.closedFrom));
      await expect(bond.setDocument(REPORT, URI, EVIDENCE)).to.emit(bond, "DocumentUpdated");
    });
  });
});
