import type { AcquisitionCause } from "../BondRegister.ts";
import type { IdentityFinding } from "../book/identifyHolders.ts";
import type { ParticipantStatus } from "../../participants/statuses.ts";
import type { TaxClass } from "../taxClassOf.ts";

/** Every word of a printed register. */
export interface RegisterWords {
  readonly title: string;
  readonly page: string;
  readonly hash: string;
  readonly sheet: string;
  readonly moment: {
    readonly title: string;
    readonly asOf: string;
    readonly block: string;
    readonly blockTime: string;
    readonly blockHash: string;
    readonly chain: string;
  };
  readonly bond: {
    readonly title: string;
    readonly isin: string;
    readonly name: string;
    readonly issuer: string;
    readonly total: string;
    readonly denomination: string;
    readonly units: string;
    readonly outstanding: string;
    readonly redeemed: string;
    readonly facePerUnit: string;
    readonly interest: string;
    readonly interestPayment: string;
    readonly redemption: string;
    readonly maturity: string;
    readonly payment: string;
    readonly paymentDate: string;
    readonly certificates: string;
    readonly noCertificates: string;
    readonly registrar: string;
    readonly fiscalAgent: string;
    readonly termsHash: string;
    readonly contract: string;
    readonly byTerms: string;
  };
  readonly holders: {
    readonly sheet: string;
    readonly title: string;
    readonly number: string;
    readonly holder: string;
    readonly address: string;
    readonly account: string;
    readonly units: string;
    readonly face: string;
    readonly acquired: string;
    readonly held: string;
    readonly frozen: string;
    readonly status: string;
    readonly tax: string;
    readonly total: string;
    readonly wholeAccount: string;
    readonly expired: string;
    readonly withoutBook: string;
    readonly withBook: string;
    readonly notProved: string;
    readonly trust: string;
  };
  readonly lots: {
    readonly sheet: string;
    readonly title: string;
    readonly date: string;
    readonly how: string;
    readonly rule: string;
    readonly causes: Readonly<Record<AcquisitionCause, string>>;
  };
  readonly pledges: {
    readonly sheet: string;
    readonly title: string;
    readonly pledgee: string;
    readonly pledgeeAddress: string;
    readonly date: string;
    readonly none: string;
    readonly withoutBook: string;
  };
  readonly checks: {
    readonly title: string;
    readonly reconciled: string;
    readonly equal: string;
    readonly differ: string;
    readonly book: string;
    readonly bookClean: string;
    readonly noBook: string;
    readonly anchored: string;
    readonly notAnchored: string;
    readonly hashNote: string;
    readonly sheet: string;
    readonly differences: string;
    readonly figure: string;
    readonly log: string;
    readonly storage: string;
    readonly findingsSheet: string;
    readonly findings: string;
    readonly finding: string;
    readonly kinds: Readonly<Record<IdentityFinding["finding"], string>>;
  };
  readonly statuses: Readonly<Record<ParticipantStatus, string>>;
  readonly taxClasses: Readonly<Record<TaxClass, string>>;
}
