/** Guidelines of the tests: who may issue, and whole bonds only. */
export const GUIDELINES = `
name: Core bonds
validMinutes: 480
rules:
  - { id: issuers, kind: issuers, eligible: [jpx] }
  - { id: concentration, kind: issuerConcentration, maximumPercent: "5" }
  - { id: lots, kind: lots }
`;

/** Facts of the tests about the JPX bond and one fund. */
export const FACTS = `
asOf: 2022-06-03T09:00
bond:
  isin: JP9JPXGDTB18
  issuer: jpx
  currency: JPY
  denomination: "100,000,000"
  maturityDate: 2023-06-03
  outstandingFace: 500000000
  ratings: [{ agency: R&I, grade: AA }]
  labels: [green]
funds:
  - fund: sakura-fund
    currency: JPY
    netAssets: 3000000000
    positions: [{ isin: JP9JPXGDTB18, issuer: jpx, face: 0, freeFace: 0, marketValue: 0 }]
    cash: [{ currency: JPY, bank: settlement-bank, free: 250000000 }]
  - fund: kiku-fund
dealers: [nomura-securities]
`;
