import { expect } from "chai";
import { AbiCoder, id, ZeroAddress } from "ethers";

import type { FundAccount } from "../../../typechain-types/index.ts";
import { SmartWallet__factory } from "../../../typechain-types/index.ts";
import { MAX_UINT256 } from "../../support/actions.ts";
import type { Desk } from "../../support/blocks.ts";
import { everybodysHoldings } from "../../support/blockRecords.ts";
import { clientAt, fundAt, fundContract, useDesk } from "../../support/blocks.ts";
import type { Instruction } from "../../support/funds.ts";
import { instructionId, openedAt, payment, signInstruction } from "../../support/funds.ts";
import { advanceTo, ANSWER, holdings, nextBlockAt, withHighS } from "../../support/settlement.ts";
import { DUTY } from "../../support/trading.ts";
import type { Signer } from "../../support/useWorld.ts";
import { DAY, EVIDENCE, READINESS, SIDE, START } from "../../support/world.ts";

const ALL = 10_000_000_000n;

describe("FundAccount.perform", () => {
  const current = useDesk();

  interface Performance {
    readonly by?: Signer;
    readonly manager?: string;
    readonly signature?: string;
    readonly fund?: FundAccount;
  }

  /** The custodian performs what the manager has signed, unless a test says otherwise. */
  async function perform(
    m: Desk,
    instruction: Instruction,
    { by = m.funds.custodian, manager = m.funds.manager.address, signature, fund }: Performance = {},
  ) {
    const { target, data, validUntil, salt } = instruction;
    const given = signature ?? (await signInstruction(m, instruction));
    return await (fund ?? fundContract(m, 0))
      .connect(by)
      .perform(target, data, validUntil, salt, manager, given);
  }

  /** Says that an instruction is refused, is not used up by that, and moves nothing. */
  async function expectRefused(
    m: Desk,
    instruction: Instruction,
    { error, args, ...performance }: Performance & { error: string; args: readonly unknown[] },
  ): Promise<void> {
    const before = await everybodysHoldings(m);
    const isPerformed = await fundContract(m, 0).isPerformed(instructionId(instruction));
    await expect(perform(m, instruction, performance))
      .to.be.revertedWithCustomError(fundContract(m, 0), error)
      .withArgs(...args);
    expect(await everybodysHoldings(m)).to.deep.equal(before);
    expect(await fundContract(m, 0).isPerformed(instructionId(instruction))).to.equal(isPerformed);
  }

  describe("given an instruction that the manager has signed", () => {
    it("when the custodian performs it, then it is done in the fund's name, once", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      const instruction = await payment(m, 123n);
      const payee = await m.cash.balanceOf(m.investor);
      expect(await fund.isPerformed(instructionId(instruction))).to.equal(false);
      await expect(perform(m, instruction))
        .to.emit(fund, "InstructionPerformed")
        .withArgs(instructionId(instruction), m.cash, m.funds.manager, instruction.data)
        .and.to.emit(m.cash, "Transfer")
        .withArgs(fund, m.investor, 123n);
      expect(await holdings(m, fundAt(m, 0))).to.deep.equal({
        bonds: 20n,
        bondsHeld: 0n,
        cash: ALL - 123n,
        cashHeld: 0n,
      });
      expect(await m.cash.balanceOf(m.investor)).to.equal(payee + 123n);
      expect(await fund.isPerformed(instructionId(instruction))).to.equal(true);
    });

    it("when it answers, then the custodian gets the answer", async () => {
      const m = current();
      const instruction = await payment(m, 123n);
      const { target, data, validUntil, salt } = instruction;
      const answer = await fundContract(m, 0).perform.staticCall(
        target,
        data,
        validUntil,
        salt,
        m.funds.manager,
        await signInstruction(m, instruction),
      );
      expect(answer).to.equal(AbiCoder.defaultAbiCoder().encode(["bool"], [true]));
    });

    it("when it is performed again, then it reverts with FundInstructionUsed; with another salt it is another", async () => {
      const m = current();
      const instruction = await payment(m, 123n);
      await perform(m, instruction);
      await expectRefused(m, instruction, {
        error: "FundInstructionUsed",
        args: [instructionId(instruction)],
      });
      await perform(m, { ...instruction, salt: id("again") });
      expect((await holdings(m, fundAt(m, 0))).cash).to.equal(ALL - 246n);
    });

    it("when anybody but the custodian performs it, the manager itself among them, then it reverts with FundOnlyCustodian", async () => {
      const m = current();
      const { manager, trader, custodian } = m.funds;
      const instruction = await payment(m, 123n);
      for (const by of [manager, trader, m.investor, m.registrar]) {
        await expectRefused(m, instruction, { by, error: "FundOnlyCustodian", args: [by, custodian] });
      }
    });

    it("when it is over, then the last second before is in time, and that reverts with FundInstructionExpired", async () => {
      const m = current();
      const validUntil = START + DAY / 4;
      const instruction = await payment(m, 123n, { validUntil });
      const signature = await signInstruction(m, instruction);
      const snapshot = await m.networkHelpers.takeSnapshot();
      await nextBlockAt(m, validUntil);
      await expect(perform(m, instruction, { signature }))
        .to.be.revertedWithCustomError(fundContract(m, 0), "FundInstructionExpired")
        .withArgs(instructionId(instruction), validUntil, validUntil);
      await snapshot.restore();
      await nextBlockAt(m, validUntil - 1);
      await expect(perform(m, instruction, { signature })).to.emit(
        fundContract(m, 0),
        "InstructionPerformed",
      );
    });
  });

  describe("given targets that nobody can reach this way", () => {
    const forbidden: readonly (readonly [string, (m: Desk) => Promise<Partial<Instruction>>])[] = [
      [
        "the settlement, to approve a trade",
        async (m) => ({
          target: await m.escrow.getAddress(),
          data: m.escrow.interface.encodeFunctionData("instruct", [
            m.trade({ buyer: fundAt(m, 0) }),
            SIDE.buyer,
            READINESS.ready,
          ]),
        }),
      ],
      [
        "the market, to accept a quote",
        async (m) => ({
          target: await m.rfq.getAddress(),
          data: m.rfq.interface.encodeFunctionData("accept", [
            m.quote(),
            "0x",
            m.acceptance({ account: fundAt(m, 0) }),
          ]),
        }),
      ],
      [
        "the market, to quote as a dealer",
        async (m) => ({
          target: await m.rfq.getAddress(),
          data: m.rfq.interface.encodeFunctionData("setExposure", [m.quote().isin, 1n, 1n]),
        }),
      ],
      [
        "the registry, to appoint an operator",
        async (m) => ({
          target: await m.registry.getAddress(),
          data: m.registry.interface.encodeFunctionData("appointOperator", [
            m.funds.custodian.address,
            1,
            2n ** 40n - 1n,
          ]),
        }),
      ],
      [
        "the account itself",
        (m) =>
          Promise.resolve({
            target: fundAt(m, 0),
            data: fundContract(m, 0).interface.encodeFunctionData("setAffirmation", [true]),
          }),
      ],
    ];
    for (const [what, change] of forbidden) {
      it(`when it is ${what}, then it reverts with FundForbiddenTarget, whatever the manager signed`, async () => {
        const m = current();
        const instruction = await payment(m, 1n, await change(m));
        await expectRefused(m, instruction, { error: "FundForbiddenTarget", args: [instruction.target] });
      });
    }

    it("when it is an approval of a token, then it reverts with FundForbiddenCall: somebody could go on alone with it", async () => {
      const m = current();
      const selector = "0x095ea7b3";
      for (const target of [m.cash, m.bond, m.offering]) {
        for (const data of [
          m.cash.interface.encodeFunctionData("approve", [m.funds.custodian.address, MAX_UINT256]),
          m.cash.interface.encodeFunctionData("approve", [m.funds.custodian.address, 0n]),
          selector,
        ]) {
          const instruction = await payment(m, 1n, { target: await target.getAddress(), data });
          await expectRefused(m, instruction, { error: "FundForbiddenCall", args: [selector] });
        }
      }
    });
  });

  describe("given somebody who signs", () => {
    it("when it has another duty or none, then it reverts with FundNotManager", async () => {
      const m = current();
      const instruction = await payment(m, 1n);
      await fundContract(m, 0).assign(clientAt(m, 0), DUTY.complianceOfficer);
      for (const [signer, duty] of [
        [m.funds.trader, DUTY.trader],
        [clientAt(m, 0), DUTY.complianceOfficer],
        [clientAt(m, 1), DUTY.none],
        [m.funds.custodian, DUTY.none],
      ] as const) {
        await expectRefused(m, instruction, {
          manager: signer.address,
          signature: await signInstruction(m, instruction, { signer }),
          error: "FundNotManager",
          args: [signer, duty],
        });
      }
      await expectRefused(m, instruction, {
        manager: ZeroAddress,
        signature: "0x",
        error: "FundNotManager",
        args: [ZeroAddress, DUTY.none],
      });
    });

    it("when it was manager, or will be, then it reverts with FundNotManager", async () => {
      const m = current();
      const fund = fundContract(m, 0);
      await advanceTo(m, (await openedAt(m, fund)) + DAY);
      const instruction = await payment(m, 1n, { validUntil: START + 9 * DAY });
      const signature = await signInstruction(m, instruction);
      await fund.assign(m.funds.manager, DUTY.none);
      await expectRefused(m, instruction, {
        signature,
        error: "FundNotManager",
        args: [m.funds.manager, DUTY.none],
      });
      await fund.assign(m.funds.manager, DUTY.manager);
      await expectRefused(m, instruction, {
        signature,
        error: "FundNotManager",
        args: [m.funds.manager, DUTY.none],
      });
      await advanceTo(m, Number((await fund.assignmentOf(m.funds.manager)).effectiveAt));
      await expect(perform(m, instruction, { signature })).to.emit(fund, "InstructionPerformed");
    });

    it("when the signature is not the manager's, then it reverts with FundInvalidSignature", async () => {
      const m = current();
      const instruction = await payment(m, 1n);
      const { custodian, trader, manager } = m.funds;
      const own = await signInstruction(m, instruction);
      const wrong = [
        "0x",
        own.slice(0, -4),
        own + "00",
        withHighS(own),
        await signInstruction(m, instruction, { signer: custodian }),
        await signInstruction(m, instruction, { signer: trader }),
        await signInstruction(m, instruction, { fund: fundContract(m, 1) }),
      ];
      for (const signature of wrong) {
        await expectRefused(m, instruction, {
          signature,
          error: "FundInvalidSignature",
          args: [instructionId(instruction), manager],
        });
      }
    });

    it("when something of the instruction was changed afterwards, then it reverts with FundInvalidSignature", async () => {
      const m = current();
      const instruction = await payment(m, 1n);
      const signature = await signInstruction(m, instruction);
      const { data } = await payment(m, 2n);
      for (const change of [
        { target: await m.bond.getAddress() },
        { data },
        { validUntil: START + DAY + 1 },
        { salt: id("another") },
      ]) {
        const changed = { ...instruction, ...change };
        await expectRefused(m, changed, {
          signature,
          error: "FundInvalidSignature",
          args: [instructionId(changed), m.funds.manager],
        });
      }
    });

    it("when several are managers, then the signature is of the one that is named", async () => {
      const m = current();
      const other = clientAt(m, 0);
      await fundContract(m, 0).assign(other, DUTY.manager);
      const instruction = await payment(m, 1n);
      const signature = await signInstruction(m, instruction, { signer: other });
      await expectRefused(m, instruction, {
        signature,
        error: "FundInvalidSignature",
        args: [instructionId(instruction), m.funds.manager],
      });
      await expect(perform(m, instruction, { signature, manager: other.address }))
        .to.emit(fundContract(m, 0), "InstructionPerformed")
        .withArgs(instructionId(instruction), m.cash, other, instruction.data);
    });

    it("when the manager is a contract (ERC-1271), then that says who signs for it", async () => {
      const m = current();
      const { manager } = m.funds;
      const wallet = await new SmartWallet__factory(manager).deploy(manager);
      const address = await wallet.getAddress();
      await fundContract(m, 0).assign(address, DUTY.manager);
      const instruction = await payment(m, 1n);
      await wallet.setAnswer(ANSWER.nothing, ZeroAddress, "0x");
      await expectRefused(m, instruction, {
        manager: address,
        error: "FundInvalidSignature",
        args: [instructionId(instruction), address],
      });
      await wallet.setAnswer(ANSWER.ownersOnly, ZeroAddress, "0x");
      await expectRefused(m, instruction, {
        manager: address,
        signature: await signInstruction(m, instruction, { signer: m.funds.custodian }),
        error: "FundInvalidSignature",
        args: [instructionId(instruction), address],
      });
      await expect(perform(m, instruction, { manager: address })).to.emit(m.cash, "Transfer");
    });
  });

  describe("given a call that fails", () => {
    it("when it says why, then that is what is said, and it can be performed once it goes", async () => {
      const m = current();
      const instruction = await payment(m, ALL + 1n);
      const before = await everybodysHoldings(m);
      await expect(perform(m, instruction))
        .to.be.revertedWithCustomError(m.cash, "ERC20InsufficientBalance")
        .withArgs(fundAt(m, 0), ALL, ALL + 1n);
      expect(await everybodysHoldings(m)).to.deep.equal(before);
      expect(await fundContract(m, 0).isPerformed(instructionId(instruction))).to.equal(false);
      await m.cash.connect(m.investor).transfer(fundAt(m, 0), 1n);
      await perform(m, instruction);
      expect((await holdings(m, fundAt(m, 0))).cash).to.equal(0n);
    });

    it("when an account that takes part is suspended, then the reason is the registry's", async () => {
      const m = current();
      await m.registry.connect(m.compliance).suspend(fundAt(m, 0), EVIDENCE);
      await expect(perform(m, await payment(m, 1n)))
        .to.be.revertedWithCustomError(m.registry, "ParticipantIsSuspended")
        .withArgs(fundAt(m, 0));
    });

    it("when it says nothing, then it reverts with FailedCall, also when it is less than a function's name", async () => {
      const m = current();
      for (const data of ["0xdeadbeef", "0x095ea7", "0x"]) {
        const instruction = await payment(m, 1n, { data });
        await expectRefused(m, instruction, { error: "FailedCall", args: [] });
      }
    });

    it("when there is no contract at the target, then it reverts with AddressEmptyCode", async () => {
      const m = current();
      const instruction = await payment(m, 1n, { target: m.investor.address });
      await expectRefused(m, instruction, { error: "AddressEmptyCode", args: [m.investor] });
    });

    it("when another contract calls the settlement for the fund, then it speaks for itself alone: TradeNotAuthorised", async () => {
      const m = current();
      const wallet = await new SmartWallet__factory(m.funds.custodian).deploy(fundAt(m, 0));
      const trade = m.trade({ buyer: fundAt(m, 0) });
      const call = m.escrow.interface.encodeFunctionData("instruct", [trade, SIDE.buyer, READINESS.ready]);
      const instruction = await payment(m, 1n, {
        target: await wallet.getAddress(),
        data: wallet.interface.encodeFunctionData("execute", [await m.escrow.getAddress(), call]),
      });
      await expect(perform(m, instruction))
        .to.be.revertedWithCustomError(m.escrow, "TradeNotAuthorised")
        .withArgs(await m.escrow.tradeId(trade), wallet, fundAt(m, 0));
    });
  });
});
