import { id } from "ethers";

import { assemble } from "./assemble.ts";

const TRANSFER_FROM = id("transferFrom(address,address,uint256)").slice(0, 10);
const TRANSFER_EVENT = id("Transfer(address,address,uint256)");

/** The arguments of a call, and the mappings, as instructions that put them on the stack. */
const [FROM, TO, AMOUNT] = ["4 CALLDATALOAD", "36 CALLDATALOAD", "68 CALLDATALOAD"] as const;
const [BALANCES, ALLOWANCES] = ["0", "1"] as const;

/**
 * Creation code of a bare ERC-20: balances, allowances, `transferFrom` and its event, nothing else. Any other call is
 * `(selector, address spender, address account, uint256 amount)`: it gives units to the account, which lets the spender
 * take all.
 */
export const bareTokenCode = (): string =>
  assemble(`
    0 CALLDATALOAD 224 SHR ${TRANSFER_FROM} EQ @transferFrom JUMPI

    ${slotOf(BALANCES, TO)} ${change("ADD")}
    0 1 SWAP1 SUB                                                    // the highest number there is
    ${slotOf(ALLOWANCES, TO)} 32 MSTORE ${FROM} 0 MSTORE 64 0 KECCAK256
    SSTORE STOP

    transferFrom:
    ${slotOf(ALLOWANCES, FROM)} 32 MSTORE CALLER 0 MSTORE 64 0 KECCAK256 SLOAD ${requireAmount()}
    ${slotOf(BALANCES, FROM)} DUP1 SLOAD ${requireAmount()} ${change("SUB")}
    ${slotOf(BALANCES, TO)} ${change("ADD")}
    ${AMOUNT} 0 MSTORE ${TO} ${FROM} ${TRANSFER_EVENT} 32 0 LOG3
    1 0 MSTORE 32 0 RETURN

    refuse: 0 0 REVERT
  `);

/** Puts the storage slot of `mapping[key]` on the stack, as Solidity computes it. */
function slotOf(mapping: string, key: string): string {
  return `${key} 0 MSTORE ${mapping} 32 MSTORE 64 0 KECCAK256`;
}

/** Adds the amount to the number in the slot that is on the stack, or takes it away. */
function change(operation: "ADD" | "SUB"): string {
  return `DUP1 SLOAD ${AMOUNT} SWAP1 ${operation} SWAP1 SSTORE`;
}

/** Reverts when the number on the stack is less than the amount. */
function requireAmount(): string {
  return `${AMOUNT} SWAP1 LT @refuse JUMPI`;
}
