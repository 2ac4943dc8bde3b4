import { expect } from "chai";
import fc from "fast-check";
import { ZeroAddress } from "ethers";

import { actingAs, planBond, tokenIn, TOKENS } from "../../support/actions.ts";
import { accountWord, type Move, moveWord, packMoves } from "../../support/moves.ts";
import { useWorld } from "../../support/useWorld.ts";
import { COMMITMENT, DAY, EVIDENCE, FAR, ISIN, QII, START } from "../../support/world.ts";

const FIRST = START + 180 * DAY;
const SECOND = START + 350 * DAY;
const PANIC_ARRAY = 0x32;

for (const name of TOKENS) {
  describe(`RegulatedToken.moveManyForSettlement (${name})`, () => {
    const current = useWorld(async (w) => {
      const of = await tokenIn(w, name);
      const settlement = await actingAs(w, w.escrow);
      const token = of.token.connect(settlement);
      const move = (moves: readonly Move[], bystanders?: readonly { address: string }[]) => {
        const packed = packMoves(moves, bystanders);
        return token.moveManyForSettlement(packed.accounts, packed.moves);
      };
      const held = async (account: { address: string }) => (await token.positionOf(account.address)).held;
      return { ...of, token, settlement, move, held };
    });

    const others = [
      "seller",
      "buyer",
      "admin",
      "settlementBank",
      "courtOrder",
      "registrar",
      "outsider",
    ] as const;
    for (const caller of others) {
      it(`given the ${caller}, when it calls then reverts with RegulatedTokenNotSettlement`, async () => {
        const w = current();
        const { accounts, moves } = packMoves([{ from: w.holder, to: w.receiver, amount: 1n }]);
        await expect(w.token.connect(w[caller]).moveManyForSettlement(accounts, moves))
          .to.be.revertedWithCustomError(w.token, "RegulatedTokenNotSettlement")
          .withArgs(w[caller].address, await w.escrow.getAddress());
      });
    }

    describe("given free units", () => {
      it("when one movement is made then emits Transfer alone, as moveForSettlement does", async () => {
        const { token, holder, receiver, balance, move } = current();
        const before = await token.balanceOf(receiver);
        const call = move([{ from: holder, to: receiver, amount: 9n }]);
        await expect(call).to.emit(token, "Transfer").withArgs(holder.address, receiver.address, 9n);
        await expect(call).not.to.emit(token, "UnitsReleased");
        expect(await token.balanceOf(holder)).to.equal(balance - 9n);
        expect(await token.balanceOf(receiver)).to.equal(before + 9n);
      });

      it("when many movements are made then each is on record, in order", async () => {
        const { token, holder, receiver, third, balance, move } = current();
        const before = await token.balanceOf(receiver);
        const call = await move([
          { from: holder, to: receiver, amount: 5n },
          { from: receiver, to: third, amount: 2n },
          { from: holder, to: third, amount: 0n },
          { from: third, to: holder, amount: 1n },
        ]);
        const receipt = await call.wait();
        const logged = receipt?.logs.map((log) => {
          const event = token.interface.parseLog(log);
          return [event?.name, ...((event?.args.toArray() ?? []) as unknown[])];
        });
        expect(logged).to.deep.equal([
          ["Transfer", holder.address, receiver.address, 5n],
          ["Transfer", receiver.address, third.address, 2n],
          ["Transfer", holder.address, third.address, 0n],
          ["Transfer", third.address, holder.address, 1n],
        ]);
        expect(await token.balanceOf(holder)).to.equal(balance - 4n);
        expect(await token.balanceOf(receiver)).to.equal(before + 3n);
        expect(await token.balanceOf(third)).to.equal(1n);
      });

      it("when an account passes on what it receives in the same call then it may, though it owned nothing", async () => {
        const { token, holder, receiver, third, balance, move } = current();
        const before = await token.balanceOf(receiver);
        expect(await token.balanceOf(third)).to.equal(0n);
        await move([
          { from: holder, to: third, amount: balance },
          { from: third, to: receiver, amount: balance },
        ]);
        expect(await token.balanceOf(holder)).to.equal(0n);
        expect(await token.balanceOf(third)).to.equal(0n);
        expect(await token.balanceOf(receiver)).to.equal(before + balance);
      });

      it("when it passes on before it receives then reverts with ERC20InsufficientBalance", async () => {
        const { token, holder, receiver, third, move } = current();
        await expect(
          move([
            { from: third, to: receiver, amount: 1n },
            { from: holder, to: third, amount: 1n },
          ]),
        )
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(third.address, 0n, 1n);
      });

      it("when units go round and come back then everybody owns what it did", async () => {
        const { token, holder, receiver, third, balance, move } = current();
        const before = await token.balanceOf(receiver);
        await move([
          { from: holder, to: receiver, amount: balance },
          { from: receiver, to: third, amount: before + balance },
          { from: third, to: receiver, amount: before },
          { from: third, to: holder, amount: balance },
        ]);
        expect(await token.balanceOf(holder)).to.equal(balance);
        expect(await token.balanceOf(receiver)).to.equal(before);
        expect(await token.balanceOf(third)).to.equal(0n);
      });

      it("when an account moves to itself then nothing changes, and it is bound by its balance", async () => {
        const { token, holder, balance, move } = current();
        await move([{ from: holder, to: holder, amount: balance }]);
        expect(await token.balanceOf(holder)).to.equal(balance);
        await expect(move([{ from: holder, to: holder, amount: balance + 1n }]))
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance, balance + 1n);
      });

      it("when the last of many movements fails then none is made", async () => {
        const { token, holder, receiver, third, balance, move } = current();
        await expect(
          move([
            { from: holder, to: receiver, amount: 5n },
            { from: holder, to: third, amount: balance - 4n },
          ]),
        )
          .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
          .withArgs(holder.address, balance - 5n, balance - 4n);
        expect(await token.balanceOf(holder)).to.equal(balance);
      });

      it("when there is nothing to move then nothing happens", async () => {
        const { token, holder, receiver, move } = current();
        await expect(move([])).not.to.emit(token, "Transfer");
        await expect(move([], [holder, receiver])).not.to.emit(token, "Transfer");
      });
    });

    describe("given accounts that are not in ascending order", () => {
      const wordsOf = (...accounts: { address: string }[]) =>
        accounts
          .toSorted((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1))
          .map(({ address }) => accountWord(address, true));
      const hex = (word: bigint | undefined) => "0x" + (word ?? 0n).toString(16).padStart(41, "0").slice(1);

      it("when two are swapped then reverts with RegulatedTokenAccountsUnordered", async () => {
        const w = current();
        const [low, middle, high] = wordsOf(w.holder, w.receiver, w.third);
        if (low === undefined || middle === undefined || high === undefined)
          throw new Error("three accounts");
        for (const [words, account, previous] of [
          [[middle, low, high], low, middle],
          [[low, high, middle], middle, high],
        ] as const) {
          await expect(w.token.moveManyForSettlement([...words], []))
            .to.be.revertedWithCustomError(w.token, "RegulatedTokenAccountsUnordered")
            .withArgs(w.ethers.getAddress(hex(account)), w.ethers.getAddress(hex(previous)));
        }
      });

      it("when one is there twice then reverts with RegulatedTokenAccountsUnordered: nothing is written twice", async () => {
        const { token, holder } = current();
        const words = [accountWord(holder.address, true), accountWord(holder.address)];
        for (const twice of [words, words.toReversed()]) {
          await expect(token.moveManyForSettlement(twice, [moveWord(0, 1, 1n)]))
            .to.be.revertedWithCustomError(token, "RegulatedTokenAccountsUnordered")
            .withArgs(holder.address, holder.address);
        }
      });

      it("when the flag of a lower account makes its word the larger then only the account counts", async () => {
        const { token, holder, receiver } = current();
        const [low, high] =
          BigInt(holder.address) < BigInt(receiver.address) ? [holder, receiver] : [receiver, holder];
        await token.moveManyForSettlement(
          [accountWord(low.address, true), accountWord(high.address)],
          [moveWord(1, 0, 1n)],
        );
      });
    });

    describe("given zero in place of an account", () => {
      it("when its word is zero then it is passed over, and the others' positions stay", async () => {
        const { token, holder, receiver, balance } = current();
        const [low, high] =
          BigInt(holder.address) < BigInt(receiver.address) ? [holder, receiver] : [receiver, holder];
        const positions = { [low.address]: 1, [high.address]: 3 };
        const move = moveWord(positions[holder.address] ?? 0, positions[receiver.address] ?? 0, 4n);
        await expect(
          token.moveManyForSettlement(
            [0n, accountWord(low.address, true), 0n, accountWord(high.address, true), 0n],
            [move],
          ),
        )
          .to.emit(token, "Transfer")
          .withArgs(holder.address, receiver.address, 4n);
        expect(await token.balanceOf(holder)).to.equal(balance - 4n);
        expect(await token.totalSupply()).to.be.greaterThan(0n);
      });

      for (const [amount, what] of [
        [1n, "a unit"],
        [0n, "nothing"],
      ] as const) {
        it(`when it sends ${what} then reverts with ERC20InvalidSender: settlement cannot issue`, async () => {
          const { token, holder } = current();
          await expect(
            token.moveManyForSettlement([0n, accountWord(holder.address, true)], [moveWord(0, 1, amount)]),
          )
            .to.be.revertedWithCustomError(token, "ERC20InvalidSender")
            .withArgs(ZeroAddress);
        });

        it(`when it receives ${what} then reverts with ERC20InvalidReceiver: settlement cannot redeem`, async () => {
          const { token, holder } = current();
          await expect(
            token.moveManyForSettlement([0n, accountWord(holder.address, true)], [moveWord(1, 0, amount)]),
          )
            .to.be.revertedWithCustomError(token, "ERC20InvalidReceiver")
            .withArgs(ZeroAddress);
        });
      }

      it("when it is marked as a receiver then reverts with ParticipantNotAdmitted", async () => {
        const { token, registry, holder } = current();
        const accounts = [accountWord(ZeroAddress, true), accountWord(holder.address, true)];
        await expect(token.moveManyForSettlement(accounts, []))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(ZeroAddress);
      });
    });

    describe("given words of movements that are zero", () => {
      it("when they stand among others then they are passed over: nothing is on record for them", async () => {
        const { token, holder, receiver } = current();
        const { accounts, moves } = packMoves([{ from: holder, to: receiver, amount: 4n }]);
        const call = await token.moveManyForSettlement(accounts, [0n, ...moves, 0n]);
        const receipt = await call.wait();
        expect(receipt?.logs.length).to.equal(1);
      });

      it("when there are no accounts then they are passed over as well", async () => {
        const { token } = current();
        await expect(token.moveManyForSettlement([], [0n])).not.to.emit(token, "Transfer");
        await expect(token.moveManyForSettlement([0n], [0n])).not.to.emit(token, "Transfer");
      });
    });

    describe("given a movement of an account that is not there", () => {
      for (const [what, word] of [
        ["sender", moveWord(2, 0, 1n)],
        ["receiver", moveWord(0, 2, 1n)],
        ["largest position", moveWord(65_535, 65_535, 1n)],
      ] as const) {
        it(`when it is the ${what} then the call panics`, async () => {
          const { token, holder, receiver } = current();
          const { accounts } = packMoves([], [holder, receiver]);
          await expect(token.moveManyForSettlement(accounts, [word])).to.be.revertedWithPanic(PANIC_ARRAY);
        });
      }
    });

    describe("given one account that may not take part", () => {
      const roles = [
        ["sends", (w: ReturnType<typeof current>) => [{ from: w.third, to: w.receiver, amount: 0n }]],
        ["receives", (w: ReturnType<typeof current>) => [{ from: w.holder, to: w.third, amount: 1n }]],
        [
          "has no movement",
          (w: ReturnType<typeof current>) => [{ from: w.holder, to: w.receiver, amount: 1n }],
        ],
      ] as const;
      for (const [role, movesOf] of roles) {
        it(`when it is frozen and ${role} then reverts with RegulatedTokenAccountFrozen`, async () => {
          const w = current();
          await w.token.connect(w.compliance).setAccountFrozen(w.third, true);
          await expect(w.move(movesOf(w), [w.third]))
            .to.be.revertedWithCustomError(w.token, "RegulatedTokenAccountFrozen")
            .withArgs(w.third.address);
        });

        it(`when it is suspended and ${role} then reverts with ParticipantIsSuspended`, async () => {
          const w = current();
          await w.registry.connect(w.compliance).suspend(w.third, EVIDENCE);
          await expect(w.move(movesOf(w), [w.third]))
            .to.be.revertedWithCustomError(w.registry, "ParticipantIsSuspended")
            .withArgs(w.third.address);
        });
      }

      it("when it was never admitted and receives then reverts with ParticipantNotAdmitted", async () => {
        const { registry, holder, outsider, move } = current();
        await expect(move([{ from: holder, to: outsider, amount: 1n }]))
          .to.be.revertedWithCustomError(registry, "ParticipantNotAdmitted")
          .withArgs(outsider.address);
      });

      it("when the token is paused then reverts with RegulatedTokenPaused", async () => {
        const { token, pauser, holder, receiver, move } = current();
        await token.connect(pauser).pause();
        for (const moves of [[{ from: holder, to: receiver, amount: 1n }], []]) {
          await expect(move(moves))
            .to.be.revertedWithCustomError(token, "RegulatedTokenPaused")
            .withArgs(await token.getAddress());
        }
      });
    });

    describe("given an amount that is frozen", () => {
      it("when more leaves than is not frozen then reverts with ERC7943InsufficientUnfrozenBalance", async () => {
        const { token, compliance, holder, receiver, balance, move } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance - 5n);
        await expect(move([{ from: holder, to: receiver, amount: 6n }]))
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, 6n, 5n);
        await move([{ from: holder, to: receiver, amount: 5n }]);
      });

      it("when several movements together exceed it then the one that does reverts", async () => {
        const { token, compliance, holder, receiver, third, balance, move } = current();
        await token.connect(compliance).setFrozenTokens(holder, balance - 5n);
        await expect(
          move([
            { from: holder, to: receiver, amount: 3n },
            { from: holder, to: third, amount: 3n },
          ]),
        )
          .to.be.revertedWithCustomError(token, "ERC7943InsufficientUnfrozenBalance")
          .withArgs(holder.address, 3n, 2n);
      });

      it("when it receives first then it may pass on as much", async () => {
        const { token, compliance, holder, receiver, third, move } = current();
        const before = await token.balanceOf(receiver);
        await token.connect(compliance).setFrozenTokens(receiver, before);
        await move([
          { from: holder, to: receiver, amount: 4n },
          { from: receiver, to: third, amount: 4n },
        ]);
        expect(await token.getFrozenTokens(receiver)).to.equal(before);
        expect(await token.balanceOf(receiver)).to.equal(before);
      });
    });

    describe("given held units", () => {
      it("when a movement takes them then balance and hold fall together, and nothing is released", async () => {
        const { token, holder, receiver, balance, move } = current();
        await token.hold(holder, 30n);
        const call = move([{ from: holder, to: receiver, amount: 20n, fromHold: true }]);
        await expect(call).to.emit(token, "Transfer").withArgs(holder.address, receiver.address, 20n);
        await expect(call).not.to.emit(token, "UnitsReleased");
        expect(await token.positionOf(holder)).to.deep.equal([balance - 20n, 10n, 0n, balance - 30n, false]);
      });

      it("when held and free movements of one account are mixed then each takes its own", async () => {
        const { token, holder, receiver, third, balance, move } = current();
        await token.hold(holder, 30n);
        await move([
          { from: holder, to: receiver, amount: 10n, fromHold: true },
          { from: holder, to: third, amount: balance - 30n },
          { from: holder, to: third, amount: 20n, fromHold: true },
        ]);
        expect(await token.positionOf(holder)).to.deep.equal([0n, 0n, 0n, 0n, false]);
      });

      it("when a free movement would need them then reverts with RegulatedTokenUnitsHeld", async () => {
        const { token, holder, receiver, balance, move } = current();
        await token.hold(holder, 10n);
        await expect(move([{ from: holder, to: receiver, amount: balance - 9n }]))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(holder.address, balance - 9n, balance - 10n);
      });

      it("when more is taken from the hold than is in it then reverts with RegulatedTokenInsufficientHold", async () => {
        const { token, holder, receiver, move } = current();
        await token.hold(holder, 5n);
        await expect(
          move([
            { from: holder, to: receiver, amount: 3n, fromHold: true },
            { from: holder, to: receiver, amount: 3n, fromHold: true },
          ]),
        )
          .to.be.revertedWithCustomError(token, "RegulatedTokenInsufficientHold")
          .withArgs(holder.address, 3n, 2n);
      });

      it("when it receives in between then what it received is free, and its hold is as large as before", async () => {
        const { token, holder, receiver, third, held, move } = current();
        const before = await token.balanceOf(receiver);
        await token.hold(receiver, before);
        await expect(move([{ from: receiver, to: third, amount: 1n }]))
          .to.be.revertedWithCustomError(token, "RegulatedTokenUnitsHeld")
          .withArgs(receiver.address, 1n, 0n);
        await move([
          { from: holder, to: receiver, amount: 7n },
          { from: receiver, to: third, amount: 7n },
        ]);
        expect(await held(receiver)).to.equal(before);
        expect(await token.balanceOf(receiver)).to.equal(before);
      });

      it("when an account takes part without a movement then its hold stays", async () => {
        const { token, holder, receiver, third, held, move } = current();
        await token.hold(holder, 30n);
        await move([{ from: receiver, to: third, amount: 1n }], [holder]);
        expect(await held(holder)).to.equal(30n);
      });
    });

    describe("given any movements between five accounts", () => {
      const WHO = ["seller", "buyer", "third", "issuer", "settlementBank"] as const;
      const who = fc.constantFrom(...WHO);
      const unit = name === "bond" ? 1n : 100_000_000n;
      const amount = fc
        .oneof(fc.bigInt(0n, 60n), fc.bigInt(0n, 60n), fc.bigInt(0n, 700n))
        .map((each) => each * unit);
      const story = fc.record({
        holds: fc.array(fc.record({ account: who, amount }), { maxLength: 4 }),
        freezes: fc.array(fc.record({ account: who, amount }), { maxLength: 2 }),
        moves: fc.array(
          fc.record({ from: who, to: who, amount, fromHold: fc.constantFrom(false, false, true) }),
          { maxLength: 6 },
        ),
        bystanders: fc.array(who, { maxLength: 2 }),
        late: fc.boolean(),
      });

      it("when made in one call then they do and refuse what one call for each does", async () => {
        const seen = { done: 0, refused: 0 };
        const check = fc.asyncProperty(story, async ({ holds, freezes, moves, bystanders, late }) => {
          const w = current();
          const { token, compliance, networkHelpers, bond } = w;
          const start = await networkHelpers.takeSnapshot();
          try {
            for (const { account, amount: each } of holds) {
              await token.hold(w[account], each).catch(() => undefined);
            }
            for (const { account, amount: each } of freezes) {
              await token.connect(compliance).setFrozenTokens(w[account], each);
            }
            if (late) await networkHelpers.time.increaseTo(FIRST);
            const plain = moves.map((each) => ({ ...each, from: w[each.from], to: w[each.to] }));
            const prepared = await networkHelpers.takeSnapshot();

            const read = async () => {
              const result: unknown[] = [await token.totalSupply()];
              for (const account of WHO) {
                result.push(...(await token.positionOf(w[account])));
                if (late) result.push(await bond.balanceAtRecordDate(w[account], 0));
              }
              return result;
            };
            const refusal = async (call: () => Promise<unknown>) =>
              await call().then(
                () => undefined,
                (error: unknown) => (error as Error).message,
              );

            let expected: string | undefined;
            for (const { from, to, amount: each, fromHold } of plain) {
              expected ??= await refusal(() => token.moveForSettlement(from, to, each, fromHold));
            }
            const afterEach = expected === undefined ? await read() : undefined;
            await prepared.restore();
            const afterNone = await read();
            const actual = await refusal(() =>
              w.move(
                plain,
                bystanders.map((account) => w[account]),
              ),
            );
            expect(actual).to.equal(expected);
            expect(await read()).to.deep.equal(afterEach ?? afterNone);
            if (expected === undefined) ++seen.done;
            else ++seen.refused;
          } finally {
            await start.restore();
          }
        });
        await fc.assert(check, { numRuns: 100, seed: 20_261_123 });
        expect(seen.done, "done").to.be.greaterThan(20);
        expect(seen.refused, "refused").to.be.greaterThan(20);
      });
    });
  });
}

