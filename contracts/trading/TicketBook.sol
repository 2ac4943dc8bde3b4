// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFundAccount} from "../interfaces/IFundAccount.sol";
import {ITickets} from "../interfaces/ITickets.sol";
import {IBlocks} from "../interfaces/IBlocks.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {QuoteHash} from "../libraries/QuoteHash.sol";
import {QuoteBook} from "./QuoteBook.sol";

/// @title TicketBook
/// @notice See {ITickets}.
/// @dev The memory of {RequestForQuote} about tickets: how much of each was executed, fund by fund. Who has which duty it asks
/// the fund's account, which must have appointed this contract as operator for anything of its to move.
abstract contract TicketBook is ITickets, QuoteBook {
    using Approvals for address;
    using QuoteHash for Ticket;

    mapping(bytes32 ticket => uint256) private _filled;
    mapping(bytes32 ticket => mapping(uint256 share => uint256)) private _filledShares;

    /// @inheritdoc ITickets
    function withdrawTicket(Ticket calldata ticket) external {
        bytes32 id = ticket.hash();
        // Check:
        if (msg.sender != ticket.manager) revert TicketNotYours(id, msg.sender);
        // Effect:
        _filled[id] = type(uint256).max;
        emit TicketWithdrawn(id, msg.sender);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ITickets
    function filledOf(bytes32 ticket) external view returns (uint256) {
        return _filled[ticket];
    }

    /// @inheritdoc ITickets
    function filledShareOf(bytes32 ticket, uint256 share) external view returns (uint256) {
        return _filledShares[ticket][share];
    }

    /// @inheritdoc ITickets
    function ticketId(Ticket calldata ticket) external pure returns (bytes32) {
        return ticket.hash();
    }

    /// @inheritdoc ITickets
    function ticketDigest(Ticket calldata ticket) external view returns (bytes32) {
        return _hashTypedDataV4(ticket.hash());
    }

    // ------------------------------------------------------------------ execution

    /// @dev What a ticket asks of those who use it and of what it is used for.
    /// @param trader Who executes.
    /// @param cashPerUnit What one unit costs the funds, or brings them.
    function _requireTicket(
        bytes32 quoteId_,
        Quote calldata quote,
        IBlocks.Block calldata block_,
        address trader,
        uint256 cashPerUnit
    ) internal view {
        Ticket calldata ticket = block_.ticket;
        bytes32 id = ticket.hash();
        address manager = ticket.manager;
        // Check:
        if (block.timestamp >= ticket.validUntil) {
            revert TicketExpired(id, ticket.validUntil, block.timestamp);
        }
        if (ticket.compliance == 0) revert TicketWithoutCompliance(id);
        if (!manager.hasSigned(_hashTypedDataV4(id), block_.ticketSignature)) {
            revert TicketInvalidSignature(id, manager);
        }
        bool isForIt =
            ticket.isin == quote.isin &&
                ticket.currency == quote.currency &&
                ticket.settlementBank == quote.settlementBank &&
                ticket.side != quote.side;
        if (!isForIt) revert TicketMismatch(id, quoteId_);
        _requireLimits(id, quote, ticket, cashPerUnit);
        bool hasBroker = block_.giveUp.broker != address(0);
        (uint256 fee, uint256 most) = (block_.giveUp.feePerUnit, ticket.maximumFeePerUnit);
        if (hasBroker && (fee > most || most == 0)) revert TicketFeeBeyondLimit(id, fee, most);
        bool canWait = block_.then != IBlocks.Then.Settle && !hasBroker;
        for (uint256 i = 0; i < block_.allocations.length; ++i) {
            IFundAccount fund = IFundAccount(block_.allocations[i].account);
            if (fund.dutyOf(manager) != IFundAccount.Duty.Manager) {
                revert TicketWrongManager(id, address(fund), manager);
            }
            if (fund.dutyOf(trader) != IFundAccount.Duty.Trader) {
                revert TicketWrongTrader(id, address(fund), trader);
            }
            if (!canWait && fund.needsAffirmation()) {
                revert TicketAccountNeedsAffirmation(id, address(fund));
            }
        }
    }

    function _requireLimits(
        bytes32 id,
        Quote calldata quote,
        Ticket calldata ticket,
        uint256 cashPerUnit
    ) private pure {
        // Check:
        if (quote.settleBy > ticket.settleBy) {
            revert TicketSettlesTooLate(id, quote.settleBy, ticket.settleBy);
        }
        bool buys = ticket.side == ITrades.Side.Buyer;
        (uint256 price, uint256 limit) = (quote.cleanPriceE7, ticket.limitPriceE7);
        if (buys ? price > limit : price < limit) revert TicketPriceBeyondLimit(id, price, limit);
        limit = ticket.limitCashPerUnit;
        if (buys ? cashPerUnit > limit : cashPerUnit < limit) {
            revert TicketCashBeyondLimit(id, cashPerUnit, limit);
        }
    }

    /// @return filled Units that were executed before.
    function _requireTicketLeft(
        bytes32 id,
        Ticket calldata ticket,
        uint256 quantity
    ) internal view returns (uint256 filled) {
        filled = _filled[id];
        uint256 maximum = ticket.maximumQuantity;
        uint256 left = filled < maximum ? maximum - filled : 0;
        // Check:
        if (quantity > left) revert TicketExceeded(id, quantity, left);
    }

    /// @dev Counts units against a ticket, and each fund's against its share: within one unit of what is due to it.
    function _fill(
        bytes32 id,
        bytes32 quoteId_,
        Ticket calldata ticket,
        IBlocks.Allocation[] calldata allocations,
        uint256 quantity,
        address trader
    ) internal {
        uint256 filled = _requireTicketLeft(id, ticket, quantity) + quantity;
        // Effect:
        _filled[id] = filled;
        uint256 next = _fillShares(id, ticket, allocations, filled);
        // Check: whom the ticket does not name in this place
        if (next != allocations.length) revert TicketUnknownAllocation(id, allocations[next].account);
        emit TicketUsed(id, ticket.manager, trader, quoteId_, quantity, filled, ticket.compliance);
    }

    /// @return next Allocations that the split accounts for.
    function _fillShares(
        bytes32 id,
        Ticket calldata ticket,
        IBlocks.Allocation[] calldata allocations,
        uint256 filled
    ) private returns (uint256 next) {
        uint256 maximum = ticket.maximumQuantity;
        uint256 sum;
        for (uint256 i = 0; i < ticket.split.length; ++i) {
            (address account, uint256 share) = (ticket.split[i].account, ticket.split[i].quantity);
            sum += share;
            uint256 own = _filledShares[id][i];
            if (next < allocations.length && allocations[next].account == account) {
                own += allocations[next].quantity;
                ++next;
                // Effect:
                _filledShares[id][i] = own;
                emit TicketFilled(id, i, account, own);
            }
            // Check: products of numbers of 112 bits
            (uint256 has, uint256 due) = (own * maximum, filled * share);
            if (has > due ? has - due >= maximum : due - has >= maximum) {
                revert TicketUnevenAllocation(id, account, own, due / maximum);
            }
        }
        if (sum != maximum) revert TicketInvalidSplit(id, sum, maximum);
    }
}
