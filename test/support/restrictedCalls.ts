import type { Interface } from "ethers";
import { ZeroHash } from "ethers";

import type { ROLE_IDS as ROLES } from "../../sdk/participants/roles.ts";
import type { IOrderBook } from "../../typechain-types/index.ts";
import type { Call } from "./actions.ts";
import { OTHER_ISIN } from "./actions.ts";
import type { World } from "./useWorld.ts";
import { ascii, COMMITMENT, DAY, EVIDENCE, FAR, ISIN, START } from "./world.ts";

export type Role = keyof typeof ROLES;

export const CONTRACTS = [
  "registry",
  "bondFactory",
  "currencyFactory",
  "escrow",
  "bond",
  "cash",
  "schedules",
  "taxTable",
  "paymentAgent",
  "redemptionAgent",
  "registerAnchors",
  "offering",
] as const;
export type ContractName = (typeof CONTRACTS)[number];

export interface RestrictedCall {
  readonly contract: ContractName;
  readonly name: string;
  readonly role: Role;
  /** A call that is right but for its caller. */
  readonly make: (w: World) => Promise<Call>;
}

const duty = (
  contract: ContractName,
  name: string,
  role: Role,
  make: (w: World) => Promise<Call>,
): RestrictedCall => ({ contract, name, role, make });

/** Terms of a tap of one unit of the world's bond. */
const tapTerms = (settlementBank: string): IOrderBook.TermsStruct => ({
  isin: ISIN,
  method: 0,
  placement: 0,
  ifPaymentFails: 0,
  units: 1n,
  minimumUnits: 1n,
  priceFloor: 1n,
  priceCap: 1n,
  feePerUnit: 0n,
  facePerUnit: 1n,
  accruedPerYenE13: 0n,
  bookFrom: START,
  bookUntil: START + DAY,
  pricingFrom: START + DAY,
  paymentFrom: START + 2 * DAY,
  failFrom: START + 2 * DAY,
  closeBy: START + 3 * DAY,
  lockUpUntil: 0,
  issuerLockUpUntil: 0,
  settlementBank,
  ruleHash: EVIDENCE,
});

const ofEachToken = (
  name: string,
  role: Role,
  make: (token: World["bond"] | World["cash"], w: World) => Promise<Call>,
) => (["bond", "cash"] as const).map((contract) => duty(contract, name, role, (w) => make(w[contract], w)));

