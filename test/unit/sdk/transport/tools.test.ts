import { mock } from "node:test";

import { expect } from "chai";
import fc from "fast-check";

import { SequenceLog } from "../../../../sdk/transport/asker/SequenceLog.ts";
import { AsyncQueue } from "../../../../sdk/transport/AsyncQueue.ts";
import { Lanes } from "../../../../sdk/transport/Lanes.ts";
import { ManualClock } from "../../../../sdk/transport/ManualClock.ts";
import { retryDelay } from "../../../../sdk/transport/retryDelay.ts";
import { systemClock } from "../../../../sdk/transport/systemClock.ts";
import { textOfFrame } from "../../../../sdk/transport/textOfFrame.ts";
import { Timers } from "../../../../sdk/transport/Timers.ts";
import { Timetable } from "../../../../sdk/transport/Timetable.ts";
import { accountOf, sampleQuote } from "../trading/samples.ts";
import { settle } from "./rfqHouse.ts";

describe("Timetable", () => {
  it("given things that are due, when they are taken, then they come by their moments, then in the order added", () => {
    const action = fc.oneof(fc.record({ add: fc.bigInt(0n, 9n) }), fc.record({ take: fc.bigInt(0n, 9n) }));
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const timetable = new Timetable<number>();
        let model: { readonly at: bigint; readonly value: number }[] = [];
        for (const [value, each] of actions.entries()) {
          if ("add" in each) {
            timetable.add(each.add, value);
            model.push({ at: each.add, value });
          } else {
            const [first] = model.toSorted((a, b) => Number(a.at - b.at) || a.value - b.value);
            const expected = first !== undefined && first.at <= each.take ? first : undefined;
            expect(timetable.takeDue(each.take)).to.deep.equal(expected);
            model = model.filter((entry) => entry !== expected);
          }
          const moments = model.map(({ at }) => at).toSorted((a, b) => Number(a - b));
          expect([timetable.next, timetable.size]).to.deep.equal([moments[0], model.length]);
        }
      }),
      { numRuns: 300, seed: 20_261_210 },
    );
  });
});

describe("ManualClock", () => {
  it("given things to do, when it moves, then each is done at its own moment, those added meanwhile too", () => {
    const clock = new ManualClock(100n);
    const done: [string, bigint][] = [];
    const does = (name: string) => () => void done.push([name, clock.now()]);
    clock.at(130n, does("third"));
    clock.at(110n, () => {
      does("first")();
      clock.at(120n, does("second"));
      clock.at(105n, does("late"));
    });
    const callOff = clock.at(115n, does("never"));
    clock.at(131n, does("later"));
    callOff();
    expect(clock.next).to.equal(110n);
    clock.moveTo(130n);
    expect(done).to.deep.equal([
      ["first", 110n],
      ["late", 110n],
      ["second", 120n],
      ["third", 130n],
    ]);
    clock.moveTo(50n);
    expect(clock.now()).to.equal(130n);
    clock.moveBy(1n);
    expect(done.at(-1)).to.deep.equal(["later", 131n]);
    expect(clock.next).to.equal(undefined);
  });
});

describe("systemClock", () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000 });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it("given something to do, when its moment comes, then it is done once", () => {
    const done: bigint[] = [];
    systemClock.at(1_500n, () => done.push(systemClock.now()));
    mock.timers.tick(499);
    expect(done).to.deep.equal([]);
    mock.timers.tick(1);
    mock.timers.tick(1_000);
    expect(done).to.deep.equal([1_500n]);
  });

  it("given something to do, when it is called off, then it is not done", () => {
    const done: bigint[] = [];
    const callOff = systemClock.at(1_500n, () => done.push(systemClock.now()));
    callOff();
    mock.timers.tick(1_000);
    expect(done).to.deep.equal([]);
  });

  it("given a moment that has passed, when something is to be done then, then it is done soon, not at once", () => {
    const done: bigint[] = [];
    systemClock.at(10n, () => done.push(systemClock.now()));
    expect(done).to.deep.equal([]);
    mock.timers.tick(1);
    expect(done).to.have.length(1);
  });

  it("given a moment months away, when it comes, then it is done then and not before", () => {
    const done: bigint[] = [];
    const months = 2n ** 31n + 5_000n;
    systemClock.at(1_000n + months, () => done.push(systemClock.now()));
    mock.timers.tick(2 ** 31 - 1);
    expect(done).to.deep.equal([]);
    mock.timers.tick(5_001);
    expect(done).to.deep.equal([1_000n + months]);
  });
});

