// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClosings} from "../interfaces/IClosings.sol";
import {IOfferingLedger} from "../interfaces/IOfferingLedger.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {HolderClasses} from "../libraries/HolderClasses.sol";
import {OfferingRules} from "../libraries/OfferingRules.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {Proceeds} from "../libraries/Proceeds.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {OfferingStore} from "./OfferingStore.sol";

/// @title Allotments
/// @notice See {IClosings}: pricing and allotment.
/// @dev What an investor signed bounds what it is allotted: nobody's order is filled above its size or outside its limits,
/// whoever manages the book. Upholds INV-2.
abstract contract Allotments is IClosings, OfferingStore {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using FiscalAgency for IParticipantRegistry;
    using OrderHash for IOrderBook.Order;
    using TradeHash for ITrades.Trade;

    /// @dev What a trade of an offering is: it ends the trade's common reference, behind the ISIN.
    bytes4 internal constant FROM_FIRM = "FIRM";
    bytes4 internal constant FROM_POT = "POT";
    bytes4 internal constant UNDERWRITTEN = "UW";
    bytes4 internal constant FEE = "FEE";

    // ------------------------------------------------------------------ allotment

    /// @inheritdoc IClosings
    function allot(bytes12 isin, Allotment[] calldata allotments) external {
        Record storage record = _at(isin, IOrderBook.Stage.Priced);
        // Check:
        _requireLead(isin, record);
        _requireBeforePayment(isin, record);
        IOrderBook.Terms memory terms = record.terms;
        for (uint256 i = 0; i < allotments.length; ++i) _allot(terms, record, allotments[i]);
    }

    function _allot(
        IOrderBook.Terms memory terms,
        Record storage record,
        Allotment calldata allotment
    ) private {
        bytes12 isin = terms.isin;
        Outcome storage outcome = _outcome(isin);
        (uint256 position, uint112 units) = (allotment.position, allotment.units);
        bytes32 commitment = allotment.order.hash();

        // Check:
        _requireCommitted(isin, record, allotment, commitment);
        _requireFillable(isin, allotment, outcome.pricing);
        _requireInvestor(terms, record, allotment);
        uint256 left = terms.units - outcome.allottedUnits;
        if (units > left) revert AllotmentExceedsOffering(isin, units, left);
        uint256 member = _memberOf(isin, record, allotment);

        // Effect:
        ITrades.Trade memory trade = _allotmentTrade(terms, record, allotment, member);
        bytes32 tradeId = trade.hash();
        bool isFromPot = allotment.order.firm == address(0);
        outcome.filledBy[commitment] = _fillOf(position, tradeId);
        outcome.nextPosition = uint64(position) + 1;
        outcome.allottedUnits += units;
        if (isFromPot) outcome.potUnits += units;
        if (++outcome.openTrades > OfferingRules.MAX_ALLOTMENTS) {
            revert AllotmentsTooMany(isin, OfferingRules.MAX_ALLOTMENTS);
        }
        outcome.allocationHash = keccak256(abi.encode(outcome.allocationHash, position, uint256(units)));
        outcome.shares[member].units += units;
        outcome.shares[member].amount += trade.amount;
        outcome.owed[trade.buyer] += trade.amount;
        emit OrderAllotted(
            isin,
            numberOf(isin),
            trade.buyer,
            position,
            commitment,
            trade.seller,
            isFromPot,
            units,
            trade.amount,
            tradeId
        );

        // Interaction: matched, in the names of both
        _approveBoth(trade);
    }

    /// @inheritdoc IClosings
    function completeAllocation(bytes12 isin) external {
        Record storage record = _at(isin, IOrderBook.Stage.Priced);
        Outcome storage outcome = _outcome(isin);
        // Check:
        _requireLead(isin, record);
        _requireBeforePayment(isin, record);

        // Effect:
        uint256 allotted = outcome.allottedUnits;
        bool isBestEfforts = record.terms.method == IOrderBook.Method.BestEfforts;
        if (!isBestEfforts) _shareOutLeftOver(record, outcome, record.terms.units - allotted);
        record.stage = IOrderBook.Stage.Allotted;
        (record.issuerCallsOff, record.leadCallsOff) = (false, false);
        // a member has two trades with the issuer at most
        outcome.proceedsSequence = _nextSequence;
        _nextSequence += uint48(2 * record.syndicate.length);
        emit AllocationCompleted(
            isin,
            numberOf(isin),
            allotted,
            outcome.allocationHash,
            outcome.proceedsSequence,
            _sharesOf(outcome, record.syndicate.length)
        );
        if (isBestEfforts && allotted < record.terms.minimumUnits) {
            _end(isin, record, IOrderBook.EndCause.BelowMinimum);
        }
    }

    function _shareOutLeftOver(Record storage record, Outcome storage outcome, uint256 leftOver) private {
        IOrderBook.Member[] memory syndicate = record.syndicate;
        uint112[] memory retained = Proceeds.shareOutLeftOver(
            syndicate,
            _sharesOf(outcome, syndicate.length),
            leftOver,
            outcome.potUnits
        );
        for (uint256 i = 0; i < retained.length; ++i) {
            if (retained[i] != 0) outcome.shares[i].retained = retained[i];
        }
    }

    /// @inheritdoc IClosings
    function earmark(bytes12 isin, uint256 position, ITrades.Trade calldata trade) external {
        Record storage record = _current(isin);
        Outcome storage outcome = _outcome(isin);
        // Check:
        if (record.stage != IOrderBook.Stage.Allotted) _at(isin, IOrderBook.Stage.Priced);
        _requireAllotment(isin, record, position, trade.hash());
        bool isDue = record.stage == IOrderBook.Stage.Allotted && block.timestamp >= record.terms.paymentFrom;
        if (!isDue || !registry.speaksFor(record.syndicate[0].firm, msg.sender, Scopes.TRADE)) {
            _requireSpeaksFor(isin, trade.buyer);
        }
        if (outcome.isEarmarked[position]) revert AllotmentAlreadyEarmarked(isin, position);

        // Effect:
        outcome.isEarmarked[position] = true;
        outcome.owed[trade.buyer] -= trade.amount;
        emit AllotmentEarmarked(isin, numberOf(isin), trade.buyer, position, trade.amount);

        // Interaction:
        escrow.hold(trade, ITrades.Side.Buyer);
    }

    // ------------------------------------------------------------------ rules

    /// @dev The order is the one that stands at its position, for this offering, and is filled once.
    function _requireCommitted(
        bytes12 isin,
        Record storage record,
        Allotment calldata allotment,
        bytes32 commitment
    ) private view {
        Outcome storage outcome = _outcome(isin);
        uint256 position = allotment.position;
        if (position < outcome.nextPosition) {
            revert AllotmentUnordered(isin, position, outcome.nextPosition);
        }
        bytes32 expected = position < record.lines.length ? record.lines[position] : bytes32(0);
        bool isForThis = allotment.order.isin == isin && allotment.order.offering == numberOf(isin);
        if (commitment != expected || !isForThis) {
            revert AllotmentNotCommitted(isin, position, commitment, expected);
        }
        if (outcome.filledBy[commitment] != 0) revert AllotmentFilledTwice(isin, position, commitment);
    }

    /// @dev Nobody is allotted more than it asked for, at a price or spread that it did not accept.
    function _requireFillable(
        bytes12 isin,
        Allotment calldata allotment,
        IOfferingLedger.Pricing storage pricing
    ) private view {
        IOrderBook.Order calldata order = allotment.order;
        uint256 minimum = order.minimumUnits == 0 ? 1 : order.minimumUnits;
        if (allotment.units < minimum || allotment.units > order.units) {
            revert AllotmentInvalidUnits(isin, allotment.position, allotment.units, minimum, order.units);
        }
        (uint256 pricePerUnit, int256 spreadE8) = (pricing.pricePerUnit, pricing.spreadE8);
        if (pricePerUnit > order.maximumPrice || spreadE8 < order.minimumSpreadE8) {
            revert AllotmentOutsideLimit(isin, allotment.position, pricePerUnit, spreadE8);
        }
    }

    /// @dev The investor signed, may be offered the bond and may hold it.
    function _requireInvestor(
        IOrderBook.Terms memory terms,
        Record storage record,
        Allotment calldata allotment
    ) private view {
        (bytes12 isin, uint256 position, address investor) = (
            terms.isin,
            allotment.position,
            allotment.order.investor
        );
        bytes32 commitment = allotment.order.hash();
        if (record.isRevoked[investor][commitment]) revert AllotmentRevoked(isin, position, commitment);
        bytes32 digest = _hashTypedDataV4(commitment);
        if (
            !investor.hasSigned(digest, allotment.signature) &&
            !registry.operatorHasSigned(investor, digest, allotment.signature, Scopes.TRADE)
        ) revert AllotmentInvalidSignature(isin, position, investor);
        if (investor == registry.issuerAccount(record.issuer) || record.memberNumbers[investor] != 0) {
            revert AllotmentOfSyndicate(isin, position, investor);
        }
        uint32 classes = _bondOf(isin).requiredClassesOf(investor);
        if (terms.placement == IOrderBook.Placement.QualifiedInvestors)
            classes |= HolderClasses.QUALIFIED_INSTITUTIONAL;
        else if (terms.placement == IOrderBook.Placement.SmallNumber && !isOfferee[isin][investor]) {
            revert AllotmentNotOfferee(isin, position, investor);
        }
        registry.requireEligible(address(0), investor, classes);
    }

    /// @dev Index of the member that sells: of the pot the lead manager.
    function _memberOf(
        bytes12 isin,
        Record storage record,
        Allotment calldata allotment
    ) private view returns (uint256) {
        address firm = allotment.order.firm;
        if (firm == address(0)) return 0;
        uint256 number = record.memberNumbers[firm];
        if (number == 0 || record.enteredBy[allotment.position] != firm) {
            revert AllotmentUnknownFirm(isin, allotment.position, firm);
        }
        return number - 1;
    }

    /// @dev The trade is the one that the order at this position became, and neither failed nor unwound.
    function _requireAllotment(
        bytes12 isin,
        Record storage record,
        uint256 position,
        bytes32 tradeId
    ) internal view {
        bytes32 commitment = position < record.lines.length ? record.lines[position] : bytes32(0);
        if (_outcome(isin).filledBy[commitment] != _fillOf(position, tradeId)) {
            revert AllotmentUnknown(isin, position, tradeId);
        }
    }

    // ------------------------------------------------------------------ trades

    /// @dev A trade of this venue, its parties, quantity and number left open.
    function _plainTrade(
        IOrderBook.Terms memory terms,
        Record storage record,
        bytes4 kind
    ) internal view returns (ITrades.Trade memory trade) {
        trade.isin = terms.isin;
        trade.currency = record.currency;
        trade.settlementBank = terms.settlementBank;
        trade.tradeDate = terms.pricingFrom;
        trade.settleFrom = terms.paymentFrom;
        trade.settleBy = terms.closeBy;
        trade.venue = address(this);
        trade.commonReference = _referenceOf(terms.isin, kind);
    }

    function _allotmentTrade(
        IOrderBook.Terms memory terms,
        Record storage record,
        Allotment calldata allotment,
        uint256 member
    ) private returns (ITrades.Trade memory trade) {
        trade = _plainTrade(terms, record, allotment.order.firm == address(0) ? FROM_POT : FROM_FIRM);
        trade.seller = record.syndicate[member].firm;
        trade.buyer = allotment.order.investor;
        trade.quantity = allotment.units;
        trade.amount = Proceeds.amountOf(terms, _outcome(terms.isin).pricing.pricePerUnit, allotment.units);
        trade.sequence = _nextSequence++;
    }

    function _referenceOf(bytes12 isin, bytes4 kind) internal pure returns (bytes16) {
        return bytes16(isin) | (bytes16(kind) >> 96);
    }

    /// @dev Instructs and affirms a trade for both sides, whose operator this contract is.
    function _approveBoth(ITrades.Trade memory trade) internal {
        escrow.instruct(trade, ITrades.Side.Seller, ITrades.Readiness.Ready);
        escrow.affirm(trade, ITrades.Side.Buyer, ITrades.Readiness.Ready);
    }
}
