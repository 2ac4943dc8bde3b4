import { expect } from "chai";
import { id, ZeroAddress } from "ethers";

import { acceptQuote } from "../../../../sdk/client/actions/acceptQuote.ts";
import { auditEvidence } from "../../../../sdk/client/readers/auditEvidence.ts";
import { isSignedFor } from "../../../../sdk/client/readers/isSignedFor.ts";
import { send } from "../../../../sdk/client/send.ts";
import { buildEvidence } from "../../../../sdk/trading/buildEvidence.ts";
import { dealersCommitment } from "../../../../sdk/trading/dealersCommitment.ts";
import type { EvidenceFile } from "../../../../sdk/trading/EvidenceFile.ts";
import type { Quote } from "../../../../sdk/trading/Quote.ts";
import { quoteDigest, quoteId } from "../../../../sdk/trading/quoteHash.ts";
import type { Request } from "../../../../sdk/trading/Request.ts";
import { requestId } from "../../../../sdk/trading/requestHash.ts";
import { signAcknowledgement } from "../../../../sdk/trading/signAcknowledgement.ts";
import { signQuote } from "../../../../sdk/trading/signQuote.ts";
import { signRequest } from "../../../../sdk/trading/signRequest.ts";
import { marketOf } from "../../../support/trading.ts";
import { DAY, FAR, SCOPES, START } from "../../../support/world.ts";
import { house } from "../house.ts";

const [ISIN, START_SECOND] = ["JP3633400001", BigInt(START)];

/** A market seen through the library; the dealer's operator in scope trade signs for it. */
async function scene() {
  const h = await house();
  const market = await marketOf(h);
  await h.registry.connect(market.dealer).appointOperator(h.operator, SCOPES.trade, FAR);
  return { ...h, ...market };
}
type Scene = Awaited<ReturnType<typeof scene>>;

