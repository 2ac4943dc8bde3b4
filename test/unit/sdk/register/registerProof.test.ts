import { expect } from "chai";
import { keccak256, toUtf8Bytes } from "ethers";

import { anchorRegister } from "../../../../sdk/client/actions/anchorRegister.ts";
import { readRegister } from "../../../../sdk/client/readers/readRegister.ts";
import { registerAnchor } from "../../../../sdk/client/readers/registerAnchor.ts";
import { send } from "../../../../sdk/client/send.ts";
import { ContractRevertError } from "../../../../sdk/errors/ContractRevertError.ts";
import { RegisterDiffersError } from "../../../../sdk/register/errors/RegisterDiffersError.ts";
import { RegisterPrintAlteredError } from "../../../../sdk/register/errors/RegisterPrintAlteredError.ts";
import { RegisterPrintUnreadableError } from "../../../../sdk/register/errors/RegisterPrintUnreadableError.ts";
import { registerJson } from "../../../../sdk/register/print/registerJson.ts";
import { verifyRegisterPrint } from "../../../../sdk/register/print/verifyRegisterPrint.ts";
import { registerHash } from "../../../../sdk/register/registerHash.ts";
import { house } from "../house.ts";
import { printOf } from "./printSamples.ts";
import { ALICE, ISIN, ISSUER, LogWriter, registerOf, sampleRegister } from "./samples.ts";

const verify = (text: string) => verifyRegisterPrint({ name: "old.json", text });

describe("registerHash", () => {
  it("is keccak256 of the content's canonical JSON, which this text is", () => {
    const log = LogWriter.begun().transfer(ISSUER, ALICE, 30n);
    const register = registerOf(log);
    const [issuer, alice] = register.holders;
    const person = (holder: typeof issuer, lot: string) =>
      `{"account":"${holder?.account ?? ""}","accountFrozen":false,"classes":"5","commitment":"${holder?.participant.commitment ?? ""}",` +
      `"frozen":"0","held":"0","kycExpiry":"4102444800","lots":[${lot}],"status":"active","units":"${holder?.units ?? 0n}"}`;
    const { moment, bond } = register;
    const text =
      `{"asOf":"${moment.asOf}","block":{"hash":"${moment.blockHash}","number":${moment.blockNumber},"time":"${moment.blockTime}"},` +
      `"bond":{"address":"${bond.address}","closedFrom":"1685372400","currency":"JPY","denomination":"100000000",` +
      `"facePerUnit":"100000000","isin":"${ISIN}","issueDate":"1654182000","issuedInBlock":7,"issuer":"${ISSUER}",` +
      `"maturityDate":"1685631600","name":"A bond","requiredClasses":"1","termsHash":"${bond.termsHash}","units":"100"},` +
      `"chainId":"31337","format":"kessai-bond-register","holders":[` +
      `${person(issuer, `{"acquiredAt":"1654207200","blockNumber":7,"cause":"issue","units":"70"}`)},` +
      person(
        alice,
        `{"acquiredAt":"1654210800","blockNumber":8,"cause":"transfer","from":"${ISSUER}","units":"30"}`,
      ) +
      `],"redeemed":"0","version":1}`;
    expect(registerHash(register)).to.equal(keccak256(toUtf8Bytes(text)));
  });

  it("is the same for a print with names and for one without", () => {
    const [named, bare] = [printOf(), printOf({ particulars: undefined }, [])];
    expect(verify(registerJson(named)).hash).to.equal(verify(registerJson(bare)).hash);
    expect(registerJson(named)).to.include("Holder 2 & Co.");
    expect(registerJson(bare)).not.to.include("Holder 2 & Co.");
    expect(registerJson(named)).not.to.include("salt");
  });
});

describe("verifyRegisterPrint", () => {
  it("finds the hash of an old print, and which register it is", () => {
    const register = sampleRegister();
    expect(verify(registerJson(printOf()))).to.deep.equal({
      hash: registerHash(register),
      isin: ISIN,
      chainId: 31_337n,
      asOf: register.moment.asOf,
      blockNumber: register.moment.blockNumber,
      blockHash: register.moment.blockHash,
    });
  });

  it("refuses one whose content or hash was altered, down to a unit", () => {
    const text = registerJson(printOf());
    for (const [old, altered] of [
      ['"units": "30"', '"units": "31"'],
      [ALICE, ISSUER],
      [`"hash": "${printOf().hash}"`, `"hash": "${keccak256("0x")}"`],
    ] as const) {
      expect(text).to.include(old);
      expect(() => verify(text.replace(old, altered))).to.throw(RegisterPrintAlteredError, "it was altered");
    }
  });

  it("refuses what is no print, or one of a version to come", () => {
    const text = registerJson(printOf());
    for (const other of ["", "{}", text.replace('"version": 1', '"version": 2'), text.replace(ISIN, "JP0")])
      expect(() => verify(other)).to.throw(RegisterPrintUnreadableError, "old.json");
  });
});

describe("anchorRegister", () => {
  it("puts the hash on chain, where a reader finds when; once only, and by the registrar", async () => {
    const { kessai, registrar, outsider, connection, networkHelpers } = await house();
    const { register } = await readRegister(kessai, { isin: ISIN, time: { at: "newest" } });
    const hash = registerHash(register);
    expect(await registerAnchor(kessai, { isin: ISIN, hash })).to.equal(undefined);
    const refused: unknown = await send(anchorRegister(kessai, register), { signer: outsider }).catch(
      (each: unknown) => each,
    );
    expect(refused).to.be.instanceOf(ContractRevertError);
    const { events } = await send(anchorRegister(kessai, register), { signer: registrar });
    expect(events[0]).to.deep.include({
      name: "RegisterAnchored",
      args: {
        isin: `0x${Buffer.from(ISIN).toString("hex")}`,
        registerHash: hash,
        asOf: register.moment.asOf,
        blockNumber: BigInt(register.moment.blockNumber),
        by: registrar.address,
      },
    });
    expect(await registerAnchor(kessai, { isin: ISIN, hash })).to.equal(
      BigInt(await networkHelpers.time.latest()),
    );
    expect(await registerAnchor(kessai, { isin: "US0378331005", hash })).to.equal(undefined);
    await connection.close();
  });
});

describe("RegisterDiffersError", () => {
  it("tells each difference", () => {
    const of = { figure: "units", log: "3", storage: "2" };
    const error = new RegisterDiffersError(ISIN, [
      { account: ALICE, ...of },
      { account: undefined, ...of },
    ]);
    expect(error.message).to.equal(
      `The register of ${ISIN} does not agree with storage.\n` +
        `  ${ALICE}: units is 3 by the log and 2 in storage\n  the bond: units is 3 by the log and 2 in storage`,
    );
    expect(error.details).to.deep.equal({
      differences: [
        { account: ALICE, ...of },
        { account: null, ...of },
      ],
    });
  });
});
