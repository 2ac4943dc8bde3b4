// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IClosings} from "../interfaces/IClosings.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {PackedApprovals} from "../libraries/PackedApprovals.sol";
import {PackedSet} from "../libraries/PackedSet.sol";
import {Proceeds} from "../libraries/Proceeds.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {Allotments} from "./Allotments.sol";
import {OfferingStore} from "./OfferingStore.sol";

/// @title Closings
/// @notice See {IClosings}.
/// @dev A room of {Offering}, which lets it work on its storage (delegatecall): the two are one contract in two pieces, as one
/// alone would exceed 24,576 bytes (EIP-170), and neither can be exchanged. By itself it has no offerings, and every call of it
/// is refused. Trusts its factories, their tokens and the settlement contract, none of which calls anybody else but
/// wallets that are asked for signatures. It holds nothing: what it may do it may do as an operator, for those who
/// signed. Upholds INV-1 and INV-6: units come into being in the transaction in which they are paid for or cancelled.
contract Closings is Allotments {
    using FiscalAgency for IParticipantRegistry;
    using PackedSet for bytes;
    using PackedSet for PackedSet.View;
    using SafeCast for uint256;
    using TradeHash for ITrades.Trade;

    /// @dev What each member sells and takes.
    struct Distribution {
        Share[] shares;
        uint112 potUnits;
    }

    /// @dev What a member pays for its units, and its fee.
    struct Payment {
        uint256 amount;
        uint256 fee;
    }

    /// @dev Written down for an order whose allotment failed or was unwound: it is filled no more.
    bytes32 private constant NO_MORE = bytes32(uint256(1));

    /// @dev Obstacles that are not of the investor's making.
    uint256 private constant NOT_THE_INVESTORS = Restrictions.NOT_OUTSTANDING | Restrictions.CLOSED_PERIOD;

    constructor(address authority_, IDvPEscrow escrow_) OfferingStore(authority_, escrow_) {}

    // ------------------------------------------------------------------ closing

    /// @inheritdoc IClosings
    function close(
        bytes12 isin,
        Failure[] calldata failures,
        bytes calldata set
    ) external returns (bool isClosed) {
        Record storage record = _at(isin, IOrderBook.Stage.Allotted);
        Outcome storage outcome = _outcome(isin);
        IOrderBook.Terms memory terms = record.terms;
        // Check:
        _requireLead(isin, record);
        _requireCloseable(terms, outcome);
        IBondToken bond = _bondOf(isin);
        if (_requireOfferable(isin, bond) != record.isTap) {
            revert IOrderBook.OfferingNotOfferable(isin, uint256(bond.lifeCycle()));
        }

        // Effect: what has failed is out of the way for good
        if (failures.length != 0) _failAll(terms, record, failures);
        Distribution memory distribution = _distribution(record, outcome);
        uint256 units = _unitsOf(distribution.shares);
        if (units < terms.minimumUnits) {
            _end(isin, record, IOrderBook.EndCause.BelowMinimum);
            return false;
        }
        ITrades.Trade[] memory trades = _closeWith(terms, record, distribution, units);
        uint256 count = trades.length + outcome.openTrades;
        _requireWhole(isin, set, count);
        outcome.openTrades = 0;

        // Interaction: units come into being, and find their holders or end
        bond.issueUnits(terms.units);
        if (units != terms.units) IRedemptions(bond.servicing()).cancelUnits(isin, terms.units - units);
        for (uint256 i = 0; i < trades.length; ++i) _approveBoth(trades[i]);
        bytes memory recorded = new bytes(2 * PackedApprovals.LENGTH * count);
        ITradeSets(address(escrow)).settleChain(set, ITradeSets.ApprovedBy.Trades, recorded);
        if (terms.lockUpUntil != 0) _lockUp(bond, terms.lockUpUntil, set);
        return true;
    }

    /// @inheritdoc IClosings
    function unwind(bytes12 isin, Failure[] calldata allotments) external {
        Record storage record = _current(isin);
        Outcome storage outcome = _outcome(isin);
        // Check: and Effect: what has not closed by its cut-off lapses
        if (record.stage != IOrderBook.Stage.Ended) {
            bool hasLapsed = _isUnderWay(record.stage) && block.timestamp >= record.terms.closeBy;
            if (!hasLapsed) revert OfferingNotEnded(isin);
            _end(isin, record, IOrderBook.EndCause.Lapsed);
        }
        for (uint256 i = 0; i < allotments.length; ++i) {
            Failure calldata allotment = allotments[i];
            bytes32 tradeId = allotment.trade.hash();
            _requireAllotment(isin, record, allotment.position, tradeId);
            outcome.filledBy[record.lines[allotment.position]] = NO_MORE;
            --outcome.openTrades;
            emit AllotmentUnwound(isin, numberOf(isin), allotment.position, tradeId);
            _cancel(allotment.trade);
        }
    }

    // ------------------------------------------------------------------ failures

    /// @dev Takes allotments out whose investors cannot pay or receive.
    function _failAll(
        IOrderBook.Terms memory terms,
        Record storage record,
        Failure[] calldata failures
    ) private {
        bytes12 isin = terms.isin;
        Outcome storage outcome = _outcome(isin);
        // Check:
        if (terms.ifPaymentFails == IOrderBook.FailureRule.NothingCloses) revert OfferingNothingFails(isin);
        if (block.timestamp < terms.failFrom) {
            revert OfferingTooEarly(isin, terms.failFrom, block.timestamp);
        }

        // Effect:
        Distribution memory distribution = _distribution(record, outcome);
        uint256 next;
        for (uint256 i = 0; i < failures.length; ++i) {
            uint256 position = failures[i].position;
            if (position < next) revert AllotmentUnordered(isin, position, next);
            next = position + 1;
            _requireAllotment(isin, record, position, failures[i].trade.hash());
            _takeBack(terms, record, distribution, failures[i].trade);
        }
        // what a court has cancelled is owed no more, before it is asked who can pay
        for (uint256 i = 0; i < failures.length; ++i) {
            if (!_isOpen(failures[i].trade)) _fail(terms, record, failures[i]);
        }
        for (uint256 i = 0; i < failures.length; ++i) {
            if (_isOpen(failures[i].trade)) _fail(terms, record, failures[i]);
        }
        outcome.potUnits = distribution.potUnits;
        for (uint256 i = 0; i < distribution.shares.length; ++i) outcome.shares[i] = distribution.shares[i];
    }

    function _fail(IOrderBook.Terms memory terms, Record storage record, Failure calldata failure) private {
        bytes12 isin = terms.isin;
        Outcome storage outcome = _outcome(isin);
        (uint256 position, ITrades.Trade calldata trade) = (failure.position, failure.trade);
        // Check:
        bool isEarmarked = outcome.isEarmarked[position];
        uint256 owed = isEarmarked ? 0 : outcome.owed[trade.buyer];
        if (_isOpen(trade) && _canPay(trade, owed)) revert AllotmentCanPay(isin, position, trade.buyer);

        // Effect:
        outcome.filledBy[record.lines[position]] = NO_MORE;
        --outcome.openTrades;
        outcome.allottedUnits -= trade.quantity;
        if (!isEarmarked) outcome.owed[trade.buyer] = owed - trade.amount;
        emit AllotmentFailed(
            isin,
            numberOf(isin),
            trade.buyer,
            position,
            trade.quantity,
            trade.amount,
            terms.ifPaymentFails == IOrderBook.FailureRule.FirmTakes
        );

        // Interaction:
        _cancel(trade);
    }

    /// @dev Whether nothing on the investor's side stands in the way of its trade, and it has the money for all that it owes.
    function _canPay(ITrades.Trade calldata trade, uint256 owed) private view returns (bool) {
        ITrades.Obstacle[] memory obstacles = escrow.explain(trade);
        for (uint256 i = 0; i < obstacles.length; ++i) {
            uint256 restriction = obstacles[i].restriction;
            // a stopped token is nobody's failure
            if (restriction == Restrictions.PAUSED) return true;
            if (obstacles[i].account == trade.buyer && restriction & ~NOT_THE_INVESTORS != 0) return false;
        }
        address currency = _currencyFactory.currencyOf(trade.currency, trade.settlementBank);
        return owed == 0 || owed <= IRegulatedToken(currency).positionOf(trade.buyer).free;
    }

    /// @dev Cancels a trade as its venue, unless a court has.
    function _cancel(ITrades.Trade calldata trade) private {
        if (_isOpen(trade)) escrow.cancel(trade, ITrades.Side.Seller);
    }

    function _isOpen(ITrades.Trade calldata trade) private view returns (bool) {
        return escrow.stateOf(trade).status != ITrades.Status.Closed;
    }

    // ------------------------------------------------------------------ proceeds

    function _distribution(
        Record storage record,
        Outcome storage outcome
    ) private view returns (Distribution memory) {
        return Distribution(_sharesOf(outcome, record.syndicate.length), outcome.potUnits);
    }

    /// @dev Takes a failed allotment back from what its firm sold; the firm keeps the units when the terms say so.
    function _takeBack(
        IOrderBook.Terms memory terms,
        Record storage record,
        Distribution memory distribution,
        ITrades.Trade calldata trade
    ) private view {
        Share memory share = distribution.shares[record.memberNumbers[trade.seller] - 1];
        share.units -= trade.quantity;
        share.amount -= trade.amount;
        if (terms.ifPaymentFails == IOrderBook.FailureRule.FirmTakes) share.retained += trade.quantity;
        if (trade.commonReference == _referenceOf(terms.isin, FROM_POT)) {
            distribution.potUnits -= trade.quantity;
        }
    }

    function _unitsOf(Share[] memory shares) private pure returns (uint256 units) {
        for (uint256 i = 0; i < shares.length; ++i) units += shares[i].units + shares[i].retained;
    }

    /// @dev Writes down that the offering closes, and what each member pays.
    function _closeWith(
        IOrderBook.Terms memory terms,
        Record storage record,
        Distribution memory distribution,
        uint256 units
    ) private returns (ITrades.Trade[] memory trades) {
        Payment[] memory payments;
        (trades, payments) = _proceedsTrades(terms, record, distribution);
        (bytes12 isin, uint256 number) = (terms.isin, numberOf(terms.isin));
        record.stage = IOrderBook.Stage.Closed;
        uint256 proceeds;
        uint256 fees;
        for (uint256 i = 0; i < payments.length; ++i) {
            Share memory share = distribution.shares[i];
            proceeds += payments[i].amount;
            fees += payments[i].fee;
            emit ProceedsPaid(
                isin,
                number,
                record.syndicate[i].firm,
                share.units + share.retained,
                share.retained,
                payments[i].amount,
                payments[i].fee
            );
        }
        emit OfferingClosed(isin, number, units, terms.units - units, proceeds, fees);
    }

    /// @dev Fees larger than proceeds are paid by the issuer, first in the set and so last in money; then deliveries.
    function _proceedsTrades(
        IOrderBook.Terms memory terms,
        Record storage record,
        Distribution memory distribution
    ) private view returns (ITrades.Trade[] memory trades, Payment[] memory payments) {
        Share[] memory shares = distribution.shares;
        uint256 count = shares.length;
        payments = _paymentsOf(terms, record, distribution);
        trades = new ITrades.Trade[](2 * count);
        uint256 length;
        for (uint256 i = 0; i < count; ++i) {
            if (payments[i].fee <= payments[i].amount) continue;
            trades[length++] = _feeTrade(terms, record, i, payments[i].fee - payments[i].amount);
        }
        for (uint256 i = 0; i < count; ++i) {
            uint112 quantity = shares[i].units + shares[i].retained;
            if (quantity == 0) continue;
            uint256 net = payments[i].amount > payments[i].fee ? payments[i].amount - payments[i].fee : 0;
            trades[length++] = _proceedsTrade(terms, record, i, quantity, net);
        }
        assembly ("memory-safe") {
            mstore(trades, length) // shortens the array to what was found
        }
    }

    function _paymentsOf(
        IOrderBook.Terms memory terms,
        Record storage record,
        Distribution memory distribution
    ) private view returns (Payment[] memory payments) {
        Share[] memory shares = distribution.shares;
        uint256[] memory fees = Proceeds.feesOf(
            record.syndicate,
            shares,
            terms.feePerUnit,
            distribution.potUnits
        );
        uint256 pricePerUnit = _outcome(terms.isin).pricing.pricePerUnit;
        payments = new Payment[](shares.length);
        for (uint256 i = 0; i < shares.length; ++i) {
            uint256 own = Proceeds.amountOf(terms, pricePerUnit, shares[i].retained);
            payments[i] = Payment(shares[i].amount + own, fees[i]);
        }
    }

    function _feeTrade(
        IOrderBook.Terms memory terms,
        Record storage record,
        uint256 member,
        uint256 amount
    ) private view returns (ITrades.Trade memory trade) {
        trade = _plainTrade(terms, record, FEE);
        trade.isin = 0;
        trade.seller = record.syndicate[member].firm;
        trade.buyer = registry.issuerAccount(record.issuer);
        trade.amount = amount.toUint112();
        trade.sequence = _outcome(terms.isin).proceedsSequence + uint48(2 * member);
    }

    function _proceedsTrade(
        IOrderBook.Terms memory terms,
        Record storage record,
        uint256 member,
        uint112 quantity,
        uint256 amount
    ) private view returns (ITrades.Trade memory trade) {
        trade = _plainTrade(terms, record, UNDERWRITTEN);
        trade.seller = registry.issuerAccount(record.issuer);
        trade.buyer = record.syndicate[member].firm;
        trade.quantity = quantity;
        trade.amount = amount.toUint112();
        trade.sequence = _outcome(terms.isin).proceedsSequence + uint48(2 * member + 1);
        // a delivery whose fee takes all of its proceeds is free of payment
        if (amount == 0) (trade.currency, trade.settlementBank) = (0, address(0));
    }

    // ------------------------------------------------------------------ rules

    function _requireCloseable(IOrderBook.Terms memory terms, Outcome storage outcome) private view {
        bytes12 isin = terms.isin;
        if (block.timestamp < terms.paymentFrom) {
            revert OfferingTooEarly(isin, terms.paymentFrom, block.timestamp);
        }
        if (block.timestamp >= terms.closeBy) revert OfferingTooLate(isin, terms.closeBy, block.timestamp);
        bytes32 allocation = outcome.allocationHash;
        if (outcome.pricing.isManual && outcome.approvedHash != allocation) {
            revert OfferingAllocationNotApproved(isin, allocation, outcome.approvedHash);
        }
    }

    /// @dev The set holds all trades of the offering. Only trades of this venue in this bond that this contract approved can
    /// settle from it, each once, and no other offering of the bond has any: so their number tells that none is left out.
    function _requireWhole(bytes12 isin, bytes calldata set, uint256 expected) private view {
        if (set.venueOf() != address(this)) revert OfferingForeignVenue(isin, set.venueOf());
        PackedSet.View memory s = set.open();
        for (uint256 i = 0; i < s.bondCount; ++i) {
            if (s.bondAt(i) != isin) revert OfferingForeignTrade(isin, s.bondAt(i));
        }
        if (s.tradeCount != expected) revert OfferingIncomplete(isin, s.tradeCount, expected);
    }

    /// @dev Locks up what investors were allotted; what the syndicate takes for itself it may sell.
    function _lockUp(IBondToken bond, uint40 until, bytes calldata set) private {
        PackedSet.View memory s = set.open();
        PackedSet.Entry memory entry;
        for (uint256 i = 0; i < s.tradeCount; ++i) {
            s.read(entry, i);
            ITrades.Trade memory trade = entry.trade;
            bytes16 to = trade.commonReference;
            if (to != _referenceOf(trade.isin, FROM_FIRM) && to != _referenceOf(trade.isin, FROM_POT))
                continue;
            bond.lockUp(trade.buyer, trade.quantity, until);
        }
    }
}
