// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQuotes} from "../interfaces/IQuotes.sol";
import {ITickets} from "../interfaces/ITickets.sol";

/// @title QuoteHash
/// @notice EIP-712 hashes of what is signed before a trade: quotes, tickets and give-ups. Their twins are in sdk/trading; golden
/// vectors bind them (test/vectors/trading.json).
library QuoteHash {
    /// @notice EIP-712 type hash of `Quote`.
    bytes32 internal constant QUOTE_TYPEHASH = keccak256(
        "Quote(bytes32 request,address dealer,address investor,address broker,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint8 kind,uint64 cleanPriceE7,uint112 cashPerUnit,uint112 minimumQuantity,uint112 maximumQuantity,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,uint40 validUntil,uint16 lastLook,uint48 sequence,bytes16 commonReference)"
    );

    /// @notice EIP-712 type hash of `GiveUp`.
    bytes32 internal constant GIVE_UP_TYPEHASH = keccak256(
        "GiveUp(address broker,address investor,bytes32 request,bytes12 isin,bytes3 currency,address settlementBank,uint112 maximumQuantity,uint112 feePerUnit,uint40 validUntil,bytes32 salt)"
    );

    /// @notice EIP-712 type hash of `Ticket`.
    bytes32 internal constant TICKET_TYPEHASH = keccak256(
        "Ticket(address manager,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint112 maximumQuantity,uint64 limitPriceE7,uint112 limitCashPerUnit,uint40 validUntil,uint40 settleBy,uint112 maximumFeePerUnit,bytes32 compliance,bytes32 salt,Share[] split)Share(address account,uint112 quantity)"
    );

    /// @notice EIP-712 type hash of `Share`.
    bytes32 internal constant SHARE_TYPEHASH = keccak256("Share(address account,uint112 quantity)");

    /// @dev Bytes of a quote: 20 fields of a word each.
    uint256 private constant QUOTE_SIZE = 0x280;

    /// @notice The struct hash of a quote: its id.
    /// @dev Copies the words as they lie: saves about 900 gas against encoding them field by field (snapshots/gas.json). Fuzzed
    /// against that in QuoteHash.t.sol. A field with bits that its type has not is refused where it is used.
    function hash(IQuotes.Quote calldata quote) internal pure returns (bytes32 id) {
        bytes32 typeHash = QUOTE_TYPEHASH;
        uint256 size = QUOTE_SIZE;
        assembly ("memory-safe") {
            // beyond the free pointer, which need not move: nothing of it is kept
            let start := mload(0x40)
            mstore(start, typeHash)
            calldatacopy(add(start, 0x20), quote, size)
            id := keccak256(start, add(size, 0x20))
        }
    }

    /// @notice The struct hash of a broker's consent.
    function hash(IQuotes.GiveUp calldata giveUp) internal pure returns (bytes32) {
        return keccak256(abi.encode(GIVE_UP_TYPEHASH, giveUp));
    }

    /// @notice The struct hash of a manager's ticket.
    function hash(ITickets.Ticket calldata ticket) internal pure returns (bytes32) {
        bytes32[] memory shares = new bytes32[](ticket.split.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            shares[i] = keccak256(abi.encode(SHARE_TYPEHASH, ticket.split[i]));
        }
        return
            keccak256(
                bytes.concat(
                    abi.encode(
                        TICKET_TYPEHASH,
                        ticket.manager,
                        ticket.isin,
                        ticket.currency,
                        ticket.settlementBank,
                        ticket.side,
                        ticket.maximumQuantity
                    ),
                    abi.encode(
                        ticket.limitPriceE7,
                        ticket.limitCashPerUnit,
                        ticket.validUntil,
                        ticket.settleBy,
                        ticket.maximumFeePerUnit,
                        ticket.compliance,
                        ticket.salt,
                        keccak256(abi.encodePacked(shares))
                    )
                )
            );
    }
}
