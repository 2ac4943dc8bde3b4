import type { BusinessCentre } from "../../calendar/BusinessCentre.ts";
import type { HolderIdentity, IdentifiedHolders } from "../book/identifyHolders.ts";
import type { BondRegister } from "../BondRegister.ts";
import type { Reconciliation } from "../compareRegister.ts";

/** The languages in which a register is printed. */
export const REGISTER_LANGUAGES = ["ja", "en"] as const;

/** A language in which a register is printed. */
export type RegisterLanguage = (typeof REGISTER_LANGUAGES)[number];

/** A text in every language. */
export type InBoth = Readonly<Record<RegisterLanguage, string>>;

/** What the term sheet says that the chain knows only by its hash (Companies Act art. 681 (i), (iii)). */
export interface RegisterParticulars {
  readonly name: InBoth;
  readonly issuer: InBoth;
  readonly registrar: InBoth;
  readonly fiscalAgent: InBoth;
  /** 利率 */
  readonly interest: InBoth;
  /** 利息支払の方法及び期限 */
  readonly interestPayment: InBoth;
  /** 償還の方法及び期限 */
  readonly redemption: InBoth;
  /** 各社債と引換えに払い込まれた金銭の額及び払込みの日 */
  readonly payment: InBoth;
}

/** Everything that is printed of a register. */
export interface RegisterPrint {
  readonly register: BondRegister;
  /** Whose clock moments are told by. */
  readonly centre: BusinessCentre;
  /** Of the register's content, without names. */
  readonly hash: string;
  readonly reconciliation: Reconciliation;
  /** What the identity book says; `undefined` for a reader without it. */
  readonly identified: IdentifiedHolders | undefined;
  /** `undefined` without the term sheet. */
  readonly particulars: RegisterParticulars | undefined;
  /** When the hash was anchored on chain, in seconds; `undefined` when it was not. */
  readonly anchoredAt: bigint | undefined;
}

/** Who a holder is, when the book proves it. */
export function identityIn({ identified }: RegisterPrint, account: string): HolderIdentity | undefined {
  return identified?.identities.get(account);
}
