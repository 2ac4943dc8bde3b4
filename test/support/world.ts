import { encodeBytes32String, hexlify, Signature, toUtf8Bytes, zeroPadBytes, ZeroAddress } from "ethers";
import hre from "hardhat";

import Kessai from "../../ignition/modules/Kessai.ts";
import { TRADE_TYPES } from "../../sdk/trade/tradeTypes.ts";
import type { IBondToken, ITrades } from "../../typechain-types/index.ts";
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
import { hashOf, scheduleOf } from "./schedules.ts";

export { TRADE_TYPES };

/** ASCII text as left-aligned fixed bytes. */
export const ascii = (text: string, length: number): string =>
  zeroPadBytes(hexlify(toUtf8Bytes(text)), length);

export const DAY = 86_400;
export const SCOPES = { trade: 1, cancel: 2, issue: 4 } as const;
export const SIDE = { seller: 0, buyer: 1 } as const;
/** ITrades.Readiness. */
export const READINESS = { ready: 0, earmarked: 1, onHold: 2 } as const;
export const QII = 1;
export const ISIN = ascii("JP3633400001", 12);
export const JPY = ascii("JPY", 3);
export const COMMITMENT = "0x" + "5a".repeat(22);
export const EVIDENCE = encodeBytes32String("evidence");
/** Far in the future: 2100-01-01. */
export const FAR = 4_102_444_800;

export const DELAYS = { adminDelay: 2 * DAY, courtOrderDelay: DAY, replacementDelay: 3 * DAY } as const;

/** The first second of the embedded chain in tests: 2022-06-01T00:00:00+09:00. */
export const START = 1_654_009_200;

/**
 * A house with one bond of 1,000 units of 100,000,000 yen, issued; seller and buyer each hold both tokens.
 *
 * Every duty is held by an account of its own. Record dates: 180 and 350 days from the start; closed from day 360;
 * maturity on day 365.
 */
