import type { HDNodeWallet } from "ethers";

import { admit } from "../../../sdk/client/actions/admit.ts";
import { appointOperator } from "../../../sdk/client/actions/appointOperator.ts";
import { mintCash } from "../../../sdk/client/actions/mintCash.ts";
import { setExposure } from "../../../sdk/client/actions/setExposure.ts";
import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { send } from "../../../sdk/client/send.ts";
import { sequenceFrom } from "../../../sdk/transport/dealer/SequenceSource.ts";
import type { SequenceSource } from "../../../sdk/transport/dealer/SequenceSource.ts";
import { deployHouse } from "../throughput/deployHouse.ts";
import type { Engine } from "../throughput/Engine.ts";
import { LocalSigner } from "../throughput/LocalSigner.ts";
import { CASH_EACH, CLASSES, COMMITMENT, CURRENCY, ISIN, Market } from "../throughput/Market.ts";

/** The buyer's place among the accounts of the development chain: the first that the house has not taken. */
const BUYER = 10;
const FAR_AWAY = 10_000n * 86_400n;
/** Units that a dealer may be taken up on: more than are asked for. */
const EXPOSURE = 100_000n;
/** What a dealer pays its own transactions with, in wei: one ether. */
const ETHER = "0xde0b6b3a7640000";

/** A dealer that has bonds, has appointed the market and has said how far it may be taken up. */
export interface BenchDealer {
  readonly signer: HDNodeWallet;
  /** Its numbers go on from one measurement to the next. */
  readonly sequences: SequenceSource;
}

/** A house in which a buyer can ask dealers. */
export interface TradingHouse {
  readonly kessai: Kessai;
  readonly settlementBank: string;
  readonly buyer: LocalSigner;
  readonly dealers: readonly BenchDealer[];
}

/** A bond, a buyer that has money, and `count` dealers. */
export async function openTradingHouse(engine: Engine, count: number): Promise<TradingHouse> {
  const { provider } = engine;
  const house = await deployHouse(engine);
  const { kessai, registrar, settlementBank } = house;
  const { crowd } = await Market.open(house, count);
  const buyer = await LocalSigner.at(BUYER, provider);
  const { address: account } = buyer;
  const expiry = (await kessai.now()) + FAR_AWAY;
  const person = { account, classes: CLASSES, kycExpiry: expiry, commitment: COMMITMENT };
  await send(admit(kessai, person), { signer: registrar });
  const money = { currency: CURRENCY, settlementBank: settlementBank.address };
  const deposit = { ...money, account, amount: CASH_EACH, reference: "deposit of the buyer" };
  await send(await mintCash(kessai, deposit), { signer: settlementBank });

  const operator = kessai.deployment.addresses.requestForQuote;
  const appoint = appointOperator(kessai, { operator, scopes: ["trade"], expiry });
  await send(appoint, { signer: buyer });
  const expose = setExposure(kessai, { isin: ISIN, sellCap: EXPOSURE, buyCap: EXPOSURE });
  for (const member of crowd) {
    await engine.request("hardhat_setBalance", [member.address, ETHER]);
    const signer = member.connect(provider);
    await send(appoint, { signer });
    await send(expose, { signer });
  }
  const dealers = crowd.map((signer) => ({ signer, sequences: sequenceFrom(1n) }));
  return { kessai, settlementBank: settlementBank.address, buyer, dealers };
}
