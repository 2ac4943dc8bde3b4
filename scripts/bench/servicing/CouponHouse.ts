import { HDNodeWallet, id } from "ethers";

import { NO_CAP_E8 } from "../../../sdk/bonds/scheduleTypes.ts";
import type { OnChainSchedule } from "../../../sdk/bonds/scheduleTypes.ts";
import { scheduleHash } from "../../../sdk/bonds/scheduleHash.ts";
import { admit } from "../../../sdk/client/actions/admit.ts";
import { adoptSchedule } from "../../../sdk/client/actions/adoptSchedule.ts";
import { appointOperator } from "../../../sdk/client/actions/appointOperator.ts";
import { createBond } from "../../../sdk/client/actions/createBond.ts";
import { createCurrency } from "../../../sdk/client/actions/createCurrency.ts";
import { issueBond } from "../../../sdk/client/actions/issueBond.ts";
import { mintCash } from "../../../sdk/client/actions/mintCash.ts";
import type { Call } from "../../../sdk/client/Call.ts";
import type { Kessai } from "../../../sdk/client/Kessai.ts";
import { send } from "../../../sdk/client/send.ts";
import { encodeAscii } from "../../../sdk/encoding/asciiBytes.ts";
import { classMask } from "../../../sdk/participants/classes.ts";
import { PAYING_CONTRACT_EXPIRY, payingContracts } from "../../../sdk/participants/payingContracts.ts";
import { deployHouse } from "../throughput/deployHouse.ts";
import type { BenchHouse } from "../throughput/deployHouse.ts";
import type { Engine } from "../throughput/Engine.ts";
import type { LocalSigner } from "../throughput/LocalSigner.ts";

export const ISIN = "JP3633400001";
const CURRENCY = "JPY";
const DAY = 86_400n;
const FACE = 100_000_000n;
const CLASSES = ["qualifiedInstitutionalInvestor", "resident"] as const;
const COMMITMENT = "0x" + "5a".repeat(22);
const ISSUERS_MONEY = 10n ** 18n;

/** A house with a bond that so many holders have, on the day on which its coupon is paid. */
export interface CouponHouse {
  readonly kessai: Kessai;
  readonly issuer: LocalSigner;
  /** Submits the pages. */
  readonly issuerAgent: LocalSigner;
  readonly recordCutoff: bigint;
}

/** Units of a holder, by its place: from one to seven. */
const unitsOf = (index: number): bigint => 1n + BigInt(index % 7);

/** Issues and places the bond among `count` holders that have money, and lets the payment date come. */
export async function openCouponHouse(engine: Engine, count: number): Promise<CouponHouse> {
  const house = await deployHouse(engine);
  const { kessai, settlementBank, issuerAgent, issuer } = house;
  const root = HDNodeWallet.fromSeed(id("kessai bench coupon"));
  const holders = Array.from({ length: count }, (_, index) => root.deriveChild(index).address);
  const now = await kessai.now();
  const recordCutoff = now + 180n * DAY;

  await admitAll(engine, house, holders);
  const money = { currency: CURRENCY, settlementBank: settlementBank.address };
  await send(createCurrency(kessai, { currency: CURRENCY, name: "Digital yen" }), { signer: settlementBank });
  const deposits = [...holders, issuer.address].map((account) =>
    mintCash(kessai, {
      ...money,
      account,
      amount: account === issuer.address ? ISSUERS_MONEY : 1_000n,
      reference: `deposit of ${account}`,
    }),
  );
  await submit(engine, await Promise.all(deposits), settlementBank);

  await issue(house, {
    recordCutoff,
    now,
    units: holders.reduce((sum, _, index) => sum + unitsOf(index), 0n),
  });
  const bond = await kessai.bond(ISIN);
  const to = await bond.getAddress();
  const placed = holders.map((account, index) => ({
    to,
    data: bond.interface.encodeFunctionData("transfer", [account, unitsOf(index)]),
    what: `give bonds to ${account}`,
  }));
  await submit(engine, placed, issuer);
  await engine.request("evm_setNextBlockTimestamp", [Number(recordCutoff + 5n * DAY)]);
  await engine.request("evm_mine", []);
  return { kessai, issuer, issuerAgent, recordCutoff };
}

/** Admits the paying contracts, the bank, the issuer, and all holders. */
async function admitAll(
  engine: Engine,
  { kessai, registrar, settlementBank, issuer }: BenchHouse,
  holders: readonly string[],
): Promise<void> {
  const kycExpiry = PAYING_CONTRACT_EXPIRY;
  const contracts = payingContracts(kessai.deployment).map(({ account, commitment }) =>
    admit(kessai, { account, classes: [], kycExpiry, commitment }),
  );
  const people = [settlementBank.address, issuer.address, ...holders].map((account) =>
    admit(kessai, { account, classes: CLASSES, kycExpiry, commitment: COMMITMENT }),
  );
  await submit(engine, [...contracts, ...people], registrar);
}

/** Creates, schedules and issues the bond. */
async function issue(
  { kessai, issuer, issuerAgent, settlementBank }: BenchHouse,
  {
    recordCutoff,
    now,
    units,
  }: { readonly recordCutoff: bigint; readonly now: bigint; readonly units: bigint },
): Promise<void> {
  const expiry = now + 10_000n * DAY;
  const appointment = { operator: issuerAgent.address, scopes: ["issue"], expiry } as const;
  await send(appointOperator(kessai, appointment), { signer: issuer });
  const schedule = scheduleOf(settlementBank.address, now, recordCutoff);
  const terms = {
    isin: encodeAscii(ISIN, 12),
    name: "Bench bond",
    issuer: issuer.address,
    currency: encodeAscii(CURRENCY, 3),
    denomination: FACE,
    units,
    requiredClasses: classMask(["qualifiedInstitutionalInvestor"]),
    issueDate: now,
    maturityDate: now + 365n * DAY,
    closedFrom: now + 360n * DAY,
    recordCutoffs: [recordCutoff],
    termsHash: id("bench"),
    scheduleHash: scheduleHash(schedule),
  };
  await send(createBond(kessai, terms), { signer: issuerAgent });
  await send(adoptSchedule(kessai, { isin: ISIN, schedule }), { signer: issuerAgent });
  await send(await issueBond(kessai, ISIN), { signer: issuerAgent });
}

/** One coupon of half a year, of 1.483 %. */
function scheduleOf(settlementBank: string, now: bigint, recordCutoff: bigint): OnChainSchedule {
  return {
    settlementBank,
    taxAccount: settlementBank,
    instrumentClass: 0n,
    rateKind: 0n,
    rateE8: 1_483_000n,
    marginE8: 0n,
    floorE8: 0n,
    capE8: NO_CAP_E8,
    redemptionPerUnit: FACE,
    taxableRedemptionE6: 0n,
    gracePeriod: 3n * DAY,
    tradesInDefault: false,
    payments: [
      {
        recordCutoff,
        payFrom: recordCutoff + 5n * DAY,
        accrueFrom: now,
        accrueTo: recordCutoff + 5n * DAY,
        fractionNumerator: 1n,
        fractionDenominator: 2n,
        principalPerUnit: 0n,
      },
    ],
    steps: [],
    options: [],
  };
}

/** Sends many transactions of one sender, one behind the other; what they did is checked by what comes after. */
async function submit({ request }: Engine, calls: readonly Call[], signer: LocalSigner): Promise<void> {
  for (const { to, data } of calls) {
    await request("eth_sendRawTransaction", [await signer.signNext({ to, data })]);
  }
}
