import { expect } from "chai";

import { explain, obstacle } from "../../support/obstacles.ts";
import {
  appoint,
  bothHoldings,
  freshWorld,
  match,
  type Readiness,
  scheduleCourtOrder,
  signBoth,
  stateOf,
  STATUS,
  type Trade,
  type World,
} from "../../support/settlement.ts";
import { EVIDENCE, READINESS, SCOPES, SIDE } from "../../support/world.ts";

/** One bit a number, 256 numbers a word; a set bit means used up, unless a record says that the number is bound. */
describe("DvPEscrow: numbers and the trades that are bound to them", () => {
  let w: World;
  beforeEach(async () => {
    w = await freshWorld();
    // the venue may do for both parties what they may do by themselves
    for (const party of [w.seller, w.buyer]) await appoint(w, party, w.venue.address, SCOPES.trade);
  });

  const isUsed = (of: Trade, sequence = BigInt(of.sequence)) =>
    w.escrow.isSequenceUsed(of.venue, w.seller, w.buyer, sequence);

  /** Who may act in a trade: its venue, or else the party of the side. */
  const actor = (of: Trade, side: 0 | 1) => {
    if (of.venue === w.venue.address) return w.venue;
    return side === SIDE.seller ? w.seller : w.buyer;
  };
  const escrowFor = (of: Trade, side: 0 | 1) => w.escrow.connect(actor(of, side));
  const instructAs = (of: Trade, side: 0 | 1, readiness: Readiness = READINESS.ready) =>
    escrowFor(of, side).instruct(of, side, readiness);
  const settleSigned = async (of: Trade) =>
    escrowFor(of, SIDE.seller).settleBySignatures(of, ...(await signBoth(w, of)));
  const matchAs = async (of: Trade, sellers: Readiness = READINESS.ready) => {
    await instructAs(of, SIDE.seller, sellers);
    await instructAs(of, SIDE.buyer);
  };

  /** Every way in which a trade comes to be bound to its number; each leaves it open. */
  const BINDINGS = [
    ["a leg held with the approval", (of: Trade) => instructAs(of, SIDE.seller, READINESS.earmarked)],
    [
      "a leg held later",
      async (of: Trade) => {
        await instructAs(of, SIDE.seller);
        await escrowFor(of, SIDE.seller).hold(of, SIDE.seller);
      },
    ],
    ["a side that has it on hold", (of: Trade) => instructAs(of, SIDE.seller, READINESS.onHold)],
    [
      "a side that had it on hold",
      async (of: Trade) => {
        await instructAs(of, SIDE.seller, READINESS.onHold);
        await escrowFor(of, SIDE.seller).releaseInstruction(of, SIDE.seller);
      },
    ],
    [
      "a part that has settled",
      async (of: Trade) => {
        await matchAs(of);
        await escrowFor(of, SIDE.seller).settlePart(of, 1n);
      },
    ],
  ] as const;

  for (const owner of ["a pair", "a venue"] as const) {
    const tradeOf = (fields: Partial<Trade> = {}): Trade =>
      w.trade({
        sequence: 300n,
        minimumPart: 1n,
        ...(owner === "a venue" ? { venue: w.venue.address } : {}),
        ...fields,
      });

    describe(`given a number of ${owner} that is closed`, () => {
      for (const sequence of [0n, 1n, 63n, 64n, 127n, 128n, 254n, 255n, 256n, 257n, 511n, 512n]) {
        it(`when it is ${sequence}, then no other in its word or the next ones is used up`, async () => {
          await settleSigned(tradeOf({ sequence }));
          for (const distance of [1n, 63n, 64n, 127n, 128n, 255n, 256n, 257n, 512n]) {
            for (const other of [sequence - distance, sequence + distance]) {
              if (other < 0n) continue;
              expect(await isUsed(tradeOf(), other), `${other}`).to.equal(false);
            }
          }
          expect(await isUsed(tradeOf(), sequence)).to.equal(true);
        });
      }
    });

    describe(`given 256 numbers of ${owner} that share a word`, () => {
      it("when every third is used up in turn, then exactly those are", async () => {
        const word = Array.from({ length: 258 }, (_, index) => 255n + BigInt(index));
        const closed = word.filter((sequence) => sequence % 3n === 0n).slice(0, 30);
        for (const sequence of closed) await settleSigned(tradeOf({ sequence, quantity: 1n, amount: 1n }));
        for (const sequence of word) {
          expect(await isUsed(tradeOf(), sequence), `${sequence}`).to.equal(closed.includes(sequence));
        }
      });
    });

    for (const [what, bind] of BINDINGS) {
      describe(`given a number of ${owner} that is bound by ${what}`, () => {
        let bound: Trade;
        let other: Trade;
        let otherId: string;
        beforeEach(async () => {
          bound = tradeOf();
          other = tradeOf({ amount: 1n });
          otherId = await w.escrow.tradeId(other);
          await bind(bound);
        });

        it("when it is asked for, then it is not used up, and neither are its neighbours", async () => {
          for (const sequence of [300n, 299n, 301n, 255n, 256n, 511n, 512n, 44n, 556n]) {
            expect(await isUsed(bound, sequence), `${sequence}`).to.equal(false);
          }
          expect((await stateOf(w, bound)).status).not.to.equal(STATUS.closed);
        });

        it("when its neighbours are used up, then it stays open and bound", async () => {
          for (const sequence of [299n, 301n, 256n, 511n]) {
            await settleSigned(tradeOf({ sequence, quantity: 1n, amount: 1n }));
          }
          expect(await isUsed(bound)).to.equal(false);
          await expect(settleSigned(other))
            .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
            .withArgs(otherId, 300n);
        });

        it("when another trade with the number is signed by both, then it reverts with TradeNumberTaken", async () => {
          const before = await bothHoldings(w);
          await expect(settleSigned(other))
            .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
            .withArgs(otherId, 300n);
          expect(await bothHoldings(w)).to.deep.equal(before);
        });

        for (const [how, readiness, error] of [
          ["ready", READINESS.ready, "TradeLineOccupied"],
          ["earmarked", READINESS.earmarked, "TradeLineOccupied"],
          ["on hold", READINESS.onHold, "TradeNumberTaken"],
        ] as const) {
          for (const [name, side] of Object.entries(SIDE)) {
            it(`when the ${name} instructs another ${how} with the number, then it reverts with ${error}`, async () => {
              const args = error === "TradeLineOccupied" ? [otherId, 300n, 300n] : [otherId, 300n];
              await expect(instructAs(other, side, readiness))
                .to.be.revertedWithCustomError(w.escrow, error)
                .withArgs(...args);
            });
          }
        }

        it("when another with the number is instructed by signature, then it reverts with TradeLineOccupied", async () => {
          await expect(
            escrowFor(other, SIDE.buyer).instructSigned(other, SIDE.buyer, await w.sign(w.buyer, other)),
          )
            .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
            .withArgs(otherId, 300n, 300n);
        });

        it("when another with the number is cancelled, then it reverts with TradeNumberTaken", async () => {
          for (const side of Object.values(SIDE)) {
            await expect(escrowFor(other, side).cancel(other, side))
              .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
              .withArgs(otherId, 300n);
          }
        });

        it("when a court cancels another with the number, then it reverts with TradeNumberTaken", async () => {
          const send = await scheduleCourtOrder(w, other, EVIDENCE);
          await expect(send())
            .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
            .withArgs(otherId, 300n);
        });

        it("when another with the number goes any other way, then it is not known there", async () => {
          const escrow = escrowFor(other, SIDE.buyer);
          const ways = [
            ["TradeNotInstructed", () => escrow.affirm(other, SIDE.buyer, READINESS.ready)],
            ["TradeNotInstructed", () => escrow.affirmThenSettle(other, SIDE.buyer)],
            ["TradeNotInstructed", () => escrow.expire(other)],
            ["TradeNotMatched", () => escrow.settle(other)],
            ["TradeNotMatched", () => escrow.settlePart(other, 1n)],
          ] as const;
          for (const [error, way] of ways) {
            await expect(way()).to.be.revertedWithCustomError(w.escrow, error).withArgs(otherId);
          }
          for (const [error, way] of [
            ["TradeNotApproved", () => escrow.hold(other, SIDE.buyer)],
            ["TradeNotOnHold", () => escrow.releaseInstruction(other, SIDE.buyer)],
          ] as const) {
            await expect(way()).to.be.revertedWithCustomError(w.escrow, error).withArgs(otherId, SIDE.buyer);
          }
        });

        it("when another with the number is explained, then it is REFE", async () => {
          expect(await explain(w, other)).to.deep.equal([
            obstacle("trade", "REFE"),
            obstacle("trade", "NMAS"),
          ]);
          expect((await stateOf(w, other)).status).to.equal(STATUS.unknown);
        });

        it("when a later trade wants the line, then it reverts with TradeLineOccupied, or has one of its own", async () => {
          for (const sequence of [300n + 64n, 300n + 256n]) {
            const later = tradeOf({ sequence });
            if (owner === "a venue") {
              await expect(instructAs(later, SIDE.seller)).to.emit(w.escrow, "Instructed");
              continue;
            }
            for (const readiness of Object.values(READINESS)) {
              await expect(instructAs(later, SIDE.seller, readiness))
                .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
                .withArgs(await w.escrow.tradeId(later), sequence, 300n);
            }
            expect(await isUsed(later)).to.equal(false);
          }
        });

        const endings = [
          [
            "settles",
            async () => {
              if ((await stateOf(w, bound)).sellerOnHold)
                await escrowFor(bound, SIDE.seller).releaseInstruction(bound, SIDE.seller);
              await settleSigned(bound);
            },
          ],
          [
            "is cancelled",
            async () => {
              await escrowFor(bound, SIDE.seller).cancel(bound, SIDE.seller);
              if (!(await isUsed(bound))) await escrowFor(bound, SIDE.buyer).cancel(bound, SIDE.buyer);
            },
          ],
          ["is cancelled by a court", async () => (await scheduleCourtOrder(w, bound, EVIDENCE))()],
        ] as const;
        for (const [how, end] of endings) {
          it(`when the trade ${how}, then the number is used up for it and every other`, async () => {
            await end();
            expect(await isUsed(bound)).to.equal(true);
            for (const sequence of [299n, 301n, 255n, 256n, 511n, 512n]) {
              expect(await isUsed(bound, sequence), `${sequence}`).to.equal(false);
            }
            expect((await stateOf(w, bound)).status).to.equal(STATUS.closed);
            expect((await stateOf(w, other)).status).to.equal(STATUS.closed);
            for (const each of [bound, other]) {
              await expect(settleSigned(each))
                .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
                .withArgs(await w.escrow.tradeId(each), 300n);
              for (const readiness of Object.values(READINESS)) {
                await expect(instructAs(each, SIDE.buyer, readiness))
                  .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
                  .withArgs(await w.escrow.tradeId(each), 300n);
              }
            }
            const { seller, buyer } = await bothHoldings(w);
            expect([seller.bondsHeld, buyer.cashHeld]).to.deep.equal([0n, 0n]);
          });

          it(`when the trade ${how} and a later one takes its line, then the one is closed and the other bound`, async () => {
            await end();
            const later = tradeOf({ sequence: 300n + 64n });
            await bind(later);
            expect(await isUsed(later)).to.equal(false);
            expect((await stateOf(w, later)).status).not.to.equal(STATUS.closed);
            expect(await isUsed(bound)).to.equal(true);
            expect((await stateOf(w, bound)).status).to.equal(STATUS.closed);
            const sameNumber = tradeOf({ sequence: 300n + 64n, amount: 1n });
            await expect(settleSigned(sameNumber))
              .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
              .withArgs(await w.escrow.tradeId(sameNumber), 300n + 64n);
          });
        }

        it("when its cut-off passes, then it is expired and the number used up", async () => {
          await w.networkHelpers.time.increaseTo(Number(bound.settleBy));
          expect(await isUsed(bound)).to.equal(false);
          await expect(w.escrow.connect(w.outsider).expire(bound)).to.emit(w.escrow, "Expired");
          expect(await isUsed(bound)).to.equal(true);
          await expect(w.escrow.connect(w.outsider).expire(bound))
            .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
            .withArgs(await w.escrow.tradeId(bound), 300n);
        });
      });
    }

    describe(`given a recorded trade with a number of ${owner} that is not bound`, () => {
      for (const isMatched of [false, true]) {
        describe(`given that it is ${isMatched ? "matched" : "instructed"}`, () => {
          let recorded: Trade;
          let other: Trade;
          beforeEach(async () => {
            recorded = tradeOf();
            other = tradeOf({ amount: 1n });
            if (isMatched) await matchAs(recorded);
            else await instructAs(recorded, SIDE.seller);
          });

          for (const [how, readiness] of [
            ["ready", READINESS.ready],
            ["earmarked", READINESS.earmarked],
            ["on hold", READINESS.onHold],
          ] as const) {
            for (const [name, side] of Object.entries(SIDE)) {
              it(`when the ${name} instructs another ${how} with the number, then it reverts with TradeLineOccupied, and the first is as it was`, async () => {
                const before = await stateOf(w, recorded);
                await expect(instructAs(other, side, readiness))
                  .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
                  .withArgs(await w.escrow.tradeId(other), 300n, 300n);
                expect(await stateOf(w, recorded)).to.deep.equal(before);
                expect((await stateOf(w, other)).status).to.equal(STATUS.unknown);
              });
            }
          }

          it("when both sign another with the number, then that settles and the first is closed", async () => {
            await settleSigned(other);
            expect((await stateOf(w, recorded)).status).to.equal(STATUS.closed);
            await expect(settleSigned(recorded))
              .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
              .withArgs(await w.escrow.tradeId(recorded), 300n);
            for (const [error, way] of [
              ["TradeClosed", () => escrowFor(recorded, SIDE.seller).hold(recorded, SIDE.seller)],
              ["TradeClosed", () => escrowFor(recorded, SIDE.seller).cancel(recorded, SIDE.seller)],
              ["TradeClosed", () => w.escrow.expire(recorded)],
            ] as const) {
              await expect(way())
                .to.be.revertedWithCustomError(w.escrow, error)
                .withArgs(await w.escrow.tradeId(recorded), 300n);
            }
            const later = tradeOf({ sequence: 300n + 64n });
            await instructAs(later, SIDE.seller, READINESS.earmarked);
            expect((await stateOf(w, recorded)).status).to.equal(STATUS.closed);
          });

          it("when it is held later, then the number is bound from then on", async () => {
            await escrowFor(recorded, SIDE.seller).hold(recorded, SIDE.seller);
            await expect(settleSigned(other))
              .to.be.revertedWithCustomError(w.escrow, "TradeNumberTaken")
              .withArgs(await w.escrow.tradeId(other), 300n);
          });
        });
      }

      it("when both sign another with the number, then parts and holds of the first revert with TradeClosed", async () => {
        const recorded = tradeOf();
        await matchAs(recorded);
        await settleSigned(tradeOf({ amount: 1n }));
        await expect(escrowFor(recorded, SIDE.seller).settlePart(recorded, 1n))
          .to.be.revertedWithCustomError(w.escrow, "TradeClosed")
          .withArgs(await w.escrow.tradeId(recorded), 300n);
      });
    });
  }

  describe("given a venue's bound number", () => {
    it("when a pair without a venue uses the same, then it is another number", async () => {
      const atVenue = w.trade({ sequence: 300n, venue: w.venue.address });
      await instructAs(atVenue, SIDE.seller, READINESS.earmarked);
      const own = w.trade({ sequence: 300n });
      await match(w, own);
      await expect(w.escrow.settle(own)).to.emit(w.escrow, "Settled");
      expect(await isUsed(atVenue)).to.equal(false);
    });

    it("when the venue trades with other parties under it, then it reverts with TradeLineOccupied", async () => {
      const atVenue = w.trade({ sequence: 300n, venue: w.venue.address });
      await instructAs(atVenue, SIDE.seller);
      const elsewhere = w.trade({ sequence: 300n, venue: w.venue.address, buyer: w.third.address });
      await expect(instructAs(elsewhere, SIDE.seller))
        .to.be.revertedWithCustomError(w.escrow, "TradeLineOccupied")
        .withArgs(await w.escrow.tradeId(elsewhere), 300n, 300n);
    });
  });
});
