// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";

/// @title TradeHash
/// @notice EIP-712 hash of a trade. Its twin is sdk/trade/tradeHash.ts; golden vectors bind them.
library TradeHash {
    /// @notice EIP-712 type hash of `Trade`.
    bytes32 internal constant TYPEHASH =
        keccak256(
            "Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference)"
        );

    /// @notice EIP-712 type hash of `Mandate`: what an operator signs to approve a trade for an account.
    bytes32 internal constant MANDATE_TYPEHASH =
        keccak256(
            "Mandate(address account,Trade trade)Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference)"
        );

    uint256 private constant FIELDS = 13;

    /// @notice The struct hash: keccak256 of the type hash and the fields, each in 32 bytes.
    /// @dev In memory a struct of static fields is just those words in a row, so the type hash is put in front for a
    /// moment and nothing is copied. Saves about 600 gas against abi.encode; fuzzed against it in TradeHash.t.sol.
    function hash(IDvPEscrow.Trade memory trade) internal pure returns (bytes32 result) {
        bytes32 typeHash = TYPEHASH;
        uint256 length = 32 * (FIELDS + 1);
        assembly ("memory-safe") {
            let start := sub(trade, 0x20)
            let displaced := mload(start)
            mstore(start, typeHash)
            result := keccak256(start, length)
            mstore(start, displaced)
        }
    }

    /// @notice The struct hash of an operator's mandate for the trade `id` on behalf of `account`.
    function mandateHash(bytes32 id, address account) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE_TYPEHASH, account, id));
    }
}
