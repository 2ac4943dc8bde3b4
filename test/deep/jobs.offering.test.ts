import { rmSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { offeringStatus } from "../../sdk/client/readers/offeringStatus.ts";
import { NRI, NRI_ISIN, OfferingHouse } from "../integration/offeringHouse.ts";

const TAP = [...NRI, "--offering", "scenarios/nri-2025/tap.yaml"];

/** One unit from kisaragi-life to kannazuki-bank would be outside its limit: here satsuki-pension gets it. */
const MANUAL = `
- { investor: kisaragi-life, amount: 800000000 }
- { investor: yayoi-asset, amount: 600000000 }
- { investor: uzuki-bank, firm: hazuki-securities, amount: 400000000 }
- { investor: satsuki-pension, amount: 400000000 }
- { investor: minazuki-mutual, amount: 300000000 }
- { investor: fumizuki-life, amount: 400000000 }
- { investor: shimotsuki-asset, amount: 100000000 }
`;

describe("A manual allocation, a tap that is called off, and a tap that is closed, job by job", function () {
  this.timeout(300_000);
  let house: OfferingHouse;
  before(async () => {
    house = await OfferingHouse.open();
  });
  after(() => house.close());

  const stage = async (): Promise<string | undefined> =>
    (await offeringStatus(house.kessai, NRI_ISIN))?.stage;

  describe("given an offering that was priced for a manual allocation", () => {
    before(async () => {
      await house.tell(["offer", ...NRI]);
      await house.tell(["order", ...NRI]);
      await house.tell(["price", ...NRI, "--manual", "--at", "2025-03-07T09:00"]);
    });

    it("allocate refuses one that breaks the limits of an order", async () => {
      const wrong = MANUAL.replace("satsuki-pension, amount: 400000000", "kannazuki-bank, amount: 400000000");
      const { stderr } = await house.tell(
        ["allocate", ...NRI, "--manual", house.file("wrong.yaml", wrong)],
        2,
      );
      expect(stderr).to.include("Position 7 is allotted 4 units, but asks for 3.");
      expect(stderr).to.include("Position 7 is allotted 4 units, but the price is not within its limits.");
    });

    it("allocate shows the difference from the rule, and nothing closes before the issuer has approved", async () => {
      const file = house.file("manual.yaml", MANUAL);
      const { stdout } = await house.tell(["allocate", ...NRI, "--manual", file]);
      expect(stdout).to.include("30 of 30 units; 1 more than by the rule for some, 1 fewer for others.");
      expect(stdout).to.include("The issuer has to approve it: allocate --approve.");
      const { stderr } = await house.tell(["close-offering", ...NRI, "--at", "2025-03-14T10:00"], 1);
      expect(stderr).to.include("it has not approved this one");
    });

    it("the issuer approves what it is shown, and it closes in the morning: everybody can pay", async () => {
      const { stdout } = await house.tell(["allocate", ...NRI, "--approve"]);
      expect(stdout).to.include("1 more than by the rule for some");
      expect(await house.again(["allocate", ...NRI, "--approve"])).to.include("30 of 30 units");
      await house.tell(["close-offering", ...NRI, "--at", "2025-03-14T10:00"]);
      expect(await stage()).to.equal("closed");
    });
  });

  describe("given a tap among few investors, that was priced and allotted", () => {
    const few = (): readonly string[] => [
      ...NRI,
      "--offering",
      house.changed("tap.yaml", [["placement: qualifiedInvestors", "placement: smallNumber"]]),
    ];
    const orders = ["--orders", "scenarios/nri-2025/tap-orders.yaml"];

    before(async () => {
      await house.tell(["fund", "--isin", NRI_ISIN, "--payment", "1", "--at", "2025-09-12T09:00"]);
      await house.tell(["pay-coupon", "--isin", NRI_ISIN, "--payment", "1"]);
    });

    it("order counts its investors as offerees first, others are counted by themselves", async () => {
      await house.tell(["tap", ...few(), "--at", "2025-10-01T09:00"]);
      const { stdout } = await house.tell([
        ...["order", ...few(), ...orders],
        ...["--offerees", "--investor", "yayoi-asset"],
      ]);
      expect(stdout).to.include("1 investors are counted");
      await house.tell(["order", ...few(), ...orders]);
      expect(await house.events("OffereeCounted")).to.have.length(3);
    });

    it("close-offering --call-off ends it for issuer and lead manager, and frees the money that was held", async () => {
      await house.tell(["price", ...few(), "--at", "2025-10-06T09:00"]);
      const free = async (): Promise<bigint> =>
        (await house.holdings(["uzuki-bank"]))["uzuki-bank"]?.[1] ?? 0n;
      const before = await free();
      await house.tell(["allocate", ...few(), "--earmark", "uzuki-bank"]);
      expect(before - (await free())).to.equal(200_011_276n);
      const { stdout } = await house.tell(["close-offering", ...few(), "--call-off"]);
      expect(stdout).to.include("has ended: called off. Nothing of it is held any more.");
      expect([await stage(), await free()]).to.deep.equal(["ended", before]);
      await house.again(["close-offering", ...few(), "--call-off"]);
      expect((await house.events("AllotmentUnwound")).length).to.equal(2);
    });
  });

  describe("given a tap that comes instead", () => {
    it("is opened, ordered, priced, allotted and closed with the interest that has accrued", async () => {
      const later: readonly (readonly [string, string])[] = [
        ["bookOpens: 2025-10-01", "bookOpens: 2025-10-14"],
        ["bookCloses: 2025-10-03", "bookCloses: 2025-10-16"],
        ["pricingDate: 2025-10-06", "pricingDate: 2025-10-17"],
        ["paymentDate: 2025-10-10", "paymentDate: 2025-10-24"],
      ];
      const tap = [...NRI, "--offering", house.changed("tap.yaml", later)];
      const tickets = ["--orders", "scenarios/nri-2025/tap-orders.yaml"];
      await house.tell(["tap", ...tap, "--at", "2025-10-14T09:00"]);
      await house.tell(["order", ...tap, ...tickets]);
      await house.tell(["price", ...tap, "--at", "2025-10-17T09:00"]);
      await house.tell(["allocate", ...tap]);
      const before = await house.holdings(["uzuki-bank", "fumizuki-life"]);
      const { stdout } = await house.tell(["close-offering", ...tap, "--at", "2025-10-24T09:00"]);
      expect(stdout).to.include("3 units issued, 2 cancelled");
      // 40 days of 1.483 %: 0.001625205 on 1 yen, truncated at the ninth decimal, on 200 and on 100 million.
      const after = await house.holdings(["uzuki-bank", "fumizuki-life"]);
      const paid = (party: string): bigint => (before[party]?.[1] ?? 0n) - (after[party]?.[1] ?? 0n);
      expect([paid("uzuki-bank"), paid("fumizuki-life")]).to.deep.equal([
        2n * 99_900_000n + 325_041n,
        99_900_000n + 162_520n,
      ]);
      await house.tell(["book", ...tap, "--verify"]);
    });

    it("takes an order that its investor has signed with a key of its own, and its firm enters with another", async () => {
      const few = [
        ...NRI,
        "--offering",
        house.changed("tap.yaml", [
          ["bookOpens: 2025-10-01", "bookOpens: 2025-11-04"],
          ["bookCloses: 2025-10-03", "bookCloses: 2025-11-06"],
          ["pricingDate: 2025-10-06", "pricingDate: 2025-11-07"],
          ["paymentDate: 2025-10-10", "paymentDate: 2025-11-14"],
        ]),
      ];
      await house.tell(["tap", ...few, "--at", "2025-11-04T09:00"]);
      const signed = join(house.home, "signed.json");
      const tickets = ["--orders", "scenarios/nri-2025/tap-orders.yaml", "--investor", "fumizuki-life"];
      const investor = await house.keyfile("fumizuki-life");
      const own = ["order", ...few, ...tickets, "--hand-over", signed, "--keyfile", investor];
      const { stderr } = await house.tell(own);
      expect(stderr).to.match(/waits: enter the order of fumizuki-life by nomura-securities/);
      rmSync(join(house.folder.path, "orders.json"));
      const firm = await house.keyfile("nomura-securities");
      const { stdout } = await house.tell(["order", ...few, "--signed", signed, "--keyfile", firm]);
      expect(stdout).to.match(/fumizuki-life +│ nomura-securities .* in the book/);
      const again = ["order", ...few, "--signed", signed, "--keyfile", firm];
      expect((await house.tell(again)).stderr).to.include("already done: enter the order of fumizuki-life");
    });

    it("of another sheet, tells that it is another offering", async () => {
      const { stderr } = await house.tell(["book", ...TAP], 1);
      expect(stderr).to.match(/The present offering of JP9NRIDIG157, number 4, is not that of .*tap\.yaml/);
    });
  });
});