/** Every restricted function of the house, and whose duty it is. */
export const RESTRICTED: readonly RestrictedCall[] = [
  duty("registry", "admit", "registrar", ({ registry, outsider }) =>
    registry.admit.populateTransaction(outsider, 0, FAR, COMMITMENT),
  ),
  duty("registry", "update", "registrar", ({ registry, third }) =>
    registry.update.populateTransaction(third, 0, FAR, COMMITMENT),
  ),
  duty("registry", "close", "registrar", ({ registry, third }) => registry.close.populateTransaction(third)),
  duty("registry", "proposeReplacement", "registrar", ({ registry, third, outsider }) =>
    registry.proposeReplacement.populateTransaction(third, outsider, EVIDENCE),
  ),
  duty("registry", "completeReplacement", "registrar", ({ registry, third }) =>
    registry.completeReplacement.populateTransaction(third),
  ),
  ...ofEachToken("recover", "registrar", (token, { third }) => token.recover.populateTransaction(third)),
  duty("registerAnchors", "anchor", "registrar", ({ registerAnchors }) =>
    registerAnchors.anchor.populateTransaction(ISIN, START, 1n, EVIDENCE),
  ),

  duty("currencyFactory", "createCurrency", "settlementBank", ({ currencyFactory }) =>
    currencyFactory.createCurrency.populateTransaction(ascii("EUR", 3), 2, "Digital euro"),
  ),
  duty("cash", "mint", "settlementBank", ({ cash, seller }) =>
    cash.mint.populateTransaction(seller, 1n, EVIDENCE),
  ),
  duty("cash", "burn", "settlementBank", ({ cash }) => cash.burn.populateTransaction(0n, EVIDENCE)),

  duty("bondFactory", "createBond", "issuerAgent", ({ bondFactory, terms }) =>
    bondFactory.createBond.populateTransaction({ ...terms, isin: OTHER_ISIN }),
  ),
  duty("bond", "issue", "issuerAgent", ({ bond }) => bond.issue.populateTransaction()),
  duty("offering", "offer", "issuerAgent", ({ offering, settlementBank, seller }) =>
    offering.offer.populateTransaction(tapTerms(settlementBank.address), [{ firm: seller, commitment: 1n }]),
  ),
  duty("bond", "setDocument", "issuerAgent", ({ bond }) =>
    bond.setDocument.populateTransaction(EVIDENCE, "https://example.com", EVIDENCE),
  ),
  duty("bond", "removeDocument", "issuerAgent", ({ bond }) =>
    bond.removeDocument.populateTransaction(EVIDENCE),
  ),
  duty("schedules", "fixRate", "issuerAgent", ({ schedules }) =>
    schedules.fixRate.populateTransaction(ISIN, 0, 0, EVIDENCE),
  ),
  duty("schedules", "decideStep", "issuerAgent", ({ schedules }) =>
    schedules.decideStep.populateTransaction(ISIN, 0, true, EVIDENCE),
  ),
  duty("paymentAgent", "returnFunding", "issuerAgent", ({ paymentAgent }) =>
    paymentAgent.returnFunding.populateTransaction(ISIN, 0),
  ),
  duty("redemptionAgent", "announceCall", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.announceCall.populateTransaction(ISIN, 0, 0n, ZeroHash),
  ),
  duty("redemptionAgent", "announceRepayment", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.announceRepayment.populateTransaction(ISIN, 0, 0, 1n),
  ),
  duty("redemptionAgent", "openDraw", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.openDraw.populateTransaction(ISIN, 1, EVIDENCE),
  ),
  duty("redemptionAgent", "draw", "issuerAgent", ({ redemptionAgent, seller }) =>
    redemptionAgent.draw.populateTransaction(ISIN, 1, [seller]),
  ),
  duty("redemptionAgent", "endDraw", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.endDraw.populateTransaction(ISIN, 1),
  ),
  duty("redemptionAgent", "restartDraw", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.restartDraw.populateTransaction(ISIN, 1),
  ),
  duty("redemptionAgent", "cureDefault", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.cureDefault.populateTransaction(ISIN, EVIDENCE),
  ),
  duty("redemptionAgent", "accelerate", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.accelerate.populateTransaction(ISIN, EVIDENCE),
  ),
  duty("redemptionAgent", "openRecovery", "issuerAgent", ({ redemptionAgent }) =>
    redemptionAgent.openRecovery.populateTransaction(
      ISIN,
      START + 200 * DAY,
      START + 205 * DAY,
      1n,
      EVIDENCE,
    ),
  ),

  duty("registry", "suspend", "compliance", ({ registry, third }) =>
    registry.suspend.populateTransaction(third, EVIDENCE),
  ),
  duty("registry", "reinstate", "compliance", ({ registry, third }) =>
    registry.reinstate.populateTransaction(third, EVIDENCE),
  ),
  ...ofEachToken("setFrozenTokens", "compliance", (token, { seller }) =>
    token.setFrozenTokens.populateTransaction(seller, 1n),
  ),
  ...ofEachToken("setAccountFrozen", "compliance", (token, { seller }) =>
    token.setAccountFrozen.populateTransaction(seller, true),
  ),

  ...ofEachToken("pause", "pauser", (token) => token.pause.populateTransaction()),
  ...ofEachToken("unpause", "pauser", (token) => token.unpause.populateTransaction()),

  ...ofEachToken("forcedTransfer", "courtOrder", (token, { seller, third }) =>
    token.forcedTransfer.populateTransaction(seller, third, 1n),
  ),
  duty("escrow", "cancelByCourtOrder", "courtOrder", ({ escrow, trade }) =>
    escrow.cancelByCourtOrder.populateTransaction(trade(), EVIDENCE),
  ),
  ...(["paymentAgent", "redemptionAgent"] as const).map((contract) =>
    duty(contract, "seizeSuspense", "courtOrder", (w) =>
      w[contract].seizeSuspense.populateTransaction(ISIN, w.seller, w.third, EVIDENCE),
    ),
  ),
  duty("redemptionAgent", "closeOut", "courtOrder", ({ redemptionAgent }) =>
    redemptionAgent.closeOut.populateTransaction(ISIN, 0n, EVIDENCE),
  ),

  ...ofEachToken("setSettlement", "admin", async (token, { registry }) =>
    token.setSettlement.populateTransaction(await registry.getAddress()),
  ),
  duty("bondFactory", "setSettlement", "admin", async ({ bondFactory, registry }) =>
    bondFactory.setSettlement.populateTransaction(await registry.getAddress()),
  ),
  duty("currencyFactory", "setSettlement", "admin", async ({ currencyFactory, registry }) =>
    currencyFactory.setSettlement.populateTransaction(await registry.getAddress()),
  ),
  duty("bondFactory", "setServicing", "admin", async ({ bondFactory, registry }) =>
    bondFactory.setServicing.populateTransaction(await registry.getAddress()),
  ),
  duty("bondFactory", "setPrimaryMarket", "admin", async ({ bondFactory, offering }) =>
    // its room answers the same questions
    bondFactory.setPrimaryMarket.populateTransaction(await offering.closingRoom()),
  ),
  duty("taxTable", "setRate", "admin", ({ taxTable }) =>
    taxTable.setRate.populateTransaction({
      instrumentClass: 0,
      taxClass: 0,
      from: FAR,
      nationalE5: 0,
      localE5: 0,
    }),
  ),
];

