// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "./ITrades.sol";

/// @title ITickets
/// @notice Trade tickets: what a fund manager decides, and a trader executes. The duties of both stand in the fund's account
/// ({IFundAccount}), and nobody can have both.
interface ITickets {
    /// @notice A fund's part of a ticket.
    /// @param account Its account, an {IFundAccount}.
    /// @param quantity Its units.
    struct Share {
        address account;
        uint112 quantity;
    }

    /// @notice An order of a fund manager, signed as EIP-712 type `Ticket`.
    /// @param manager Who signs; must have the duty in every fund of the split.
    /// @param isin The bond.
    /// @param currency ISO 4217 code of the cash leg.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param side The funds' side.
    /// @param maximumQuantity Units; what the split sums to.
    /// @param limitPriceE7 Highest clean price of 100 of face when the funds buy, lowest when they sell, in units of 10^-7.
    /// @param limitCashPerUnit The same for what one unit costs, accrued interest and a broker's fee included, in minor units.
    /// @param validUntil First second (Unix time) at which it is over.
    /// @param settleBy Latest cut-off of the settlement, Unix time.
    /// @param maximumFeePerUnit Most that a broker may take for a unit, in minor units; zero when none may stand between.
    /// @param compliance Hash of the report of the checks that were made before; that it was good is for the library and auditors to see.
    /// @param salt Makes two tickets for the same different.
    /// @param split What each fund gets of it.
    struct Ticket {
        address manager;
        bytes12 isin;
        bytes3 currency;
        address settlementBank;
        ITrades.Side side;
        uint112 maximumQuantity;
        uint64 limitPriceE7;
        uint112 limitCashPerUnit;
        uint40 validUntil;
        uint40 settleBy;
        uint112 maximumFeePerUnit;
        bytes32 compliance;
        bytes32 salt;
        Share[] split;
    }

    event TicketUsed(
        bytes32 indexed ticket,
        address indexed manager,
        address indexed trader,
        bytes32 quote,
        uint256 quantity,
        uint256 filled,
        bytes32 compliance
    );
    event TicketFilled(
        bytes32 indexed ticket,
        uint256 indexed share,
        address indexed account,
        uint256 filled
    );
    event TicketWithdrawn(bytes32 indexed ticket, address indexed manager);

    error TicketExpired(bytes32 ticket, uint256 validUntil, uint256 timestamp);
    error TicketWithoutCompliance(bytes32 ticket);
    error TicketInvalidSignature(bytes32 ticket, address manager);
    error TicketWrongManager(bytes32 ticket, address account, address manager);
    error TicketWrongTrader(bytes32 ticket, address account, address trader);
    error TicketMismatch(bytes32 ticket, bytes32 quote);
    error TicketPriceBeyondLimit(bytes32 ticket, uint256 priceE7, uint256 limitE7);
    error TicketCashBeyondLimit(bytes32 ticket, uint256 cashPerUnit, uint256 limit);
    error TicketSettlesTooLate(bytes32 ticket, uint256 settleBy, uint256 limit);
    error TicketFeeBeyondLimit(bytes32 ticket, uint256 feePerUnit, uint256 limit);
    error TicketExceeded(bytes32 ticket, uint256 quantity, uint256 left);
    error TicketInvalidSplit(bytes32 ticket, uint256 sum, uint256 maximumQuantity);
    error TicketUnevenAllocation(bytes32 ticket, address account, uint256 filled, uint256 due);
    error TicketUnknownAllocation(bytes32 ticket, address account);
    error TicketNotYours(bytes32 ticket, address caller);
    error TicketAccountNeedsAffirmation(bytes32 ticket, address account);

    /// @notice Takes back a ticket.
    /// @dev Emits a {TicketWithdrawn} event. What was executed stays so.
    ///
    /// Requirements:
    /// - The caller must be the ticket's manager.
    function withdrawTicket(Ticket calldata ticket) external;

    /// @notice Units executed of a ticket; the largest number when it was withdrawn.
    function filledOf(bytes32 ticket) external view returns (uint256);

    /// @notice Units that a fund got of a ticket.
    /// @param share Its place in the split, from 0.
    function filledShareOf(bytes32 ticket, uint256 share) external view returns (uint256);

    /// @notice EIP-712 struct hash of a ticket: its id.
    function ticketId(Ticket calldata ticket) external pure returns (bytes32);

    /// @notice EIP-712 digest that the manager signs.
    function ticketDigest(Ticket calldata ticket) external view returns (bytes32);
}
