import type { CommonOptions } from "./options.ts";

/** How a command line names the network that a job works on, as far as that differs from what is meant without it. */
export function placeWords({
  network,
  rpcUrl,
  deployments,
}: Pick<CommonOptions, "network" | "rpcUrl" | "deployments">): string {
  return [
    `--network ${network}`,
    ...(rpcUrl === undefined ? [] : [`--rpc-url ${rpcUrl}`]),
    ...(deployments === "deployments" ? [] : [`--deployments ${deployments}`]),
  ].join(" ");
}
