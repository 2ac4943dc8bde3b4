import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import {
  Blocks__factory,
  BondFactory__factory,
  BondSchedules__factory,
  Closings__factory,
  CurrencyFactory__factory,
  DutyManager__factory,
  DvPEscrow__factory,
  FundAccountFactory__factory,
  Offering__factory,
  ParticipantRegistry__factory,
  PaymentAgent__factory,
  RedemptionAgent__factory,
  RedemptionOptions__factory,
  RegisterAnchors__factory,
  RequestForQuote__factory,
  TaxTable__factory,
  TradeSets__factory,
} from "../../typechain-types/index.ts";
import { ROLE_IDS } from "../../sdk/participants/roles.ts";
import { JAPANESE_TAX } from "../../sdk/tax/japaneseTax.ts";
import { artifactOf } from "../artifactOf.ts";

/**
 * The whole house: access manager, registry, factories, settlement, servicing, primary and secondary market.
 *
 * The deployer wires the contracts together, grants each role to the account that it is told, and ends with no power
 * at all. Resumable: an interrupted deployment goes on where it stopped.
 *
 * Parameters: one account for each role; `adminDelay`, `courtOrderDelay` and `replacementDelay` in seconds.
 */
export default buildModule("Kessai", (m) => {
  const deployer = m.getAccount(0);
  const adminDelay = m.getParameter<number>("adminDelay");
  const courtOrderDelay = m.getParameter<number>("courtOrderDelay");
  const replacementDelay = m.getParameter<number>("replacementDelay");

  const manager = m.contract("DutyManager", artifactOf("DutyManager", DutyManager__factory), [
    deployer,
    adminDelay,
    courtOrderDelay,
  ]);
  const registry = m.contract(
    "ParticipantRegistry",
    artifactOf("ParticipantRegistry", ParticipantRegistry__factory),
    [manager, replacementDelay],
  );
  const bondFactory = m.contract("BondFactory", artifactOf("BondFactory", BondFactory__factory), [
    manager,
    registry,
  ]);
  const currencyFactory = m.contract(
    "CurrencyFactory",
    artifactOf("CurrencyFactory", CurrencyFactory__factory),
    [manager, registry],
  );
  const tradeSets = m.contract("TradeSets", artifactOf("TradeSets", TradeSets__factory), [
    registry,
    bondFactory,
    currencyFactory,
  ]);
  const escrow = m.contract("DvPEscrow", artifactOf("DvPEscrow", DvPEscrow__factory), [manager, tradeSets]);

  const schedules = m.contract("BondSchedules", artifactOf("BondSchedules", BondSchedules__factory), [
    manager,
    bondFactory,
    currencyFactory,
  ]);
  const taxTable = m.contract("TaxTable", artifactOf("TaxTable", TaxTable__factory), [
    manager,
    JAPANESE_TAX.map((entry) => ({ ...entry })),
  ]);
  const paymentAgent = m.contract("PaymentAgent", artifactOf("PaymentAgent", PaymentAgent__factory), [
    manager,
    schedules,
    taxTable,
  ]);
  const optionsRoom = m.contract(
    "RedemptionOptions",
    artifactOf("RedemptionOptions", RedemptionOptions__factory),
    [manager, schedules, taxTable, paymentAgent],
  );
  const redemptionAgent = m.contract(
    "RedemptionAgent",
    artifactOf("RedemptionAgent", RedemptionAgent__factory),
    [manager, schedules, taxTable, paymentAgent, optionsRoom],
  );
  const registerAnchors = m.contract(
    "RegisterAnchors",
    artifactOf("RegisterAnchors", RegisterAnchors__factory),
    [manager],
  );

  const closingRoom = m.contract("Closings", artifactOf("Closings", Closings__factory), [manager, escrow]);
  const offering = m.contract("Offering", artifactOf("Offering", Offering__factory), [
    manager,
    escrow,
    closingRoom,
  ]);

  const blockRoom = m.contract("Blocks", artifactOf("Blocks", Blocks__factory), [escrow]);
  const requestForQuote = m.contract(
    "RequestForQuote",
    artifactOf("RequestForQuote", RequestForQuote__factory),
    [blockRoom],
  );
  const fundAccountFactory = m.contract(
    "FundAccountFactory",
    artifactOf("FundAccountFactory", FundAccountFactory__factory),
    [requestForQuote],
  );

  const wired = [
    m.call(bondFactory, "setPrimaryMarket", [offering], { id: "IssueBondsByOffering" }),
    m.call(bondFactory, "setServicing", [redemptionAgent], { id: "ServiceBondsByRedemptionAgent" }),
    m.call(bondFactory, "setSettlement", [escrow], { id: "SettleBondsInEscrow" }),
    m.call(currencyFactory, "setSettlement", [escrow], { id: "SettleCurrenciesInEscrow" }),
  ];

  const delays = { admin: adminDelay, courtOrder: courtOrderDelay };
  const grants = Object.entries(ROLE_IDS).map(([name, id]) => {
    const account = m.getParameter<string>(name);
    const delay = name === "admin" || name === "courtOrder" ? delays[name] : 0;
    return m.call(manager, "grantRole", [id, account, delay], { id: `Grant_${name}` });
  });
  m.call(manager, "renounceRole", [ROLE_IDS.admin, deployer], {
    id: "DeployerLeaves",
    after: [...wired, ...grants],
  });

  return {
    manager,
    registry,
    bondFactory,
    currencyFactory,
    escrow,
    schedules,
    taxTable,
    paymentAgent,
    redemptionAgent,
    registerAnchors,
    offering,
    requestForQuote,
    fundAccountFactory,
  };
});
