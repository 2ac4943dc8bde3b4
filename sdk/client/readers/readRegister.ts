import { encodeAscii } from "../../encoding/asciiBytes.ts";
import { makeRegister } from "../../register/makeRegister.ts";
import type { BondRegister, RegisterMoment } from "../../register/BondRegister.ts";
import { compareRegister } from "../../register/compareRegister.ts";
import type { Reconciliation } from "../../register/compareRegister.ts";
import { RegisterBlockUnknownError } from "../../register/errors/RegisterBlockUnknownError.ts";
import { RegisterBondUnknownError } from "../../register/errors/RegisterBondUnknownError.ts";
import { RegisterRecordDateError } from "../../register/errors/RegisterRecordDateError.ts";
import { replayRegister } from "../../register/replay/replayRegister.ts";
import type { RegisterLedger } from "../../register/replay/RegisterLedger.ts";
import type { Kessai } from "../Kessai.ts";
import { bondInfo } from "./bondInfo.ts";
import { inGroups } from "./inGroups.ts";
import { registerEvents } from "./registerEvents.ts";
import { registerMoment } from "./registerMoment.ts";
import type { RegisterTime } from "./registerMoment.ts";
import { registerStorage } from "./registerStorage.ts";

/** What `readRegister` is asked for. */
export interface ReadRegisterOptions {
  readonly isin: string;
  /** The moment; or a record date by its number, the first being 1: the end of that day. */
  readonly time: RegisterTime | { readonly at: "recordDate"; readonly number: number };
}

/** A register, and what came of comparing it with the contracts' storage. */
export interface ReadRegister {
  readonly register: BondRegister;
  readonly reconciliation: Reconciliation;
}

/** Blocks asked for at once. */
const AT_ONCE = 100;

/**
 * The register of a bond at a moment: made from the log alone, then compared with storage at the same block.
 *
 * @throws RegisterBondUnknownError when there is no such bond at that moment
 * @throws RegisterRecordDateError when the bond does not have that record date
 * @throws RegisterDayOpenError when the moment is not over yet
 * @throws RegisterLogError when the log contradicts itself
 */
export async function readRegister(
  kessai: Kessai,
  { isin, time }: ReadRegisterOptions,
): Promise<ReadRegister> {
  const { chainId, addresses } = kessai.deployment;
  const isRecordDate = time.at === "recordDate";
  const moment = await registerMoment(kessai, isRecordDate ? await recordTime(kessai, isin, time) : time);
  const { blockNumber } = moment;
  const events = await registerEvents(kessai, { isin, toBlock: blockNumber });
  const ledger = replayRegister({ isin, addresses, events });
  const [blockTimes, facePerUnit, stored] = await Promise.all([
    acquisitionTimes(kessai, ledger),
    faceOfUnit(kessai, ledger, moment),
    registerStorage(kessai, {
      isin,
      accounts: [...ledger.accounts.keys()],
      blockNumber,
      recordDate: isRecordDate ? time.number - 1 : undefined,
    }),
  ]);
  return {
    register: makeRegister({ chainId, moment, ledger, facePerUnit, blockTimes }),
    reconciliation: compareRegister(ledger, stored),
  };
}

async function recordTime(
  kessai: Kessai,
  isin: string,
  { number }: { readonly number: number },
): Promise<RegisterTime> {
  const info = await bondInfo(kessai, isin);
  if (info === undefined) throw new RegisterBondUnknownError(isin);
  const seconds = info.recordCutoffs[number - 1];
  if (seconds === undefined) throw new RegisterRecordDateError(isin, number, info.recordCutoffs.length);
  return { at: "before", seconds };
}

/** Times of the blocks in which units were acquired that are still with their holder. */
async function acquisitionTimes(
  { provider }: Kessai,
  { accounts }: RegisterLedger,
): Promise<ReadonlyMap<number, bigint>> {
  const blocks = new Set([...accounts.values()].flatMap(({ lots }) => lots.map((lot) => lot.blockNumber)));
  const times = await inGroups([...blocks], AT_ONCE, async (number) => {
    const block = await provider.getBlock(number);
    if (block === null) throw new RegisterBlockUnknownError(`number ${number}`);
    return [number, BigInt(block.timestamp)] as const;
  });
  return new Map(times);
}

/** Face of a unit that no payment due until then repays: by the bond's schedule, once it is on chain. */
async function faceOfUnit(
  { schedules }: Kessai,
  { isin, bond }: RegisterLedger,
  { asOf, blockNumber }: RegisterMoment,
): Promise<bigint> {
  const at = { blockTag: blockNumber };
  const id = encodeAscii(isin, 12);
  return (await schedules.isAdopted(id, at)) ? schedules.faceAt(id, asOf, at) : bond.denomination;
}
