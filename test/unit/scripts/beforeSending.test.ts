import { expect } from "chai";

import { bondState } from "../../../scripts/support/bondState.ts";
import { nameInstrument } from "../../../scripts/support/nameInstrument.ts";
import { Reporter } from "../../../scripts/support/Reporter.ts";
import { requireIssuable } from "../../../scripts/support/requireIssuable.ts";
import { requireIssued } from "../../../scripts/support/requireIssued.ts";
import { standingWords } from "../../../scripts/support/servicing/standingWords.ts";
import { ContractRevertError } from "../../../sdk/errors/ContractRevertError.ts";
import { KessaiError } from "../../../sdk/errors/KessaiError.ts";
import { isIssued } from "../../../sdk/client/readers/isIssued.ts";
import { house } from "../sdk/house.ts";

/** Issued by the world of the tests. */
const ISIN = "JP3633400001";
/** Never created there. */
const OTHER = "JP9JPXGDTB18";

async function failure(work: Promise<unknown>): Promise<KessaiError> {
  const error: unknown = await work.then(
    () => undefined,
    (each: unknown) => each,
  );
  if (error instanceof KessaiError) return error;
  throw new Error("it was not refused", { cause: error });
}

/** What a job has at hand, as far as these functions use it. */
async function context(dryRun = false) {
  const { kessai, names, ...accounts } = await house();
  const said: string[] = [];
  const reporter = new Reporter({ json: true });
  reporter.progress = (text) => void said.push(text);
  const options = {
    dryRun,
    network: "localhost",
    deployments: "deployments",
    keyfile: [],
    keystore: false,
    json: true,
    debug: false,
  };
  return { ...accounts, said, kessai, names, reporter, options };
}

describe("A bond's state, in words", () => {
  it("is redeemed once nothing is left of what was issued, and its life cycle before", async () => {
    const { kessai } = await context();
    expect([await isIssued(kessai, ISIN), await isIssued(kessai, OTHER)]).to.deep.equal([true, false]);
    const ended = { outstanding: 0n, lifeCycle: "matured" } as const;
    expect(await bondState(kessai, { ...ended, isin: ISIN })).to.equal("redeemed");
    expect(await bondState(kessai, { ...ended, isin: OTHER })).to.equal("matured");
    expect(await bondState(kessai, { ...ended, isin: ISIN, outstanding: 1n })).to.equal("matured");
  });

  for (const [standing, supply, issued, words] of [
    ["performing", 5n, true, "performing"],
    ["performing", 0n, true, "redeemed"],
    ["performing", 0n, false, "not issued yet"],
    ["accelerated", 0n, true, "accelerated"],
  ] as const) {
    it(`is ${words}, ${standing} with ${supply} units${issued ? "" : ", none of them issued"}`, () => {
      expect(standingWords({ standing, supply, issued })).to.equal(words);
    });
  }
});

describe("requireIssuable", () => {
  it("passes when the issuer is admitted and its money exists", async () => {
    const here = await context();
    const { issuer, settlementBank, said } = here;
    const bond = { isin: OTHER, issuer: issuer.address, settlementBank: settlementBank.address };
    await requireIssuable(here, { ...bond, currency: "JPY" });
    expect(said).to.deep.equal([]);
  });

  it("names the job admit when the issuer is not admitted", async () => {
    const here = await context();
    const { outsider, settlementBank } = here;
    const bond = { isin: OTHER, issuer: outsider.address, settlementBank: settlementBank.address };
    const { message, hint } = await failure(requireIssuable(here, { ...bond, currency: "JPY" }));
    expect(message).to.equal("outsider is not in the participant register.");
    expect(hint).to.include("the admit job");
  });

  it("names the job mint-cash when the bank has no such currency; in a dry run it goes on", async () => {
    const here = await context();
    const { issuer, settlementBank } = here;
    const bond = {
      isin: OTHER,
      issuer: issuer.address,
      settlementBank: settlementBank.address,
      currency: "USD",
    };
    const { message, hint } = await failure(requireIssuable(here, bond));
    expect(message).to.equal(`settlementBank has no digital USD yet, in which ${OTHER} pays.`);
    expect(hint).to.include("mint-cash").and.include("nothing was sent");
    const { said, ...dry } = await context(true);
    await requireIssuable(dry, bond);
    expect(said).to.deep.equal([`  note: ${message} ${hint}`]);
  });
});

describe("requireIssued", () => {
  it("passes for a bond that is issued, and names the job issue for another", async () => {
    const here = await context();
    await requireIssued(here, ISIN);
    const { message, hint } = await failure(requireIssued(here, OTHER));
    expect(message).to.equal(`The bond ${OTHER} is not issued yet: there is nothing to deliver.`);
    expect(hint).to.include("issue job").and.include("no clock was moved");
  });
});

describe("nameInstrument", () => {
  const lacks = (name: string): ContractRevertError =>
    new ContractRevertError({ name, args: {}, message: "jpx has 0; 5 are needed.", hint: "Provide them." });
  const trade = { isin: OTHER, currency: "JPY" };

  it("says of what somebody has too little: the seller of bonds, the buyer of money", () => {
    const bonds = nameInstrument(lacks("ERC20InsufficientBalance"), trade, "seller");
    const money = nameInstrument(lacks("RegulatedTokenUnitsHeld"), trade, "buyer");
    expect(bonds)
      .to.be.instanceOf(ContractRevertError)
      .and.include({ message: `Units of ${OTHER}: jpx has 0; 5 are needed.`, hint: "Provide them." });
    expect(money).to.include({ message: "JPY: jpx has 0; 5 are needed.", revert: "RegulatedTokenUnitsHeld" });
  });

  it("gives back any other error as it is", () => {
    for (const error of [lacks("TradeExpired"), new Error("offline"), undefined])
      expect(nameInstrument(error, trade, "seller")).to.equal(error);
  });
});