describe("Timers", () => {
  it("given something set for a key, when something else is set for it, then only that is done; after clear nothing", () => {
    const clock = new ManualClock(0n);
    const timers = new Timers(clock);
    const done: string[] = [];
    for (const [key, moment] of [
      ["a", 5n],
      ["a", 7n],
      ["b", 6n],
      ["c", 9n],
    ] as const)
      timers.set(key, moment, () => done.push(`${key}${moment}`));
    clock.moveTo(8n);
    timers.clear();
    clock.moveTo(20n);
    expect(done).to.deep.equal(["b6", "a7"]);
  });
});

describe("AsyncQueue", () => {
  it("given values pushed before and while somebody waits, when they are taken, then they come in order until the end", async () => {
    const queue = new AsyncQueue<number>();
    queue.push(1);
    queue.push(2);
    const taken: number[] = [];
    const all = (async () => {
      for await (const value of queue) taken.push(value);
    })();
    await settle();
    queue.push(3);
    expect(queue.size).to.equal(0);
    queue.end();
    queue.push(4);
    await all;
    expect(taken).to.deep.equal([1, 2, 3]);
    expect(queue.isEnded).to.be.true;
    expect(await queue.next()).to.deep.equal({ done: true, value: undefined });
  });

  it("given a loop that is left early, when more is pushed, then nothing is kept", async () => {
    const queue = new AsyncQueue<number>();
    for (const value of [1, 2, 3]) queue.push(value);
    for await (const value of queue) if (value === 2) break;
    queue.push(5);
    expect([queue.size, queue.isEnded]).to.deep.equal([0, true]);
  });

  it("given several that wait, when values come, then each has one, and the rest hear of the end", async () => {
    const queue = new AsyncQueue<string>();
    const waiting = [queue.next(), queue.next()];
    queue.push("a");
    queue.end();
    expect(await Promise.all(waiting)).to.deep.equal([
      { done: false, value: "a" },
      { done: true, value: undefined },
    ]);
  });
});

describe("Lanes", () => {
  it("given things to do, when they take their time, then those of a lane wait for each other, and others do not", async () => {
    const lanes = new Lanes();
    const done: string[] = [];
    const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const does =
      (name: string, until: Promise<undefined> = Promise.resolve(undefined)) =>
      async () => {
        done.push(`${name} begins`);
        await until;
        done.push(`${name} ends`);
        return name;
      };
    const all = [
      lanes.do("a", does("1", first.promise)),
      lanes.do("a", does("2", second.promise)),
      lanes.do("b", does("3")),
    ];
    await settle();
    expect(done).to.deep.equal(["1 begins", "3 begins", "3 ends"]);
    expect(lanes.size).to.equal(1);
    first.resolve(undefined);
    await settle();
    expect(done.slice(3)).to.deep.equal(["1 ends", "2 begins"]);
    second.resolve(undefined);
    expect(await Promise.all(all)).to.deep.equal(["1", "2", "3"]);
    expect(lanes.size).to.equal(0);
  });

  it("given something that fails, when it does, then it is told, and what waits is done", async () => {
    const lanes = new Lanes();
    const failing = lanes.do("a", () => Promise.reject(new Error("no")));
    const next = lanes.do("a", () => Promise.resolve("yes"));
    const reason = await failing.catch((error: unknown) => error);
    expect(reason).to.be.an("error").with.property("message", "no");
    expect(await next).to.equal("yes");
  });
});

describe("retryDelay", () => {
  it("given failures in a row, when one waits, then it is twice as long each time, to a quarter of a minute", () => {
    const delays = [1, 2, 3, 6, 7, 8, 50].map(retryDelay);
    expect(delays).to.deep.equal([250n, 500n, 1_000n, 8_000n, 15_000n, 15_000n, 15_000n]);
  });
});

describe("SequenceLog", () => {
  it("given numbers of quotes, when they are given again, then it is for the same quote, until that has expired", () => {
    const log = new SequenceLog();
    const quote = sampleQuote({ validUntil: 10n });
    expect(log.add(quote, "one")).to.be.true;
    expect(log.add(quote, "one")).to.be.true;
    expect(log.add(quote, "two")).to.be.false;
    expect(log.add({ ...quote, dealer: accountOf(7) }, "two")).to.be.true;
    expect(log.add({ ...quote, sequence: 2n, validUntil: 20n }, "three")).to.be.true;
    log.tidy(9_999n);
    expect(log.size).to.equal(3);
    log.tidy(10_000n);
    expect(log.size).to.equal(1);
    expect(log.add(quote, "two")).to.be.true;
  });
});

describe("textOfFrame", () => {
  it("given what a WebSocket may give, when it is text, then it is read, and bytes are not", () => {
    const bytes = Buffer.from("書");
    expect(textOfFrame(bytes, false)).to.equal("書");
    expect(textOfFrame([bytes.subarray(0, 1), bytes.subarray(1)], false)).to.equal("書");
    expect(textOfFrame(new Uint8Array(bytes).buffer, false)).to.equal("書");
    expect(textOfFrame(bytes, true)).to.equal("");
  });
});
