import { approveMoney } from "../../../sdk/client/actions/approveMoney.ts";
import { fundPayment } from "../../../sdk/client/actions/fundPayment.ts";
import { payHolders } from "../../../sdk/client/actions/payHolders.ts";
import { bondSchedule } from "../../../sdk/client/readers/bondSchedule.ts";
import { holdersAt } from "../../../sdk/client/readers/holdersAt.ts";
import { paymentProofs } from "../../../sdk/client/readers/paymentProofs.ts";
import { paymentStatus } from "../../../sdk/client/readers/paymentStatus.ts";
import { send } from "../../../sdk/client/send.ts";
import { growthExponent } from "../growthExponent.ts";
import type { Progress } from "../Progress.ts";
import { startEmbedded } from "../throughput/startEmbedded.ts";
import { ISIN, openCouponHouse } from "./CouponHouse.ts";
import type { CouponHouse } from "./CouponHouse.ts";
import type { ServicingFigure } from "./ServicingFigure.ts";

/** How much to pay, and whom to tell. */
export interface MeasureServicingOptions {
  readonly quick: boolean;
  readonly progress: Progress;
}

/** Numbers of holders. */
const SIZES = { quick: [20, 200], full: [100, 1_000, 10_000] } as const;
const PAGE = 200;
const PAYMENT = { isin: ISIN, payment: 1 } as const;

/** A coupon paid to more and more holders, each time in a house of its own. */
export async function measureServicing({
  quick,
  progress,
}: MeasureServicingOptions): Promise<readonly ServicingFigure[]> {
  const figures: ServicingFigure[] = [];
  for (const holders of quick ? SIZES.quick : SIZES.full) {
    progress.say(`servicing: a bond with ${holders} holders ...`);
    const engine = await startEmbedded();
    try {
      const house = await openCouponHouse(engine, holders);
      progress.say(`servicing: ${holders} holders are paid`);
      figures.push(figureOf(await payAll(house), figures.at(-1)));
    } finally {
      await engine.stop();
    }
  }
  return figures;
}

interface Paid extends Pick<ServicingFigure, "holders" | "pages"> {
  readonly seconds: Omit<ServicingFigure["seconds"], "all">;
  readonly gas: bigint;
}

/** What the fiscal agent does on a payment date. */
async function payAll({ kessai, issuer, issuerAgent, recordCutoff }: CouponHouse): Promise<Paid> {
  const [find, found] = await timed(() => holdersAt(kessai, { isin: ISIN, recordCutoff }));
  const accounts = found.map(({ account }) => account);
  const [fund] = await timed(async () => {
    const { missing: amount } = await paymentStatus(kessai, PAYMENT);
    const approval = await approveMoney(kessai, { isin: ISIN, spender: "paymentAgent", amount });
    await send(approval, { signer: issuer });
    await send(fundPayment(kessai, { ...PAYMENT, amount }), { signer: issuer });
  });
  const pages = Array.from({ length: Math.ceil(accounts.length / PAGE) }, (_, number) =>
    accounts.slice(number * PAGE, (number + 1) * PAGE),
  );
  const [pay, gas] = await timed(async () => {
    let used = 0n;
    for (const holders of pages) {
      const sent = await send(payHolders(kessai, { ...PAYMENT, holders }), { signer: issuerAgent });
      used += sent.gasUsed;
    }
    return used;
  });
  const [prove] = await timed(() => requireProven(kessai, accounts.length));
  return { holders: accounts.length, pages: pages.length, seconds: { find, fund, pay, prove }, gas };
}

async function requireProven(kessai: CouponHouse["kessai"], count: number): Promise<void> {
  const schedule = await bondSchedule(kessai, ISIN);
  if (schedule === undefined) throw new Error(`${ISIN} has no schedule`);
  const { holders, faults, returned } = await paymentProofs(kessai, { schedule, payment: PAYMENT.payment });
  if (faults.length > 0 || returned === undefined || holders.length !== count) {
    throw new Error(
      `${holders.length} of ${count} holders were paid; faults: ${faults.join(", ") || "none"}`,
    );
  }
}

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [seconds: number, value: Value]> {
  const began = performance.now();
  const value = await work();
  return [(performance.now() - began) / 1_000, value];
}

function figureOf(
  { holders, pages, seconds, gas }: Paid,
  before: ServicingFigure | undefined,
): ServicingFigure {
  const all = seconds.find + seconds.fund + seconds.pay + seconds.prove;
  return {
    holders,
    pages,
    seconds: { ...seconds, all },
    growth:
      before === undefined
        ? undefined
        : growthExponent(
            { size: before.holders, figure: before.seconds.all },
            { size: holders, figure: all },
          ),
    gasPerHolder: Number((gas + BigInt(holders) - 1n) / BigInt(holders)),
    holdersPerSecond: holders / all,
  };
}
