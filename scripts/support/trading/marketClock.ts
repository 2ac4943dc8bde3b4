import type { Clock } from "../../../sdk/transport/Clock.ts";
import { systemClock } from "../../../sdk/transport/systemClock.ts";
import type { Chain } from "../openChain.ts";

/** A clock that runs until it is stopped. */
export interface MarketClock extends Clock {
  readonly stop: () => void;
}

/** Milliseconds between two looks at the clock of a development chain. */
const LOOK = 250;

/** Milliseconds that a chain runs ahead at most when transactions come faster than seconds. */
const LITTLE = 10_000n;

/**
 * The clock by which a market is made: this computer's. On a development chain it is the chain's, which may be in another year
 * and is moved on by jobs: it is looked at again and again.
 */
export async function marketClock(chain: Chain): Promise<MarketClock> {
  if (!chain.isDevelopment) return { ...systemClock, stop: () => undefined };
  let ahead = await readAhead(chain);
  const waiting = new Set<{ readonly moment: bigint; readonly action: () => void }>();
  let last = 0n;
  const now = (): bigint => {
    const read = BigInt(Date.now()) + ahead;
    if (read > last) last = read;
    return last;
  };
  const wake = (): void => {
    for (const each of [...waiting]) {
      if (each.moment > now() || !waiting.delete(each)) continue;
      each.action();
    }
  };
  const ticker = setInterval(wake, LOOK / 5);
  const looker = setInterval(() => {
    readAhead(chain).then(
      (read) => {
        // While transactions come faster than seconds the chain runs ahead a little: then this stands until it is as late as
        // that. It never goes back, and does not stand for long where the chain itself was taken back.
        if (read > ahead || ahead - read <= LITTLE) ahead = read;
      },
      () => undefined,
    );
  }, LOOK);
  // Neither keeps a process alive that has nothing else to do.
  ticker.unref();
  looker.unref();
  return {
    now,
    at: (moment, action) => {
      const entry = { moment, action };
      waiting.add(entry);
      return () => {
        waiting.delete(entry);
      };
    },
    stop: () => {
      clearInterval(ticker);
      clearInterval(looker);
      waiting.clear();
    },
  };
}

/**
 * How far a development chain's clock is ahead of this computer's, in milliseconds. Its node counts whole seconds beside those of
 * the same computer, so that all programs there come to the same clock.
 */
async function readAhead(chain: Chain): Promise<bigint> {
  const asked = wholeSeconds();
  const block: unknown = await chain.provider.send("eth_getBlockByNumber", ["pending", false]);
  const timestamp =
    typeof block === "object" && block !== null && "timestamp" in block ? String(block.timestamp) : "0x0";
  // Across the turn of a second nobody knows which of the two it was.
  if (wholeSeconds() !== asked) return readAhead(chain);
  return (BigInt(timestamp) - asked) * 1_000n;
}

function wholeSeconds(): bigint {
  return BigInt(Math.floor(Date.now() / 1_000));
}