describe("RegulatedToken.moveManyForSettlement: what belongs to a bond", () => {
  const current = useWorld(async (w) => {
    const settlement = await actingAs(w, w.escrow);
    const bond = w.bond.connect(settlement);
    const move = (moves: readonly Move[], bystanders?: readonly { address: string }[]) => {
      const packed = packMoves(moves, bystanders);
      return bond.moveManyForSettlement(packed.accounts, packed.moves);
    };
    return { settlement, move };
  });

  describe("given an account without the class of the bond", () => {
    it("when it receives then reverts with ParticipantLacksClasses, also when its net is zero", async () => {
      const { registry, third, seller, buyer, move } = current();
      await registry.update(third, 2, FAR, COMMITMENT);
      await expect(
        move([
          { from: seller, to: third, amount: 3n },
          { from: third, to: buyer, amount: 3n },
        ]),
      )
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 2, QII);
    });

    it("when it is marked as a receiver without a movement then reverts all the same", async () => {
      const { registry, bond, settlement, third, seller } = current();
      await registry.update(third, 0, FAR, COMMITMENT);
      const { accounts } = packMoves([{ from: seller, to: third, amount: 0n }]);
      await expect(bond.connect(settlement).moveManyForSettlement(accounts, []))
        .to.be.revertedWithCustomError(registry, "ParticipantLacksClasses")
        .withArgs(third.address, 0, QII);
    });

    it("when it only sends then it may: a holder that lost its class must be able to sell", async () => {
      const { registry, bond, seller, buyer, move } = current();
      await registry.update(seller, 0, FAR, COMMITMENT);
      await move([{ from: seller, to: buyer, amount: 600n }]);
      expect(await bond.balanceOf(buyer)).to.equal(700n);
    });

    it("when it is the issuer then it may receive", async () => {
      const { registry, bond, issuer, seller, move } = current();
      await registry.update(issuer, 0, FAR, COMMITMENT);
      await move([{ from: seller, to: issuer, amount: 5n }]);
      expect(await bond.balanceOf(issuer)).to.equal(305n);
    });
  });

  describe("given the life of the bond", () => {
    it("when it is not issued yet then reverts with BondTokenNotOutstanding", async () => {
      const w = current();
      const planned = (await planBond(w)).connect(w.settlement);
      const { accounts, moves } = packMoves([{ from: w.seller, to: w.buyer, amount: 0n }]);
      await expect(planned.moveManyForSettlement(accounts, moves))
        .to.be.revertedWithCustomError(planned, "BondTokenNotOutstanding")
        .withArgs((await planned.terms()).isin);
    });

    it("when it is closed before its maturity then reverts with BondTokenClosed", async () => {
      const { bond, seller, buyer, networkHelpers, move } = current();
      const closed = START + 360 * DAY;
      await networkHelpers.time.setNextBlockTimestamp(closed);
      await expect(move([{ from: seller, to: buyer, amount: 1n }]))
        .to.be.revertedWithCustomError(bond, "BondTokenClosed")
        .withArgs(ISIN, closed, closed);
    });
  });

  describe("given a record date that has passed since the last movement", () => {
    const moves = ({ seller, buyer, third }: ReturnType<typeof current>) => [
      { from: seller, to: third, amount: 50n },
      { from: third, to: buyer, amount: 20n },
    ];

    it("when the first movement is in its last second then it counts for the receivers", async () => {
      const w = current();
      await w.networkHelpers.time.setNextBlockTimestamp(FIRST - 1);
      await expect(w.move(moves(w))).not.to.emit(w.bond, "RecordDatePassed");
      await w.networkHelpers.time.increaseTo(FIRST);
      expect(await w.bond.balanceAtRecordDate(w.seller, 0)).to.equal(550n);
      expect(await w.bond.balanceAtRecordDate(w.third, 0)).to.equal(30n);
      expect(await w.bond.balanceAtRecordDate(w.buyer, 0)).to.equal(120n);
    });

    it("when the movements are made then all held at the record date what they held before, and it is on record once", async () => {
      const w = current();
      await w.networkHelpers.time.setNextBlockTimestamp(FIRST);
      const call = await w.move(moves(w), [w.issuer]);
      const receipt = await call.wait();
      const names = receipt?.logs.map((log) => w.bond.interface.parseLog(log)?.name);
      expect(names).to.deep.equal(["RecordDatePassed", "Transfer", "Transfer"]);
      await expect(call).to.emit(w.bond, "RecordDatePassed").withArgs(ISIN, 0, FIRST, 1_000n);
      const atDate = [300n, 600n, 100n, 0n];
      const now = [300n, 550n, 120n, 30n];
      for (const [index, account] of [w.issuer, w.seller, w.buyer, w.third].entries()) {
        expect(await w.bond.balanceAtRecordDate(account, 0)).to.equal(atDate[index]);
        expect(await w.bond.balanceOf(account)).to.equal(now[index]);
      }
      expect(await w.bond.supplyAtRecordDate(0)).to.equal(1_000n);
    });

    it("when both dates have passed then the balances stood at both, with or without a movement", async () => {
      const w = current();
      await w.networkHelpers.time.setNextBlockTimestamp(SECOND);
      await w.move(moves(w), [w.issuer]);
      for (const index of [0, 1]) {
        expect(await w.bond.balanceAtRecordDate(w.issuer, index)).to.equal(300n);
        expect(await w.bond.balanceAtRecordDate(w.seller, index)).to.equal(600n);
        expect(await w.bond.balanceAtRecordDate(w.buyer, index)).to.equal(100n);
        expect(await w.bond.balanceAtRecordDate(w.third, index)).to.equal(0n);
      }
    });

    it("when movements follow in each period then each date has its own balances", async () => {
      const w = current();
      await w.move(moves(w));
      await w.networkHelpers.time.increaseTo(FIRST);
      await w.move(moves(w), [w.issuer]);
      await w.networkHelpers.time.increaseTo(SECOND);
      await w.move(moves(w));
      const expected = [
        [550n, 120n, 30n, 300n],
        [500n, 140n, 60n, 300n],
      ];
      for (const [index, balances] of expected.entries()) {
        for (const [position, account] of [w.seller, w.buyer, w.third, w.issuer].entries()) {
          expect(await w.bond.balanceAtRecordDate(account, index)).to.equal(balances[position]);
        }
      }
    });

    it("when the movements are refused then nothing is on record, and the next ones say it", async () => {
      const w = current();
      await w.networkHelpers.time.increaseTo(FIRST);
      await expect(w.move([{ from: w.seller, to: w.buyer, amount: 601n }]))
        .to.be.revertedWithCustomError(w.bond, "ERC20InsufficientBalance")
        .withArgs(w.seller.address, 600n, 601n);
      await expect(w.move(moves(w)))
        .to.emit(w.bond, "RecordDatePassed")
        .withArgs(ISIN, 0, FIRST, 1_000n);
    });
  });
});
