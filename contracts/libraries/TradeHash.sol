// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../interfaces/ITrades.sol";

/// @title TradeHash
/// @notice EIP-712 hash of a trade. Its twin is sdk/trade/tradeHash.ts; golden vectors bind them.
library TradeHash {
    /// @notice EIP-712 type hash of `Trade`.
    bytes32 internal constant TYPEHASH = keccak256(
        "Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference,uint112 minimumPart)"
    );

    /// @notice EIP-712 type hash of `Mandate`: what an operator signs to approve a trade for an account.
    bytes32 internal constant MANDATE_TYPEHASH = keccak256(
        "Mandate(address account,Trade trade)Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference,uint112 minimumPart)"
    );

    /// @notice EIP-712 type hash of `TradeList`: what a party signs to approve all its trades in a set at once.
    bytes32 internal constant LIST_TYPEHASH = keccak256("TradeList(address party,bytes32 rollingHash)");

    /// @notice A trade revived from calldata, and its hash.
    /// @dev Copies the fourteen words at once and checks them together, where the compiler's decoder goes field by field:
    /// saves about 1,300 gas a trade (snapshots/gas.json). Fuzzed against the decoder in TradeHash.t.sol. Reverts
    /// without data, as the decoder does, when a field has bits that its type has not.
    function load(
        ITrades.Trade calldata source
    ) internal pure returns (ITrades.Trade memory trade, bytes32 id) {
        bytes32 typeHash = TYPEHASH;
        assembly ("memory-safe") {
            // the free pointer's place holds the type hash, the trade comes after it
            let start := mload(0x40)
            mstore(start, typeHash)
            trade := add(start, 0x20)
            mstore(0x40, add(start, 0x1e0))
            calldatacopy(trade, source, 0x1c0)
            id := keccak256(start, 0x1e0)

            let stray := shl(96, mload(trade)) // isin: 12 bytes, left
            stray := or(stray, shl(24, mload(add(trade, 0x20)))) // currency: 3 bytes, left
            stray := or(stray, shr(160, mload(add(trade, 0x40)))) // settlementBank
            stray := or(stray, shr(160, mload(add(trade, 0x60)))) // seller
            stray := or(stray, shr(160, mload(add(trade, 0x80)))) // buyer
            stray := or(stray, shr(112, mload(add(trade, 0xa0)))) // quantity
            stray := or(stray, shr(112, mload(add(trade, 0xc0)))) // amount
            stray := or(stray, shr(40, mload(add(trade, 0xe0)))) // tradeDate
            stray := or(stray, shr(40, mload(add(trade, 0x100)))) // settleFrom
            stray := or(stray, shr(40, mload(add(trade, 0x120)))) // settleBy
            stray := or(stray, shr(160, mload(add(trade, 0x140)))) // venue
            stray := or(stray, shr(48, mload(add(trade, 0x160)))) // sequence
            stray := or(stray, shl(128, mload(add(trade, 0x180)))) // commonReference: 16 bytes, left
            stray := or(stray, shr(112, mload(add(trade, 0x1a0)))) // minimumPart
            if stray {
                revert(0, 0)
            }
        }
    }

    /// @notice The struct hash: keccak256 of the type hash and the fields, each in 32 bytes.
    function hash(ITrades.Trade memory trade) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, trade));
    }

    /// @notice The struct hash of an operator's mandate for the trade `id` on behalf of `account`.
    function mandateHash(bytes32 id, address account) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE_TYPEHASH, account, id));
    }

    /// @notice The struct hash of a party's list of trades: what it signs for all its trades in a set.
    /// @param rollingHash h(n) of its n trades in the order of the set: h(0) = 0, h(k) = keccak256(h(k - 1), id of trade k).
    function listHash(address party, bytes32 rollingHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(LIST_TYPEHASH, party, rollingHash));
    }
}