/**
 * Every function that changes state and is nobody's duty: because it binds nobody but its caller or a signer, because it
 * does what has to be done whoever asks, or because a contract of the house alone can call it.
 */
export const OPEN: Readonly<Record<ContractName, readonly string[]>> = {
  registry: ["appointOperator", "withdrawReplacement"],
  bondFactory: [],
  currencyFactory: [],
  escrow: [
    "affirm",
    "affirmThenSettle",
    "cancel",
    "expire",
    "hold",
    "instruct",
    "instructSigned",
    "releaseInstruction",
    "settle",
    "settleAllForBatch",
    "settleAsOperator",
    "settleBatch",
    "settleBySignatures",
    "settleChain",
    "settleNet",
    "settleOneForBatch",
    "settlePart",
  ],
  bond: [
    "addRecordDate",
    "approve",
    "closeRegister",
    "hold",
    "issueUnits",
    "lockUp",
    "moveForSettlement",
    "moveManyForSettlement",
    "permit",
    "redeem",
    "release",
    "stopTransfers",
    "transfer",
    "transferFrom",
  ],
  cash: [
    "approve",
    "cancelAuthorization",
    "hold",
    "moveForSettlement",
    "moveManyForSettlement",
    "permit",
    "receiveWithAuthorization",
    "release",
    "transfer",
    "transferFrom",
    "transferWithAuthorization",
  ],
  schedules: ["adopt", "append", "raisePrincipal"],
  taxTable: [],
  paymentAgent: ["claim", "fund", "pay"],
  redemptionAgent: ["cancelUnits", "claim", "declareDefault", "exercisePut", "fund", "lapse", "redeem"],
  registerAnchors: [],
  offering: [
    "allot",
    "amendOrder",
    "approveAllocation",
    "callOff",
    "close",
    "completeAllocation",
    "countOfferees",
    "demandApproval",
    "earmark",
    "enterOrder",
    "price",
    "revokeOrder",
    "underwrite",
    "unwind",
    "withdrawOrder",
  ],
};

/** The names of all functions that change state. */
export function mutatingFunctions(abi: Interface): string[] {
  const names: string[] = [];
  abi.forEachFunction((each) => {
    if (!each.constant) names.push(each.name);
  });
  return names.sort();
}
