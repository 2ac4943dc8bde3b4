import KessaiModule from "../../../ignition/modules/Kessai.ts";
import { Kessai } from "../../../sdk/client/Kessai.ts";
import { addressesOf } from "../../../sdk/deployments/addressesOf.ts";
import type { Engine } from "./Engine.ts";
import { LocalSigner } from "./LocalSigner.ts";

const DAY = 86_400;
const DELAYS = { adminDelay: 2 * DAY, courtOrderDelay: DAY, replacementDelay: 3 * DAY } as const;

/** Whose account is which of the development chain's; the deployer's is the first. */
const KEYS = {
  admin: 1,
  compliance: 2,
  pauser: 3,
  courtOrder: 4,
  registrar: 5,
  settlementBank: 6,
  issuerAgent: 7,
  issuer: 8,
  venue: 9,
} as const;

/** A house on an engine, and those who work in it. */
export interface BenchHouse {
  readonly kessai: Kessai;
  readonly registrar: LocalSigner;
  readonly settlementBank: LocalSigner;
  readonly issuerAgent: LocalSigner;
  readonly issuer: LocalSigner;
  /** Submits all trades. */
  readonly venue: LocalSigner;
}

/** Deploys the house from the committed bytecode; nothing is compiled. */
export async function deployHouse({ connection, provider }: Engine): Promise<BenchHouse> {
  const keyOf = async (name: keyof typeof KEYS): Promise<LocalSigner> =>
    await LocalSigner.at(KEYS[name], provider);
  const [registrar, settlementBank, issuerAgent] = [
    await keyOf("registrar"),
    await keyOf("settlementBank"),
    await keyOf("issuerAgent"),
  ];
  const deployed = await connection.ignition.deploy(KessaiModule, {
    parameters: {
      Kessai: {
        ...DELAYS,
        admin: (await keyOf("admin")).address,
        compliance: (await keyOf("compliance")).address,
        pauser: (await keyOf("pauser")).address,
        courtOrder: (await keyOf("courtOrder")).address,
        registrar: registrar.address,
        settlementBank: settlementBank.address,
        issuerAgent: issuerAgent.address,
      },
    },
    config: { requiredConfirmations: 1, blockPollingInterval: 50, retryInterval: 50 },
  });
  const addresses = await addressesOf(deployed);
  const { chainId } = await provider.getNetwork();
  return {
    kessai: new Kessai({
      runner: provider,
      deployment: { network: "bench", chainId, addresses, block: 0 },
    }),
    registrar,
    settlementBank,
    issuerAgent,
    issuer: await keyOf("issuer"),
    venue: await keyOf("venue"),
  };
}
