import type { ContractRunner, Provider } from "ethers";

import {
  BondFactory__factory,
  BondSchedules__factory,
  BondToken__factory,
  CurrencyFactory__factory,
  DigitalCurrency__factory,
  DutyManager__factory,
  DvPEscrow__factory,
  FundAccountFactory__factory,
  Offering__factory,
  ParticipantRegistry__factory,
  PaymentAgent__factory,
  RedemptionAgent__factory,
  RegisterAnchors__factory,
  RequestForQuote__factory,
  TaxTable__factory,
} from "../../typechain-types/index.ts";
import type {
  BondFactory,
  BondSchedules,
  BondToken,
  CurrencyFactory,
  DigitalCurrency,
  DutyManager,
  DvPEscrow,
  FundAccountFactory,
  Offering,
  ParticipantRegistry,
  PaymentAgent,
  RedemptionAgent,
  RegisterAnchors,
  RequestForQuote,
  TaxTable,
} from "../../typechain-types/index.ts";
import type { Deployment } from "../deployments/Deployment.ts";
import { encodeAscii } from "../encoding/asciiBytes.ts";
import { offeringDomain } from "../offering/offeringDomain.ts";
import type { OfferingDomain } from "../offering/offeringDomain.ts";
import { tradeDomain } from "../trade/tradeDomain.ts";
import type { TradeDomain } from "../trade/tradeDomain.ts";
import { tradingDomain } from "../trading/tradingDomain.ts";
import type { TradingDomain } from "../trading/tradingDomain.ts";

/** A digital currency: what it is denominated in, and whose liability it is. */
export interface CurrencyName {
  /** ISO 4217. */
  readonly currency: string;
  /** The bank's account. */
  readonly settlementBank: string;
}

/** What a `Kessai` is made of. */
export interface KessaiOptions {
  /** Reads the chain: a provider, or a signer that has one. */
  readonly runner: ContractRunner & { readonly provider: Provider | null };
  readonly deployment: Deployment;
}

/**
 * A house on a chain: its contracts with their types. It reads; what changes the chain is made by the actions beside it
 * and sent by `send`, so that nothing is sent by accident and everything can be shown before.
 */
export class Kessai {
  readonly deployment: Deployment;
  readonly provider: Provider;
  readonly manager: DutyManager;
  readonly registry: ParticipantRegistry;
  readonly bondFactory: BondFactory;
  readonly currencyFactory: CurrencyFactory;
  readonly escrow: DvPEscrow;
  readonly schedules: BondSchedules;
  readonly taxTable: TaxTable;
  readonly paymentAgent: PaymentAgent;
  readonly redemptionAgent: RedemptionAgent;
  readonly registerAnchors: RegisterAnchors;
  readonly offering: Offering;
  readonly requestForQuote: RequestForQuote;
  readonly fundAccountFactory: FundAccountFactory;
  /** What trades of this house are signed for. */
  readonly domain: TradeDomain;
  /** What orders for its bonds are signed for. */
  readonly offeringDomain: OfferingDomain;
  /** What quotes, tickets and messages of its secondary market are signed for. */
  readonly tradingDomain: TradingDomain;

  constructor({ runner, deployment }: KessaiOptions) {
    if (runner.provider === null) throw new TypeError("Kessai needs a provider, or a signer that has one");
    const { addresses, chainId } = deployment;
    this.deployment = deployment;
    this.provider = runner.provider;
    this.manager = DutyManager__factory.connect(addresses.manager, this.provider);
    this.registry = ParticipantRegistry__factory.connect(addresses.registry, this.provider);
    this.bondFactory = BondFactory__factory.connect(addresses.bondFactory, this.provider);
    this.currencyFactory = CurrencyFactory__factory.connect(addresses.currencyFactory, this.provider);
    this.escrow = DvPEscrow__factory.connect(addresses.escrow, this.provider);
    this.schedules = BondSchedules__factory.connect(addresses.schedules, this.provider);
    this.taxTable = TaxTable__factory.connect(addresses.taxTable, this.provider);
    this.paymentAgent = PaymentAgent__factory.connect(addresses.paymentAgent, this.provider);
    this.redemptionAgent = RedemptionAgent__factory.connect(addresses.redemptionAgent, this.provider);
    this.registerAnchors = RegisterAnchors__factory.connect(addresses.registerAnchors, this.provider);
    this.offering = Offering__factory.connect(addresses.offering, this.provider);
    this.requestForQuote = RequestForQuote__factory.connect(addresses.requestForQuote, this.provider);
    this.fundAccountFactory = FundAccountFactory__factory.connect(
      addresses.fundAccountFactory,
      this.provider,
    );
    this.domain = tradeDomain({ chainId, escrow: addresses.escrow });
    this.offeringDomain = offeringDomain({ chainId, offering: addresses.offering });
    this.tradingDomain = tradingDomain({ chainId, rfq: addresses.requestForQuote });
  }

  /** The address that follows from an ISIN, whether or not the bond was created yet. */
  async bondAddress(isin: string): Promise<string> {
    return await this.bondFactory.bondOf(encodeAscii(isin, 12));
  }

  /** The address that follows from a currency's name, whether or not it was created yet. */
  async currencyAddress({ currency, settlementBank }: CurrencyName): Promise<string> {
    return await this.currencyFactory.currencyOf(encodeAscii(currency, 3), settlementBank);
  }

  /** The bond of an ISIN, at the address that follows from it, whether or not it was created yet. */
  async bond(isin: string): Promise<BondToken> {
    return BondToken__factory.connect(await this.bondAddress(isin), this.provider);
  }

  /** A bank's currency, at the address that follows from its name, whether or not it was created yet. */
  async currency(name: CurrencyName): Promise<DigitalCurrency> {
    return DigitalCurrency__factory.connect(await this.currencyAddress(name), this.provider);
  }

  /** The time of the newest block, in seconds: the time by which the contracts judge. */
  async now(): Promise<bigint> {
    const block = await this.provider.getBlock("latest");
    if (block === null) throw new TypeError("the node gives no newest block");
    return BigInt(block.timestamp);
  }
}
