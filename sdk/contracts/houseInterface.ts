import { Interface } from "ethers";
import type { Fragment } from "ethers";

import {
  BondFactory__factory,
  BondSchedules__factory,
  BondToken__factory,
  Closings__factory,
  CurrencyFactory__factory,
  DigitalCurrency__factory,
  DutyManager__factory,
  DvPEscrow__factory,
  IBondFactory__factory,
  IBondSchedules__factory,
  IBondServicing__factory,
  IBondToken__factory,
  IClosings__factory,
  ICurrencyFactory__factory,
  IDigitalCurrency__factory,
  IDutyManager__factory,
  IDvPEscrow__factory,
  IERC1643__factory,
  IERC3009__factory,
  IERC7943Fungible__factory,
  IInstrumentFactory__factory,
  IOfferingLedger__factory,
  IOffering__factory,
  IOrderBook__factory,
  IParticipantRegistry__factory,
  IPaymaster__factory,
  IPaymentAgent__factory,
  IRedemptionAgent__factory,
  IRedemptionOptions__factory,
  IRedemptions__factory,
  IRegisterAnchors__factory,
  IRegulatedToken__factory,
  ITaxTable__factory,
  ITradeSetEvents__factory,
  ITradeSets__factory,
  ITrades__factory,
  Offering__factory,
  ParticipantRegistry__factory,
  PaymentAgent__factory,
  RedemptionAgent__factory,
  RedemptionOptions__factory,
  RegisterAnchors__factory,
  TaxTable__factory,
} from "../../typechain-types/index.ts";

/** Interfaces bring what is ours, contracts what they inherit from OpenZeppelin as well. */
const interfaces: readonly Interface[] = [
  BondFactory__factory,
  BondSchedules__factory,
  BondToken__factory,
  Closings__factory,
  CurrencyFactory__factory,
  DigitalCurrency__factory,
  DutyManager__factory,
  DvPEscrow__factory,
  IBondFactory__factory,
  IBondSchedules__factory,
  IBondServicing__factory,
  IBondToken__factory,
  IClosings__factory,
  ICurrencyFactory__factory,
  IDigitalCurrency__factory,
  IDutyManager__factory,
  IDvPEscrow__factory,
  IERC1643__factory,
  IERC3009__factory,
  IERC7943Fungible__factory,
  IInstrumentFactory__factory,
  IOfferingLedger__factory,
  IOffering__factory,
  IOrderBook__factory,
  IParticipantRegistry__factory,
  IPaymaster__factory,
  IPaymentAgent__factory,
  IRedemptionAgent__factory,
  IRedemptionOptions__factory,
  IRedemptions__factory,
  IRegisterAnchors__factory,
  IRegulatedToken__factory,
  ITaxTable__factory,
  ITradeSetEvents__factory,
  ITradeSets__factory,
  ITrades__factory,
  Offering__factory,
  ParticipantRegistry__factory,
  PaymentAgent__factory,
  RedemptionAgent__factory,
  RedemptionOptions__factory,
  RegisterAnchors__factory,
  TaxTable__factory,
].map((factory) => factory.createInterface());

/**
 * Every error and event of every contract of the house, OpenZeppelin's included, in one interface: whatever contract an
 * answer comes from, it is understood.
 */
export const houseInterface = new Interface(errorsAndEvents());

function errorsAndEvents(): readonly Fragment[] {
  const fragments = interfaces.flatMap((each) => each.fragments);
  const known = fragments.filter(({ type }) => type === "error" || type === "event");
  return [
    ...new Map(known.map((fragment) => [fragment.format("sighash") + fragment.type, fragment])).values(),
  ];
}
