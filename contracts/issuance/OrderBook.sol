// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {OfferingRules} from "../libraries/OfferingRules.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {OfferingStore} from "./OfferingStore.sol";

/// @title OrderBook
/// @notice See {IOrderBook}.
/// @dev Offerings from their opening to the close of their books.
abstract contract OrderBook is IOrderBook, OfferingStore {
    using Approvals for IParticipantRegistry;
    using FiscalAgency for IParticipantRegistry;
    using OrderHash for Order;

    // ------------------------------------------------------------------ the offering

    /// @inheritdoc IOrderBook
    function offer(Terms calldata terms, Member[] calldata syndicate) external restricted {
        bytes12 isin = terms.isin;
        IBondToken bond = _bondOf(isin);
        // Check:
        if (address(bond).code.length == 0) revert OfferingUnknownBond(isin);
        _requireOurs(isin, bond);
        IBondToken.Terms memory given = bond.terms();
        _requireIssuerAgent(isin, given.issuer);
        if (_counts[isin] != 0) _requireOver(isin, _current(isin));
        if (terms.placement == Placement.SmallNumber) _requireFewOfferees(isin, offereesOf[isin]);
        bool isTap = _requireOfferable(isin, bond);
        if (!_currencyFactory.exists(given.currency, terms.settlementBank)) {
            revert OfferingUnknownCurrency(isin, given.currency, terms.settlementBank);
        }
        OfferingRules.requireValid(terms, given, isTap);
        OfferingRules.requireValidSyndicate(
            terms,
            syndicate,
            given.issuer,
            registry.issuerAccount(given.issuer)
        );

        // Effect:
        uint256 number = _counts[isin]++;
        Record storage record = _records[isin][number];
        record.terms = terms;
        (record.stage, record.issuer, record.currency, record.isTap) = (
            Stage.Open,
            given.issuer,
            given.currency,
            isTap
        );
        for (uint256 i = 0; i < syndicate.length; ++i) {
            record.syndicate.push(syndicate[i]);
            record.memberNumbers[syndicate[i].firm] = i + 1;
        }
        emit OfferingOpened(isin, number, given.issuer, isTap, msg.sender, terms, syndicate);
    }

    /// @inheritdoc IOrderBook
    function underwrite(bytes12 isin, uint256 number, address firm) external {
        Record storage record = _at(isin, Stage.Open);
        // Check:
        if (number != numberOf(isin)) revert OfferingOtherNumber(isin, number, numberOf(isin));
        _requireMember(isin, record, firm);
        if (record.hasSigned[firm]) revert OfferingAlreadySigned(isin, firm);
        // Effect:
        record.hasSigned[firm] = true;
        uint256 commitment = record.syndicate[record.memberNumbers[firm] - 1].commitment;
        emit UnderwritingSigned(isin, number, firm, commitment, msg.sender);
    }

    /// @inheritdoc IOrderBook
    function countOfferees(bytes12 isin, address firm, address[] calldata investors) external {
        Record storage record = _at(isin, Stage.Open);
        // Check:
        _requireMember(isin, record, firm);
        uint256 count = offereesOf[isin];
        // Effect:
        for (uint256 i = 0; i < investors.length; ++i) {
            if (isOfferee[isin][investors[i]]) continue;
            if (investors[i] == address(0)) revert IParticipantRegistry.ParticipantNotAdmitted(address(0));
            registry.requireEligible(address(0), investors[i], 0);
            isOfferee[isin][investors[i]] = true;
            emit OffereeCounted(isin, investors[i], ++count, msg.sender);
        }
        offereesOf[isin] = count;
        // Check:
        if (record.terms.placement == Placement.SmallNumber) _requireFewOfferees(isin, count);
    }

    /// @inheritdoc IOrderBook
    function callOff(bytes12 isin) external {
        Record storage record = _current(isin);
        Stage stage = record.stage;
        // Check:
        if (!_isUnderWay(stage)) revert OfferingWrongStage(isin, stage, Stage.Open);
        bool isForIssuer = _speaksForIssuer(record.issuer);
        address lead = registry.issuerAccount(record.syndicate[0].firm);
        bool isForLead = stage != Stage.Open && registry.speaksFor(lead, msg.sender, Scopes.TRADE);
        if (!isForIssuer && !isForLead) revert OfferingNotAppointed(isin, msg.sender, record.issuer);
        // Effect:
        if (isForIssuer && !record.issuerCallsOff) {
            record.issuerCallsOff = true;
            emit CallOffAgreed(isin, numberOf(isin), record.issuer, msg.sender);
        }
        if (isForLead && !record.leadCallsOff) {
            record.leadCallsOff = true;
            emit CallOffAgreed(isin, numberOf(isin), lead, msg.sender);
        }
        if (record.issuerCallsOff && (stage == Stage.Open || record.leadCallsOff)) {
            _end(isin, record, EndCause.CalledOff);
        }
    }

    // ------------------------------------------------------------------ the book

    /// @inheritdoc IOrderBook
    function enterOrder(
        bytes12 isin,
        address account,
        bytes32 commitment
    ) external returns (uint256 position) {
        Record storage record = _openBookFor(isin, account, commitment);
        position = record.lines.length;
        // Check:
        if (record.memberNumbers[account] == 0) {
            uint256 own = record.ownOrders[account];
            if (own != 0) revert OrderAlreadyEntered(isin, own - 1);
            record.ownOrders[account] = position + 1;
        }
        // Effect:
        record.lines.push(commitment);
        record.enteredBy[position] = account;
        emit OrderEntered(isin, numberOf(isin), account, position, commitment, msg.sender);
    }

    /// @inheritdoc IOrderBook
    function amendOrder(bytes12 isin, uint256 position, address account, bytes32 commitment) external {
        Record storage record = _openBookFor(isin, account, commitment);
        bytes32 before = _entered(isin, record, position, account);
        // Check: what stands there would be taken back
        if (commitment == before) revert OrderAlreadyEntered(isin, position);
        // Effect:
        record.lines[position] = commitment;
        record.isRevoked[account][before] = true;
        emit OrderAmended(isin, numberOf(isin), account, position, before, commitment, msg.sender);
    }

    /// @inheritdoc IOrderBook
    function withdrawOrder(bytes12 isin, uint256 position, address account) external {
        Record storage record = _openBook(isin, account);
        bytes32 before = _entered(isin, record, position, account);
        // Effect:
        record.lines[position] = 0;
        record.ownOrders[account] = 0;
        record.isRevoked[account][before] = true;
        emit OrderWithdrawn(isin, numberOf(isin), account, position, before, msg.sender);
    }

    /// @inheritdoc IOrderBook
    function revokeOrder(bytes12 isin, address account, bytes32 commitment) external {
        Record storage record = _openBookFor(isin, account, commitment);
        // Effect:
        record.isRevoked[account][commitment] = true;
        emit OrderRevoked(isin, numberOf(isin), account, commitment, msg.sender);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IOrderBook
    function stageOf(bytes12 isin) external view returns (Stage) {
        return _current(isin).stage;
    }

    /// @inheritdoc IOrderBook
    function termsOf(bytes12 isin) external view returns (Terms memory) {
        return _current(isin).terms;
    }

    /// @inheritdoc IOrderBook
    function syndicateOf(
        bytes12 isin
    ) external view returns (Member[] memory members, bool[] memory hasSigned) {
        Record storage record = _current(isin);
        members = record.syndicate;
        hasSigned = new bool[](members.length);
        for (uint256 i = 0; i < members.length; ++i) hasSigned[i] = record.hasSigned[members[i].firm];
    }

    /// @inheritdoc IOrderBook
    function bookOf(bytes12 isin) external view returns (bytes32[] memory) {
        return _current(isin).lines;
    }

    /// @inheritdoc IOrderBook
    function orderHash(Order calldata order) external pure returns (bytes32) {
        return order.hash();
    }

    /// @inheritdoc IOrderBook
    function orderDigest(Order calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    // ------------------------------------------------------------------ internal

    function _requireMember(bytes12 isin, Record storage record, address firm) private view {
        if (record.memberNumbers[firm] == 0) revert OfferingNotMember(isin, firm);
        _requireSpeaksFor(isin, firm);
        registry.requireEligible(address(0), firm, 0);
    }

    function _requireIssuerAgent(bytes12 isin, address issuer) private view {
        if (!registry.isAgent(issuer, msg.sender)) {
            revert OfferingNotAppointed(isin, msg.sender, registry.issuerAccount(issuer));
        }
    }

    /// @dev The offering before must be over, with nothing of it that could still settle, and so must its issuer's lock-up.
    function _requireOver(bytes12 isin, Record storage record) private view {
        uint256 number = numberOf(isin);
        Stage stage = record.stage;
        if (stage != Stage.Closed && stage != Stage.Ended) revert OfferingInProgress(isin, number);
        Terms storage terms = record.terms;
        if (stage == Stage.Closed && block.timestamp < terms.issuerLockUpUntil) {
            revert OfferingLockedUp(isin, terms.issuerLockUpUntil, block.timestamp);
        }
        if (block.timestamp < terms.closeBy && _outcomes[isin][number].openTrades != 0) {
            revert OfferingInProgress(isin, number);
        }
    }

    function _requireFewOfferees(bytes12 isin, uint256 count) private pure {
        if (count > OfferingRules.MAX_OFFEREES) {
            revert OfferingTooManyOfferees(isin, count, OfferingRules.MAX_OFFEREES);
        }
    }

    /// @dev For an order that its investor has not taken back.
    function _openBookFor(
        bytes12 isin,
        address account,
        bytes32 commitment
    ) private view returns (Record storage record) {
        record = _openBook(isin, account);
        // Check:
        if (commitment == 0) revert OrderEmptyCommitment(isin);
        if (record.isRevoked[account][commitment]) revert OrderAlreadyRevoked(isin, commitment);
    }

    function _openBook(bytes12 isin, address account) private view returns (Record storage record) {
        record = _at(isin, Stage.Open);
        (uint256 from, uint256 until) = (record.terms.bookFrom, record.terms.bookUntil);
        // Check:
        _requireSpeaksFor(isin, account);
        registry.requireEligible(address(0), account, 0);
        if (block.timestamp < from || block.timestamp >= until) {
            revert OfferingBookClosed(isin, from, until, block.timestamp);
        }
    }

    /// @dev Units of the bond can be issued by this contract only, and settle where its trades do.
    function _requireOurs(bytes12 isin, IBondToken bond) private view {
        if (bond.primaryMarket() != address(this) || bond.settlement() != address(escrow)) {
            revert OfferingForeignBond(isin, bond.primaryMarket(), bond.settlement());
        }
    }

    function _entered(
        bytes12 isin,
        Record storage record,
        uint256 position,
        address account
    ) private view returns (bytes32 commitment) {
        if (position < record.lines.length) commitment = record.lines[position];
        if (commitment == 0) revert OrderUnknown(isin, position);
        address by = record.enteredBy[position];
        if (by != account) revert OrderNotYours(isin, position, account, by);
    }
}
