import { id } from "ethers";

import { assemble } from "./assemble.ts";

const TRANSFER_FROM = id("transferFrom(address,address,uint256)").slice(0, 10);

/** Where the parts of a pair are: its first byte, and how many bits of a word stand behind it. */
const SELLER = [0, 96] as const;
const BUYER = [20, 96] as const;
const QUANTITY = [40, 128] as const;
const AMOUNT = [56, 128] as const;
const PAIR_BYTES = 72;

/** Creation code of a contract that takes packed pairs and for each calls `transferFrom` of both tokens. */
export const bareSwapCode = (bond: string, cash: string): string =>
  assemble(`
    ${TRANSFER_FROM} 224 SHL 0 MSTORE
    0
    next:                                                            // on the stack: where the pair begins
    CALLDATASIZE DUP2 LT ISZERO @done JUMPI
    ${part(SELLER)} 4 MSTORE ${part(BUYER)} 36 MSTORE ${part(QUANTITY)} 68 MSTORE ${call(bond)}
    ${part(BUYER)} 4 MSTORE ${part(SELLER)} 36 MSTORE ${part(AMOUNT)} 68 MSTORE ${call(cash)}
    ${PAIR_BYTES} ADD @next JUMP

    done: STOP
    refuse: 0 0 REVERT
  `);

/** Puts a part of the pair on the stack. */
function part([offset, shift]: readonly [offset: number, shift: number]): string {
  return `DUP1 ${offset} ADD CALLDATALOAD ${shift} SHR`;
}

/** Calls a token with what is in memory: four bytes and three words. */
function call(token: string): string {
  return `0 0 100 0 0 ${token} GAS CALL ISZERO @refuse JUMPI`;
}
