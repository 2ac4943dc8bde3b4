// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBlocks} from "./IBlocks.sol";

/// @title IRequestForQuote
/// @notice Turns an accepted quote into a Trade: the secondary market (引合い).
/// @dev Operator of dealers, investors and brokers who appointed it in scope TRADE ({IParticipantRegistry-appointOperator});
/// it approves nothing for them but what they signed or called. Holds no assets; only {IDvPEscrow} settles. docs/trading.md.
interface IRequestForQuote is IBlocks {
    /// @notice The acceptance of a quote by one account.
    /// @param account The account that trades.
    /// @param quantity Units.
    /// @param sequence Number of the trade: one that seller and buyer have not used.
    /// @param then What becomes of the trade at once.
    /// @param salt Opens a quote to a blinded investor; zero otherwise.
    /// @param evidence Hash of all answers to the request (EIP-712 type `Evidence`).
    struct Acceptance {
        address account;
        uint112 quantity;
        uint48 sequence;
        Then then;
        bytes32 salt;
        bytes32 evidence;
    }

    error QuoteIndicative(bytes32 quote);
    error QuoteExpired(bytes32 quote, uint256 validUntil, uint256 timestamp);
    error QuoteNotOnTradeDate(bytes32 quote, uint256 tradeDate, uint256 timestamp);
    error QuoteQuantityOutsideRange(bytes32 quote, uint256 quantity, uint256 minimum, uint256 maximum);
    error QuoteForAnother(bytes32 quote, address investor, address account);
    error QuoteInvalidSignature(bytes32 quote, address dealer);
    error QuoteNotAuthorised(bytes32 quote, address caller, address account);
    error QuoteWithoutEvidence(bytes32 quote);
    error QuoteNeedsConfirmation(bytes32 quote, uint256 lastLook);
    error QuoteWithoutPrice(bytes32 quote);
    error QuoteHasBroker(bytes32 quote, address broker);

    // ------------------------------------------------------------------ acceptance

    /// @notice Accepts a firm quote for one account. The dealer's signature and this call are the two approvals of the trade.
    /// @dev Emits a {QuoteAccepted} event, and what the escrow emits for the trade.
    ///
    /// Requirements:
    /// - The caller must be the account or its operator in scope TRADE.
    /// - The quote must be firm, priced, valid, without last look and broker, of today's trade date, and for this account, its
    ///   caller, or anybody.
    /// - It must be signed by its dealer, or by the dealer's operator in scope TRADE; not be used up, nor cancelled.
    /// - The quantity must be within its range, or be all that is left of a divisible one.
    /// - The dealer must have set its exposure in the bond, and the quantity be within what is left of it.
    /// - There must be evidence.
    /// - Both must have appointed this contract as operator, be eligible, and meet what the escrow requires of the trade.
    function accept(Quote calldata quote, bytes calldata signature, Acceptance calldata acceptance) external;

    // ------------------------------------------------------------------ views

    /// @notice The room in which blocks are accepted, on behalf of this contract. Fixed for good.
    function blockRoom() external view returns (address);

    /// @notice EIP-712 domain separator.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
