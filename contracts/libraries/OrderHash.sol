// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrderBook} from "../interfaces/IOrderBook.sol";

/// @title OrderHash
/// @notice EIP-712 hash of an order for a bond that is offered. Its twin is sdk/offering/orderHash.ts; golden vectors bind them.
library OrderHash {
    /// @notice EIP-712 type hash of `Order`.
    bytes32 internal constant TYPEHASH = keccak256(
        "Order(bytes12 isin,uint32 offering,address investor,address firm,uint112 units,uint112 minimumUnits,uint112 maximumPrice,int40 minimumSpreadE8,bytes32 salt)"
    );

    /// @notice The struct hash: the commitment to the order.
    function hash(IOrderBook.Order memory order) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, order));
    }
}
