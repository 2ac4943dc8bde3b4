import type { CanonicalValue } from "../encoding/canonicalJson.ts";
import { classMask } from "../participants/classes.ts";
import type { BondRegister, RegisteredHolder } from "./BondRegister.ts";

/** The name and the version of the content that is hashed; another content gets another version. */
export const REGISTER_FORMAT = "kessai-bond-register";
export const REGISTER_VERSION = 1;

/**
 * The content of a register that its hash stands for: everything that the chain knows, and no name. Whole numbers are
 * texts of digits, moments seconds; what follows from other fields is left out.
 */
export function registerContent({ chainId, moment, bond, holders, totals }: BondRegister): CanonicalValue {
  const { isin, address, issuer, currency, denomination, facePerUnit, units, termsHash } = bond;
  return {
    format: REGISTER_FORMAT,
    version: REGISTER_VERSION,
    chainId,
    asOf: moment.asOf,
    block: { number: moment.blockNumber, hash: moment.blockHash, time: moment.blockTime },
    bond: {
      isin,
      address,
      name: bond.name,
      issuer,
      currency,
      denomination,
      facePerUnit,
      units,
      requiredClasses: classMask(bond.requiredClasses),
      issueDate: bond.issueDate,
      maturityDate: bond.maturityDate,
      closedFrom: bond.closedFrom,
      termsHash,
      issuedInBlock: bond.issuedInBlock,
    },
    redeemed: totals.redeemed,
    holders: holders.map(holderContent),
  };
}

function holderContent(holder: RegisteredHolder): CanonicalValue {
  const { account, units, lots, held, frozen, accountFrozen, participant } = holder;
  const { status, kycExpiry, commitment } = participant;
  return {
    account,
    units,
    held,
    frozen,
    accountFrozen,
    status,
    classes: participant.classMask,
    kycExpiry,
    commitment,
    lots: lots.map(({ acquiredAt, blockNumber, units: acquired, cause, from }) => ({
      acquiredAt,
      blockNumber,
      units: acquired,
      cause,
      from,
    })),
  };
}
