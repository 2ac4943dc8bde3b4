import { expect } from "chai";
import { AbiCoder, concat, id, keccak256, toUtf8Bytes } from "ethers";

import { isLoginSigned } from "../../../../sdk/transport/isLoginSigned.ts";
import { isWithdrawalSigned } from "../../../../sdk/transport/isWithdrawalSigned.ts";
import type { Login } from "../../../../sdk/transport/Login.ts";
import { loginDigest } from "../../../../sdk/transport/loginHash.ts";
import { signLogin } from "../../../../sdk/transport/signLogin.ts";
import { signWithdrawal } from "../../../../sdk/transport/signWithdrawal.ts";
import type { Withdrawal } from "../../../../sdk/transport/Withdrawal.ts";
import { withdrawalDigest } from "../../../../sdk/transport/withdrawalHash.ts";
import { accountOf, addressOf, ASKED_AT, DOMAIN, walletOf } from "../trading/samples.ts";

const abi = AbiCoder.defaultAbiCoder();

/** EIP-712 written out: a domain and a struct, each field in 32 bytes behind the hash of its type. */
function digestByHand(type: string, kinds: readonly string[], values: readonly unknown[]): string {
  const { name, version, chainId, verifyingContract } = DOMAIN;
  const domainType = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
  const separator = keccak256(
    abi.encode(
      ["bytes32", "bytes32", "bytes32", "uint256", "address"],
      [id(domainType), id(name), id(version), chainId, verifyingContract],
    ),
  );
  const struct = keccak256(abi.encode(["bytes32", ...kinds], [id(type), ...values]));
  return keccak256(concat(["0x1901", separator, struct]));
}

const login: Login = { account: addressOf("dealer 1"), role: "dealer", challenge: id("challenge") };
const withdrawal: Withdrawal = {
  request: id("request"),
  quote: id("quote"),
  dealer: addressOf("dealer 1"),
  at: ASKED_AT,
};

describe("signatures of the transport", () => {
  it("given a login, when it is hashed, then the digest is EIP-712 written out", () => {
    const role = keccak256(toUtf8Bytes("dealer"));
    const type = "Login(address account,string role,bytes32 challenge)";
    expect(loginDigest(DOMAIN, login)).to.equal(
      digestByHand(type, ["address", "bytes32", "bytes32"], [login.account, role, login.challenge]),
    );
  });

  it("given a withdrawal, when it is hashed, then the digest is EIP-712 written out", () => {
    const { request, quote, dealer, at } = withdrawal;
    const type = "Withdrawal(bytes32 request,bytes32 quote,address dealer,uint64 at)";
    expect(withdrawalDigest(DOMAIN, withdrawal)).to.equal(
      digestByHand(type, ["bytes32", "bytes32", "address", "uint256"], [request, quote, dealer, at]),
    );
  });

  it("given a signed login, when any of it is otherwise, then it is not signed", async () => {
    const signed = await signLogin(walletOf("dealer 1"), { domain: DOMAIN, login });
    expect(signed.signature).to.have.length(2 + 2 * 64);
    expect(isLoginSigned(DOMAIN, signed)).to.be.true;
    for (const change of [
      { account: accountOf(7) },
      { role: "asker" },
      { challenge: id("another") },
      { account: "nobody" },
    ] as const) {
      expect(isLoginSigned(DOMAIN, { ...signed, login: { ...login, ...change } })).to.be.false;
    }
    expect(isLoginSigned({ ...DOMAIN, chainId: 1n }, signed)).to.be.false;
    expect(isLoginSigned(DOMAIN, { login, signature: "0x" })).to.be.false;
  });

  it("given a signed withdrawal, when any of it is otherwise, then it is not signed", async () => {
    const signed = await signWithdrawal(walletOf("dealer 1"), { domain: DOMAIN, withdrawal });
    expect(isWithdrawalSigned(DOMAIN, signed)).to.be.true;
    for (const change of [
      { request: id("another") },
      { quote: id("another") },
      { dealer: addressOf("dealer 2") },
      { at: ASKED_AT + 1n },
      { at: -1n },
    ]) {
      const altered = { ...signed, withdrawal: { ...withdrawal, ...change } };
      expect(isWithdrawalSigned(DOMAIN, altered)).to.be.false;
    }
    expect(isWithdrawalSigned({ ...DOMAIN, verifyingContract: accountOf(1) }, signed)).to.be.false;
  });
});
