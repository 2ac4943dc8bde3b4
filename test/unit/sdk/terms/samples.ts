/** Inputs that are right; tests spoil one field at a time. ISIN and LEIs: only the check digits are real. */
export const termsInput = {
  isin: "JP9NRIDIG157",
  name: "Example Bonds",
  nameJa: "例示社債",
  issuer: "issuer",
  fiscalAgent: "trust",
  registrar: "trust",
  currency: "JPY",
  totalAmount: 3_000_000_000n,
  denomination: 100_000_000n,
  couponRatePercent: "1.483",
  couponsPerYear: 2n,
  pricingDate: "2025-03-07",
  issueDate: "2025-03-14",
  maturityDate: "2030-03-14",
  businessDayConvention: "preceding",
  businessCentre: "Asia/Tokyo",
  recordDateRule: { businessDaysBeforePayment: 1n },
  closedPeriodRule: { businessDaysBeforeRedemption: 3n },
  requiredInvestorClasses: ["qualifiedInstitutionalInvestor"],
  underwriting: { underwriter: "dealer", issuePricePer100: "100.00" },
};

export const partyInput = {
  id: "issuer",
  legalName: "Example Issuer, Inc.",
  nameJa: "例示発行株式会社",
  lei: "999900JPXGROUP000068",
  roles: ["issuer"],
  classes: ["resident"],
  kycExpiry: "2030-12-31",
};

export const ticketInput = {
  id: "TRADE-1",
  isin: "JP9NRIDIG157",
  seller: "dealer",
  buyer: "fund",
  faceAmount: 300_000_000n,
  pricePer100: "99.872",
  tradeDate: "2025-06-19",
};

export const depositInput = { reference: "CASH-1", party: "dealer", amount: 100n };
