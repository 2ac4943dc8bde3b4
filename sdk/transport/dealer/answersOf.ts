import type { Pricer, PricerAnswer } from "./Pricer.ts";

/** What a pricer gives, one answer or many, as a stream that ends when no more is wanted. */
export async function* answersOf(
  given: ReturnType<Pricer["price"]>,
  signal: AbortSignal,
): AsyncGenerator<PricerAnswer, void> {
  const stream = isStream(given) ? given[Symbol.asyncIterator]() : one(given);
  const { promise: end, resolve } = Promise.withResolvers<IteratorReturnResult<undefined>>();
  const stop = (): void => {
    resolve({ done: true, value: undefined });
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    for (;;) {
      const result = await Promise.race([stream.next(), end]);
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    signal.removeEventListener("abort", stop);
    // A stream that is still at work hears of it when it comes to its next answer: nobody waits for that.
    stream.return?.().then(undefined, () => undefined);
  }
}

async function* one(given: PricerAnswer | Promise<PricerAnswer>): AsyncGenerator<PricerAnswer, void> {
  yield await given;
}

function isStream(given: ReturnType<Pricer["price"]>): given is AsyncIterable<PricerAnswer> {
  return Symbol.asyncIterator in given;
}
