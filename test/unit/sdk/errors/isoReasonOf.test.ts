import { expect } from "chai";

import { houseInterface } from "../../../../sdk/contracts/houseInterface.ts";
import { decodeRevert } from "../../../../sdk/errors/decodeRevert.ts";
import { isoReasonOf, OTHER_REASON, SETTLEMENT_ERRORS } from "../../../../sdk/errors/isoReasonOf.ts";
import type { IsoReason } from "../../../../sdk/errors/isoReasonOf.ts";
import { REASON_SENTENCES } from "../../../../sdk/errors/reasonCodes.ts";

const SELLER = "0x1111111111111111111111111111111111111111";
const BUYER = "0x2222222222222222222222222222222222222222";
const OTHER = "0x3333333333333333333333333333333333333333";
const ID = "0x".padEnd(66, "7");
const parties = { seller: SELLER, buyer: BUYER };

/** The reason for a refusal as a contract encodes it. */
function reasonOf(name: string, args: readonly unknown[]): IsoReason {
  const refusal = decodeRevert(houseInterface.encodeErrorResult(name, args));
  expect(refusal?.revert).to.equal(name);
  return isoReasonOf(refusal, parties);
}

/** Errors of the house, of its foundations and of the language that no settlement ends with. */
const NO_SETTLEMENT = [
  /^Error$|^Panic$/,
  /^Access/,
  /^(Bond|Currency|Instrument)Factory/,
  /^BondToken(AlreadyIssued|NotAppointed|NotScheduled|NotServicing|RecordDateOpen|RecordDatePassed|Unknown)/,
  /^BondToken(DuplicateRecordDate|InvalidLockUp|NotPrimaryMarket|Offered|TooManyRecordDates)/,
  /^(Allotment|Offering|Order)/,
  /^(Fund|GiveUp|Link|Quote|Ticket)/,
  /^(Cancellation|CloseOut|Default|Draw|Option|Paymaster|Payment|Recovery|Redemption|Register|Schedule|Suspense|Tax)/,
  /^(DigitalCurrency|DutyManager|ERC2612|ERC3009|ECDSA|Operator|Replacement)/,
  /^ERC20(InsufficientAllowance|InvalidApprover|InvalidSpender)/,
  /^ERC7943Cannot/, // declared by ERC-7943, which the house keeps with more precise errors
  /^Participant(AlreadyKnown|InvalidAccount|InvalidExpiry|MissingCommitment|WrongStatus)/,
  /^RegulatedToken(Invalid|NotPaused|NotReplaced|SupplyExceeded)/,
  /^Trade(AlreadyApproved|AlreadyHeld|CancellationAlreadyAgreed|NotExpired|NotOnHold|NothingToHold)/,
  /^(AddressEmptyCode|Create2EmptyBytecode|FailedCall|FailedDeployment)$/,
  /^(InsufficientBalance|InvalidAccountNonce|InvalidShortString|SafeCastOverflowedUintDowncast|StringTooLong)$/,
];