describe("Kessai: signatures of operators", () => {
  let h: Scene;
  let restore: () => Promise<void>;
  before(async () => {
    h = await scene();
  });
  beforeEach(async () => {
    const snapshot = await h.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });
  afterEach(() => restore());
  after(() => h.connection.close());

  /** The investor asks the dealer for three bonds that are due at once. */
  const request = (now: bigint): Request => ({
    isin: ISIN,
    currency: "JPY",
    settlementBank: h.settlementBank.address,
    side: "buyer",
    quantity: 3n,
    tradeDate: START_SECOND,
    settleFrom: START_SECOND,
    settleBy: START_SECOND + 10n * BigInt(DAY),
    asker: h.investor.address,
    broker: ZeroAddress,
    isAnonymous: false,
    dealers: dealersCommitment([h.dealer.address], id("dealers")),
    dealerCount: 1n,
    askedAt: now * 1_000n,
    answerBy: now * 1_000n + 60_000n,
    commonReference: "RFQ-1",
    salt: id("request"),
  });
  const offer = (asked: Request): Quote => {
    const { isin, currency, settlementBank, tradeDate, settleFrom, settleBy, commonReference } = asked;
    return {
      request: requestId(asked),
      dealer: h.dealer.address,
      investor: h.investor.address,
      broker: ZeroAddress,
      isin,
      currency,
      settlementBank,
      side: "seller",
      kind: "single use",
      cleanPriceE7: 1_001_000_000n,
      cashPerUnit: 100_100_000n,
      minimumQuantity: 1n,
      maximumQuantity: 3n,
      tradeDate,
      settleFrom,
      settleBy,
      validUntil: START_SECOND + BigInt(DAY) / 2n,
      lastLook: 0n,
      sequence: 0n,
      commonReference,
    };
  };

  /** Evidence of the dealer's only quote, which its operator has signed, and the acceptance that commits to it. */
  async function traded(): Promise<EvidenceFile> {
    const { kessai } = h;
    const domain = kessai.tradingDomain;
    const asked = request(await kessai.now());
    const signed = await signQuote(h.operator, { domain, quote: offer(asked) });
    const chosen = quoteId(signed.quote);
    const decidedAt = asked.askedAt + 1_000n;
    const acknowledgement = {
      request: requestId(asked),
      dealer: h.dealer.address,
      answers: [chosen],
      at: decidedAt,
    };
    const { file, hash } = buildEvidence({
      domain,
      request: await signRequest(h.investor, { domain, request: asked }),
      dealers: [h.dealer.address],
      dealersSalt: id("dealers"),
      answers: [{ kind: "quote", ...signed, receivedAt: asked.askedAt + 500n }],
      chosen,
      justification: { referencePriceE7: 1_001_000_000n, source: "the exchange", text: "as dear as there" },
      decidedAt,
      acknowledgements: [await signAcknowledgement(h.operator, { domain, acknowledgement })],
    });
    const allocations = [{ account: h.investor.address, quantity: 3n, sequence: 0n }];
    const acceptance = { allocations, then: "settle", evidence: hash } as const;
    await send(acceptQuote(kessai, { signed, acceptance }), { signer: h.investor });
    return file;
  }

  describe("isSignedFor", () => {
    const claimOf = async (signer: Scene["operator"]) => {
      const domain = h.kessai.tradingDomain;
      const { quote, signature } = await signQuote(signer, {
        domain,
        quote: offer(request(START_SECOND)),
      });
      return { account: h.dealer.address, digest: quoteDigest(domain, quote), signature };
    };

    it("given what the dealer's operator has signed, takes it", async () => {
      expect(await isSignedFor(h.kessai, await claimOf(h.operator))).to.equal(true);
    });

    it("given what a stranger has signed, or nothing that is a signature, does not", async () => {
      const claim = await claimOf(h.outsider);
      expect(await isSignedFor(h.kessai, claim)).to.equal(false);
      expect(await isSignedFor(h.kessai, { ...claim, signature: "0x" })).to.equal(false);
    });

    it("given an account that is a contract and no wallet, does not", async () => {
      const account = h.kessai.deployment.addresses.registry;
      const claim = await claimOf(h.operator);
      expect(await isSignedFor(h.kessai, { ...claim, account })).to.equal(false);
    });

    it("given an operator that may only cancel, does not", async () => {
      const claim = await claimOf(h.operator);
      await h.registry.connect(h.dealer).appointOperator(h.operator, SCOPES.cancel, FAR);
      expect(await isSignedFor(h.kessai, claim)).to.equal(false);
    });
  });

  describe("auditEvidence", () => {
    it("given a quote and an acknowledgement that the operator signed, finds the evidence sound and complete", async () => {
      const audited = await auditEvidence(h.kessai, await traded());
      expect(audited?.report).to.include({ isSound: true, isComplete: true });
      expect(audited?.accepted.map(({ account, quantity }) => [account, quantity])).to.deep.equal([
        [h.investor.address, 3n],
      ]);
    });

    it("given an operator that was dismissed since, says that its dealer has signed nothing", async () => {
      const file = await traded();
      await h.registry.connect(h.dealer).appointOperator(h.operator, SCOPES.cancel, FAR);
      const { report } = (await auditEvidence(h.kessai, file)) ?? {};
      const codes = report?.findings.map(({ code }) => code);
      expect(codes).to.include.members(["answerNotSigned", "acknowledgementForged"]);
    });

    it("given evidence with another moment than was committed to, says so", async () => {
      const file = await traded();
      const moved = { ...file, decidedAt: file.decidedAt - 1n };
      const { report } = (await auditEvidence(h.kessai, moved)) ?? {};
      expect(report?.findings.map(({ code }) => code)).to.include("hashDiffers");
    });

    it("given a quote that was never accepted, has nothing to hold it against", async () => {
      const file = await traded();
      expect(await auditEvidence(h.kessai, { ...file, chosen: id("another") })).to.equal(undefined);
    });
  });
});
