import type { Artifact } from "@nomicfoundation/ignition-core";

/** What TypeChain generates for a contract, as far as a deployment needs it. */
export interface GeneratedFactory {
  readonly abi: readonly unknown[];
  readonly bytecode: string;
}

/**
 * A contract's artifact from the committed, generated types: deploying needs no compiler, and what is deployed is what
 * was reviewed. `npm test` checks that the generated types are those of the sources.
 */
export function artifactOf(contractName: string, { abi, bytecode }: GeneratedFactory): Artifact {
  return {
    _format: "hh3-artifact-1",
    contractName,
    sourceName: `${contractName}.sol`,
    abi: [...abi],
    bytecode,
    deployedBytecode: "0x",
    linkReferences: {},
    deployedLinkReferences: {},
  };
}
