// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IClosings} from "../interfaces/IClosings.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IOfferingLedger} from "../interfaces/IOfferingLedger.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IPrimaryMarket} from "../interfaces/IPrimaryMarket.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title OfferingStore
/// @notice The memory of {Offering} and of its room {Closings}: offerings, their books, and what became of them.
/// @dev Owns all storage. Trusts its registry and factories, which are those of the settlement contract.
abstract contract OfferingStore is IOfferingLedger, EIP712, AccessManaged {
    using Approvals for IParticipantRegistry;
    using FiscalAgency for IParticipantRegistry;

    /// @dev An offering.
    struct Record {
        IOrderBook.Terms terms;
        IOrderBook.Stage stage;
        address issuer;
        bytes3 currency;
        bool isTap;
        bool issuerCallsOff;
        bool leadCallsOff;
        IOrderBook.Member[] syndicate;
        mapping(address firm => uint256) memberNumbers; // from 1
        mapping(address firm => bool) hasSigned;
        bytes32[] lines; // commitments; zero for orders that were withdrawn
        mapping(uint256 position => address) enteredBy;
        mapping(address investor => mapping(bytes32 commitment => bool)) isRevoked;
        mapping(address investor => uint256) ownOrders; // positions from 1
    }

    /// @dev What became of an offering: {IOffering-Result}, and what is counted for it.
    struct Outcome {
        IOfferingLedger.Pricing pricing;
        uint112 allottedUnits;
        uint112 potUnits;
        uint32 openTrades;
        uint64 nextPosition;
        uint48 proceedsSequence;
        bytes32 allocationHash;
        bytes32 approvedHash;
        mapping(uint256 member => IOfferingLedger.Share) shares;
        mapping(address investor => uint256) owed; // for allotments that are open and not earmarked
        mapping(uint256 position => bool) isEarmarked;
        mapping(bytes32 commitment => bytes32) filledBy; // position and trade, or that it was
    }

    /// @inheritdoc IOfferingLedger
    IDvPEscrow public immutable escrow;

    /// @inheritdoc IOfferingLedger
    IParticipantRegistry public immutable registry;

    IBondFactory internal immutable _bondFactory;
    ICurrencyFactory internal immutable _currencyFactory;

    uint48 internal _nextSequence;

    mapping(bytes12 isin => uint256) internal _counts;
    mapping(bytes12 isin => mapping(uint256 number => Record)) internal _records;
    mapping(bytes12 isin => mapping(uint256 number => Outcome)) internal _outcomes;
    /// @inheritdoc IOfferingLedger
    mapping(bytes12 isin => mapping(address investor => bool)) public isOfferee;
    /// @inheritdoc IOfferingLedger
    mapping(bytes12 isin => uint256 count) public offereesOf;

    constructor(
        address authority_,
        IDvPEscrow escrow_
    ) AccessManaged(authority_) EIP712("Kessai Offering", "1") {
        escrow = escrow_;
        registry = escrow_.registry();
        (_bondFactory, _currencyFactory) = (escrow_.bondFactory(), escrow_.currencyFactory());
    }

    /// @inheritdoc IOfferingLedger
    function numberOf(bytes12 isin) public view returns (uint256) {
        uint256 count = _counts[isin];
        return count == 0 ? 0 : count - 1;
    }

    /// @inheritdoc IOfferingLedger
    function resultOf(bytes12 isin) external view returns (IOfferingLedger.Result memory) {
        Outcome storage outcome = _outcome(isin);
        return
            IOfferingLedger.Result({
                pricing: outcome.pricing,
                allottedUnits: outcome.allottedUnits,
                potUnits: outcome.potUnits,
                openTrades: outcome.openTrades,
                allocationHash: outcome.allocationHash,
                approvedHash: outcome.approvedHash,
                proceedsSequence: outcome.proceedsSequence,
                shares: _sharesOf(outcome, _current(isin).syndicate.length)
            });
    }

    /// @inheritdoc IPrimaryMarket
    function isUnderWay(bytes12 isin) external view returns (bool) {
        return _isUnderWay(_current(isin).stage);
    }

    function _current(bytes12 isin) internal view returns (Record storage) {
        return _records[isin][numberOf(isin)];
    }

    function _at(bytes12 isin, IOrderBook.Stage expected) internal view returns (Record storage record) {
        record = _current(isin);
        if (record.stage != expected) revert IOrderBook.OfferingWrongStage(isin, record.stage, expected);
    }

    /// @dev Whether an offering has begun and not come to its end.
    function _isUnderWay(IOrderBook.Stage stage) internal pure returns (bool) {
        return
            stage != IOrderBook.Stage.None &&
            stage != IOrderBook.Stage.Closed &&
            stage != IOrderBook.Stage.Ended;
    }

    function _end(bytes12 isin, Record storage record, IOrderBook.EndCause cause) internal {
        record.stage = IOrderBook.Stage.Ended;
        emit IOrderBook.OfferingEnded(isin, numberOf(isin), cause, msg.sender);
    }

    function _bondOf(bytes12 isin) internal view returns (IBondToken) {
        return IBondToken(_bondFactory.bondOf(isin));
    }

    /// @dev Whether the caller is the issuer, the successor of its lost key, or its agent.
    function _speaksForIssuer(address issuer) internal view returns (bool) {
        return registry.speaksFor(registry.issuerAccount(issuer), msg.sender, Scopes.ISSUE);
    }

    /// @dev A bond that was never issued, or one that is outstanding and performing.
    function _requireOfferable(bytes12 isin, IBondToken bond) internal view returns (bool isTap) {
        IBondToken.LifeCycle life = bond.lifeCycle();
        isTap = life == IBondToken.LifeCycle.Outstanding;
        if (isTap) {
            uint256 standing = uint256(IRedemptions(bond.servicing()).lifeOf(isin).standing);
            if (standing != 0) revert IOrderBook.OfferingNotPerforming(isin, standing);
            return isTap;
        }
        if (life != IBondToken.LifeCycle.Planned || bond.isIssued()) {
            revert IOrderBook.OfferingNotOfferable(isin, uint256(life));
        }
    }

    function _requireSpeaksFor(bytes12 isin, address account) internal view {
        if (!registry.speaksFor(account, msg.sender, Scopes.TRADE)) {
            revert IOrderBook.OfferingNotAppointed(isin, msg.sender, account);
        }
    }

    function _requireLead(bytes12 isin, Record storage record) internal view {
        address lead = record.syndicate[0].firm;
        _requireSpeaksFor(isin, lead);
        registry.requireEligible(address(0), lead, 0);
    }

    function _requireBeforePayment(bytes12 isin, Record storage record) internal view {
        uint256 until = record.terms.paymentFrom;
        if (block.timestamp >= until) revert IClosings.OfferingTooLate(isin, until, block.timestamp);
    }

    /// @dev What is written down for an order that is filled: where, and by which trade.
    function _fillOf(uint256 position, bytes32 tradeId) internal pure returns (bytes32) {
        return keccak256(abi.encode(position, tradeId));
    }

    function _outcome(bytes12 isin) internal view returns (Outcome storage) {
        return _outcomes[isin][numberOf(isin)];
    }

    function _sharesOf(
        Outcome storage outcome,
        uint256 count
    ) internal view returns (IOfferingLedger.Share[] memory shares) {
        shares = new IOfferingLedger.Share[](count);
        for (uint256 i = 0; i < count; ++i) shares[i] = outcome.shares[i];
    }
}