describe("isoReasonOf", () => {
  it("knows every error of the house that can stop a settlement, and no error that does not exist", () => {
    const names = new Set<string>();
    houseInterface.forEachError(({ name }) => names.add(name));
    const stopping = new Set(SETTLEMENT_ERRORS);
    const unclassified = [...names].filter(
      (name) => !stopping.has(name) && !NO_SETTLEMENT.some((pattern) => pattern.test(name)),
    );
    expect(unclassified).to.deep.equal([]);
    expect(SETTLEMENT_ERRORS.filter((name) => !names.has(name))).to.deep.equal([]);
    expect(SETTLEMENT_ERRORS.filter((name) => NO_SETTLEMENT.some((pattern) => pattern.test(name)))).to.be
      .empty;
  });

  it("gives codes for which the house has words, or the one for other reasons", () => {
    const refusals = SETTLEMENT_ERRORS.map((revert) => ({ revert, args: { account: SELLER } }));
    const codes = new Set(refusals.map((refusal) => isoReasonOf(refusal, parties).code));
    expect([...codes].filter((code) => REASON_SENTENCES[code] === undefined)).to.deep.equal([OTHER_REASON]);
  });

  for (const name of [
    "ERC20InsufficientBalance",
    "RegulatedTokenUnitsHeld",
    "RegulatedTokenInsufficientHold",
  ]) {
    it(`given ${name}, says LACK of the seller's bonds, MONY of the buyer's money`, () => {
      expect(reasonOf(name, [SELLER, 1n, 2n])).to.deep.equal({ code: "LACK", account: SELLER });
      expect(reasonOf(name, [BUYER, 1n, 2n])).to.deep.equal({ code: "MONY", account: BUYER });
      expect(reasonOf(name, [OTHER, 1n, 2n])).to.deep.equal({ code: OTHER_REASON, account: OTHER });
    });
  }

  for (const [name, args, reason] of [
    ["ParticipantIsSuspended", [BUYER], { code: "BLOC", account: BUYER }],
    ["ParticipantExpired", [BUYER, 1n, 2n], { code: "BLOC", account: BUYER }],
    ["ParticipantIsReplaced", [BUYER, OTHER], { code: "BLOC", account: BUYER }],
    ["ParticipantLacksClasses", [BUYER, 4n, 1n], { code: "REGT", account: BUYER }],
    ["RegulatedTokenAccountFrozen", [SELLER], { code: "FROZ", account: SELLER }],
    ["ERC7943InsufficientUnfrozenBalance", [SELLER, 2n, 1n], { code: "FROZ", account: SELLER }],
    ["RegulatedTokenPaused", [OTHER], { code: "PRSY", account: undefined }],
    ["RegulatedTokenNotSettlement", [OTHER, OTHER], { code: "SETS", account: undefined }],
    ["BondTokenClosed", ["0x".padEnd(26, "0"), 1n, 2n], { code: "SBLO", account: undefined }],
    ["BondTokenStopped", ["0x".padEnd(26, "0")], { code: "SBLO", account: undefined }],
    ["BondTokenNotOutstanding", ["0x".padEnd(26, "0")], { code: "NEWI", account: undefined }],
    ["BondTokenNotPaidFor", ["0x".padEnd(26, "0"), 2n, 1n], { code: "NEWI", account: undefined }],
    ["TradeNotDue", [ID, 2n, 1n], { code: "FUTU", account: undefined }],
    ["TradeExpired", [ID, 1n, 2n], { code: "LATE", account: undefined }],
    ["TradeClosed", [ID, 0n], { code: "REFE", account: undefined }],
    ["TradeNumberTaken", [ID, 0n], { code: "REFE", account: undefined }],
    ["TradeOnHold", [ID, 1n], { code: "PREA", account: BUYER }],
    ["TradeNotMatched", [ID], { code: "NMAS", account: undefined }],
    ["TradeNotApproved", [ID, 0n], { code: "NMAS", account: SELLER }],
    ["TradeInvalidSignature", [ID, 1n, BUYER], { code: "NMAS", account: BUYER }],
    ["SetInvalidListSignature", [SELLER, ID], { code: "NMAS", account: SELLER }],
    ["TradeUnknownBond", [ID, "0x".padEnd(26, "0")], { code: "DSEC", account: undefined }],
    ["TradeUnknownCurrency", [ID, "0x000000", OTHER], { code: "NCRR", account: undefined }],
    ["TradeUnpaidPart", [ID, 1n], { code: "VALR", account: undefined }],
    ["SetOutOfGas", [3n], { code: OTHER_REASON, account: undefined }],
  ] as const) {
    it(`given ${name}, says ${reason.code}`, () => {
      expect(reasonOf(name, args)).to.deep.equal(reason);
    });
  }

  it("given no refusal, or one that it does not know, says that there is another reason", () => {
    expect(isoReasonOf(undefined, parties)).to.deep.equal({ code: OTHER_REASON });
    expect(isoReasonOf({ revert: "Panic", args: {} }, parties).code).to.equal(OTHER_REASON);
  });
});