export async function world() {
  const connection = await hre.network.create({ override: { initialDate: new Date(START * 1000) } });
  const { ethers, networkHelpers } = connection;
  const signers = await ethers.getSigners();
  const names = [
    "deployer",
    "admin",
    "registrar",
    "settlementBank",
    "issuerAgent",
    "compliance",
    "pauser",
    "courtOrder",
    "issuer",
    "seller",
    "buyer",
    "third",
    "outsider",
    "venue",
    "operator",
  ] as const;
  const account = (name: (typeof names)[number]) => {
    const signer = signers[names.indexOf(name)];
    if (signer === undefined) throw new Error(`no test account for ${name}`);
    return signer;
  };
  const accounts = Object.fromEntries(names.map((name) => [name, account(name)])) as Record<
    (typeof names)[number],
    ReturnType<typeof account>
  >;

  const { admin, registrar, settlementBank, issuerAgent, compliance, pauser, courtOrder } = accounts;
  const { issuer, seller, buyer, third } = accounts;
  const deployed = await connection.ignition.deploy(Kessai, {
    parameters: {
      Kessai: {
        ...DELAYS,
        admin: admin.address,
        registrar: registrar.address,
        settlementBank: settlementBank.address,
        issuerAgent: issuerAgent.address,
        compliance: compliance.address,
        pauser: pauser.address,
        courtOrder: courtOrder.address,
      },
    },
  });
  const manager = DutyManager__factory.connect(await deployed.manager.getAddress(), admin);
  const registry = ParticipantRegistry__factory.connect(await deployed.registry.getAddress(), registrar);
  const bondFactory = BondFactory__factory.connect(await deployed.bondFactory.getAddress(), issuerAgent);
  const currencyFactory = CurrencyFactory__factory.connect(
    await deployed.currencyFactory.getAddress(),
    settlementBank,
  );
  const escrow = DvPEscrow__factory.connect(await deployed.escrow.getAddress(), seller);

  const schedules = BondSchedules__factory.connect(await deployed.schedules.getAddress(), issuerAgent);
  const taxTable = TaxTable__factory.connect(await deployed.taxTable.getAddress(), admin);
  const paymentAgent = PaymentAgent__factory.connect(await deployed.paymentAgent.getAddress(), issuerAgent);
  const redemptionAgent = RedemptionAgent__factory.connect(
    await deployed.redemptionAgent.getAddress(),
    issuerAgent,
  );
  const registerAnchors = RegisterAnchors__factory.connect(
    await deployed.registerAnchors.getAddress(),
    registrar,
  );

  const offering = Offering__factory.connect(await deployed.offering.getAddress(), issuerAgent);
  const requestForQuote = RequestForQuote__factory.connect(
    await deployed.requestForQuote.getAddress(),
    seller,
  );

  const fundAccountFactory = FundAccountFactory__factory.connect(
    await deployed.fundAccountFactory.getAddress(),
    accounts.venue,
  );

  for (const participant of [settlementBank, issuer, seller, buyer, third, paymentAgent, redemptionAgent]) {
    await registry.admit(participant, QII, FAR, COMMITMENT);
  }

  await currencyFactory.createCurrency(JPY, 0, "Digital yen");
  const cash = DigitalCurrency__factory.connect(
    await currencyFactory.currencyOf(JPY, settlementBank),
    settlementBank,
  );

  await registry.connect(issuer).appointOperator(issuerAgent, SCOPES.issue, FAR);
  const recordCutoffs = [START + 180 * DAY, START + 350 * DAY];
  const denomination = 100_000_000n;
  const schedule = scheduleOf(
    { denomination, recordCutoffs },
    { settlementBank: settlementBank.address, taxAccount: third.address },
  );
  const terms: IBondToken.TermsStruct = {
    isin: ISIN,
    name: "Test bond",
    issuer: issuer.address,
    currency: JPY,
    denomination,
    units: 1_000n,
    requiredClasses: QII,
    issueDate: START,
    maturityDate: START + 365 * DAY,
    closedFrom: START + 360 * DAY,
    recordCutoffs,
    termsHash: EVIDENCE,
    scheduleHash: hashOf(schedule),
  };
  await bondFactory.createBond(terms);
  const bond = BondToken__factory.connect(await bondFactory.bondOf(ISIN), issuerAgent);
  await schedules.adopt(ISIN, schedule);
  await bond.issue();
  await bond.connect(issuer).transfer(seller, 600n);
  await bond.connect(issuer).transfer(buyer, 100n);
  await cash.mint(seller, 10_000_000_000n, encodeBytes32String("deposit-seller"));
  await cash.mint(buyer, 100_000_000_000n, encodeBytes32String("deposit-buyer"));

  const trade = (fields: Partial<ITrades.TradeStruct> = {}): ITrades.TradeStruct => ({
    isin: ISIN,
    currency: JPY,
    settlementBank: settlementBank.address,
    seller: seller.address,
    buyer: buyer.address,
    quantity: 3n,
    amount: 300_123_456n,
    tradeDate: START,
    settleFrom: START,
    settleBy: START + 10 * DAY,
    venue: ZeroAddress,
    sequence: 0n,
    commonReference: ascii("KESSAI-0001", 16),
    minimumPart: 0n,
    ...fields,
  });
  const { chainId } = await ethers.provider.getNetwork();
  const domain = {
    name: "Kessai DvP",
    version: "1",
    chainId,
    verifyingContract: await escrow.getAddress(),
  };
  const sign = async (signer: typeof seller, of: ITrades.TradeStruct): Promise<string> =>
    Signature.from(await signer.signTypedData(domain, TRADE_TYPES, of)).compactSerialized;

  return {
    ...accounts,
    connection,
    ethers,
    networkHelpers,
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
    schedule,
    bond,
    cash,
    terms,
    trade,
    domain,
    sign,
  };
}
