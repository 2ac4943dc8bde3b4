import { AbiCoder, keccak256, ZeroHash } from "ethers";
import type { ContractTransaction } from "ethers";

import type { Signer } from "../useWorld.ts";
import { EVIDENCE } from "../world.ts";
import { addressOf, bondAt, signerOf } from "./house.ts";
import type { House } from "./house.ts";
import type {
  DefaultCommand,
  OptionCommand,
  PaymentCommand,
  RedemptionCommand,
  ServicingCommand,
} from "./types.ts";

/** A transaction, and who sends it. */
export interface Step {
  readonly by: Signer;
  readonly call: ContractTransaction;
}

/** The transaction of a command. */
export async function servicingStep(house: House, command: ServicingCommand): Promise<Step> {
  switch (command.type) {
    case "fixRate":
    case "decideStep":
    case "fund":
    case "returnFunding":
    case "pay":
    case "claim":
    case "seizeSuspense":
      return await paymentStep(house, command);
    case "fundRedemption":
    case "redeem":
    case "lapse":
    case "cancelUnits":
      return await redemptionStep(house, command);
    case "declareDefault":
    case "cureDefault":
    case "accelerate":
    case "openRecovery":
    case "closeOut":
      return await defaultStep(house, command);
    default:
      return await optionStep(house, command);
  }
}

async function paymentStep(house: House, command: PaymentCommand): Promise<Step> {
  const { schedules, paymentAgent, issuerAgent, outsider, courtOrder } = house.w;
  const { isin } = bondAt(house, command.bond);
  const at = (name: string): string => addressOf(house, name);
  switch (command.type) {
    case "fixRate": {
      const { payment, indexE8 } = command;
      return {
        by: issuerAgent,
        call: await schedules.fixRate.populateTransaction(isin, payment, indexE8, EVIDENCE),
      };
    }
    case "decideStep": {
      const { step, applies } = command;
      return {
        by: issuerAgent,
        call: await schedules.decideStep.populateTransaction(isin, step, applies, EVIDENCE),
      };
    }
    case "fund": {
      const { by, payment, amount } = command;
      return {
        by: signerOf(house, by),
        call: await paymentAgent.fund.populateTransaction(isin, payment, amount),
      };
    }
    case "returnFunding":
      return {
        by: issuerAgent,
        call: await paymentAgent.returnFunding.populateTransaction(isin, command.payment),
      };
    case "pay":
      return {
        by: outsider,
        call: await paymentAgent.pay.populateTransaction(isin, command.payment, command.holders.map(at)),
      };
    case "claim":
      return {
        by: outsider,
        call: await house.w[command.agent].claim.populateTransaction(isin, at(command.account)),
      };
    case "seizeSuspense": {
      const { account, receiver } = command;
      const agent = house.w[command.agent];
      return {
        by: courtOrder,
        call: await agent.seizeSuspense.populateTransaction(isin, at(account), at(receiver), EVIDENCE),
      };
    }
  }
}

async function redemptionStep(house: House, command: RedemptionCommand): Promise<Step> {
  const { redemptionAgent, outsider, issuer } = house.w;
  const { isin } = bondAt(house, command.bond);
  switch (command.type) {
    case "fundRedemption": {
      const { by, redemption, amount } = command;
      return {
        by: signerOf(house, by),
        call: await redemptionAgent.fund.populateTransaction(isin, redemption, amount),
      };
    }
    case "redeem":
    case "lapse": {
      const holders = command.holders.map((name) => addressOf(house, name));
      return {
        by: outsider,
        call: await redemptionAgent[command.type].populateTransaction(isin, command.redemption, holders),
      };
    }
    case "cancelUnits":
      return { by: issuer, call: await redemptionAgent.cancelUnits.populateTransaction(isin, command.units) };
  }
}

async function optionStep(house: House, command: OptionCommand): Promise<Step> {
  const { redemptionAgent, issuerAgent } = house.w;
  const { isin } = bondAt(house, command.bond);
  switch (command.type) {
    case "announceCall": {
      const { option, units, seed } = command;
      const seedHash =
        seed === undefined ? ZeroHash : keccak256(AbiCoder.defaultAbiCoder().encode(["bytes32"], [seed]));
      return {
        by: issuerAgent,
        call: await redemptionAgent.announceCall.populateTransaction(isin, option, units, seedHash),
      };
    }
    case "announceRepayment": {
      const { option, payment, principalPerUnit } = command;
      return {
        by: issuerAgent,
        call: await redemptionAgent.announceRepayment.populateTransaction(
          isin,
          option,
          payment,
          principalPerUnit,
        ),
      };
    }
    case "exercisePut": {
      const { option, account, units } = command;
      const holder = addressOf(house, account);
      return {
        by: signerOf(house, account),
        call: await redemptionAgent.exercisePut.populateTransaction(isin, option, holder, units),
      };
    }
    case "openDraw": {
      const { redemption, seed } = command;
      return {
        by: issuerAgent,
        call: await redemptionAgent.openDraw.populateTransaction(isin, redemption, seed),
      };
    }
    case "draw": {
      const holders = command.holders.map((name) => addressOf(house, name));
      return {
        by: issuerAgent,
        call: await redemptionAgent.draw.populateTransaction(isin, command.redemption, holders),
      };
    }
    case "restartDraw":
    case "endDraw":
      return {
        by: issuerAgent,
        call: await redemptionAgent[command.type].populateTransaction(isin, command.redemption),
      };
  }
}

async function defaultStep(house: House, command: DefaultCommand): Promise<Step> {
  const { redemptionAgent, issuerAgent, courtOrder } = house.w;
  const { isin } = bondAt(house, command.bond);
  switch (command.type) {
    case "declareDefault": {
      const { obligation, index, by } = command;
      const kind = obligation === "payment" ? 0n : 1n;
      return {
        by: signerOf(house, by),
        call: await redemptionAgent.declareDefault.populateTransaction(isin, kind, index, EVIDENCE),
      };
    }
    case "cureDefault":
    case "accelerate":
      return {
        by: issuerAgent,
        call: await redemptionAgent[command.type].populateTransaction(isin, EVIDENCE),
      };
    case "openRecovery": {
      const { recordCutoff, payFrom, amountPerUnit } = command;
      const terms = [isin, recordCutoff, payFrom, amountPerUnit, EVIDENCE] as const;
      return { by: issuerAgent, call: await redemptionAgent.openRecovery.populateTransaction(...terms) };
    }
    case "closeOut": {
      const { pricePerUnit } = command;
      return {
        by: courtOrder,
        call: await redemptionAgent.closeOut.populateTransaction(isin, pricePerUnit, EVIDENCE),
      };
    }
  }
}
