// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {ITradeSetEvents} from "../interfaces/ITradeSetEvents.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {PackedApprovals} from "../libraries/PackedApprovals.sol";
import {PackedSet} from "../libraries/PackedSet.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {SetBooks} from "./SetBooks.sol";
import {TradeRules} from "./TradeRules.sol";

/// @title TradeSets
/// @notice See {ITradeSets}.
/// @dev A room of {DvPEscrow}, which lets it work on its storage (delegatecall): the two are one contract in two pieces,
/// and neither can be exchanged. It has no storage of its own and does nothing when it is called directly.
/// Every set goes the same way: read a trade, check it and its approvals, close its number, enter its legs into the
/// {SetBooks}; after the last one, move each instrument in one call of its token. Before all numbers are written nothing
/// else is called that changes state but releases of holds, by tokens that call nobody. Upholds INV-1, INV-2 and INV-5 for every trade of a set.
contract TradeSets is ITradeSets, ITradeSetEvents, TradeRules {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using MessageHashUtils for bytes32;
    using PackedApprovals for bytes;
    using PackedSet for bytes;
    using PackedSet for PackedSet.View;
    using SetBooks for SetBooks.Books;
    using TradeHash for Trade;

    /// @dev Gas that one trade of a batch may use when it settles by itself.
    uint256 private constant TRADE_GAS = 1_500_000;

    /// @dev Gas that must be left before it is given so much (EIP-150), with some for the way to the call.
    uint256 private constant GAS_FOR_TRADE = (TRADE_GAS / 63) * 64 + 10_000;

    address private immutable _self = address(this);

    modifier onlyItself() {
        if (msg.sender != address(this)) revert SetOnlyItself(msg.sender);
        _;
    }

    modifier onlyForEscrow() {
        if (address(this) == _self) revert SetsHaveNoBooks();
        _;
    }

    constructor(
        IParticipantRegistry registry_,
        IBondFactory bondFactory_,
        ICurrencyFactory currencyFactory_
    ) TradeRules(registry_, bondFactory_, currencyFactory_) {}

    // ------------------------------------------------------------------ entry points

    /// @inheritdoc ITradeSets
    function settleBatch(
        bytes calldata set,
        bytes calldata approvals
    ) external onlyForEscrow returns (uint256 settled) {
        _requireVenue(set.venueOf());
        try this.settleAllForBatch(set, approvals) returns (uint256 count) {
            return count;
        } catch {
            return _settleOneByOne(set.open(), approvals);
        }
    }

    /// @inheritdoc ITradeSets
    function settleChain(
        bytes calldata set,
        ApprovedBy approvedBy,
        bytes calldata approvals
    ) external onlyForEscrow {
        _requireVenue(set.venueOf());
        _settleAll(set, approvals, approvedBy, Method.Chain);
    }

    /// @inheritdoc ITradeSets
    function settleNet(
        bytes calldata set,
        ApprovedBy approvedBy,
        bytes calldata approvals
    ) external onlyForEscrow {
        _requireVenue(set.venueOf());
        _settleAll(set, approvals, approvedBy, Method.Net);
    }

    /// @inheritdoc ITradeSets
    function settleAllForBatch(
        bytes calldata set,
        bytes calldata approvals
    ) external onlyItself returns (uint256 count) {
        return _settleAll(set, approvals, ApprovedBy.Trades, Method.Batch);
    }

    /// @inheritdoc ITradeSets
    function settleOneForBatch(Trade calldata trade_) external onlyItself {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSound(id, trade);
        Record memory unread;
        _settle(id, trade, unread);
    }

    // ------------------------------------------------------------------ all or none

    function _settleAll(
        bytes calldata set,
        bytes calldata approvals,
        ApprovedBy approvedBy,
        Method method
    ) private returns (uint256 count) {
        PackedSet.View memory s = set.open();
        SetBooks.Books memory books = SetBooks.open(s, method == Method.Net);
        PackedApprovals.Signatures memory signatures = _startReading(s, approvals, approvedBy);
        PackedSet.Entry memory entry;
        NumberCursor memory cursor;
        Record memory record;
        count = s.tradeCount;

        // Check: and Effect: trade by trade
        for (uint256 i = 0; i < count; ++i) {
            if (!s.read(entry, i)) _requirePlain(entry);
            _requireApprovals(entry, record, signatures);
            _closeNext(cursor, entry.id, entry.trade, record);
            if (record.key != 0) _settleRecorded(entry, record, method);
            _emitFinal(entry);
            books.enter(entry, i, record.flags & SELLER_HELD != 0, record.flags & BUYER_HELD != 0);
            if (record.key != 0) (record.key, record.flags) = (0, 0);
        }
        _writeNumbers(cursor);
        _finishReading(s, signatures);
        emit SetSettled(keccak256(set), s.venue, method, set);

        // Interaction: bonds in the order of the trades, money in the opposite one
        for (uint256 i = 0; i < s.bondCount; ++i) {
            _move(_bondIn(s, i), books.accountsOf(i), books.movesOf(i, s.bondCount == 1));
        }
        for (uint256 i = 0; i < s.currencyCount; ++i) {
            uint256 instrument = s.bondCount + i;
            bool isAlone = s.currencyCount == 1;
            _move(_currencyIn(s, i), books.accountsOf(instrument), books.movesOf(instrument, isAlone));
        }
    }

    /// @dev Says what is wrong with a trade that is not sound and due.
    function _requirePlain(PackedSet.Entry memory entry) private view {
        _requireSound(entry.id, entry.trade);
        _requireDue(entry.id, entry.trade);
        revert SetLegMismatch(entry.id);
    }

    function _emitFinal(PackedSet.Entry memory entry) private {
        if (entry.trade.amount == 0) emit Delivered(entry.id);
        else if (entry.trade.quantity == 0) emit Paid(entry.id);
        else emit Settled(entry.id);
    }

    /// @dev What only a trade with a record can need: it must have been released, only its rest settles, and for a net
    /// what was held for it is free again.
    function _settleRecorded(PackedSet.Entry memory entry, Record memory record, Method method) private {
        _requireReleased(entry.id, record);
        if (method == Method.Net) {
            _releaseHolds(entry.id, entry.trade, record);
        } else {
            _reduceToRest(entry.trade, record);
        }
    }

    /// @dev {IRegulatedToken-moveManyForSettlement}, its arguments copied whole instead of word by word: saves about 400
    /// gas a trade (snapshots/gas.json).
    function _move(address token, uint256[] memory accounts, uint256[] memory moves) private {
        bytes4 selector = IRegulatedToken.moveManyForSettlement.selector;
        assembly ("memory-safe") {
            let start := mload(0x40)
            let accountsSize := shl(5, add(mload(accounts), 1))
            let movesSize := shl(5, add(mload(moves), 1))
            let accountsStart := add(start, 0x44)
            mstore(start, selector)
            mstore(add(start, 0x04), 0x40)
            mstore(add(start, 0x24), add(0x40, accountsSize))
            mcopy(accountsStart, accounts, accountsSize)
            mcopy(add(accountsStart, accountsSize), moves, movesSize)
            let size := add(0x44, add(accountsSize, movesSize))
            if iszero(call(gas(), token, 0, start, size, 0, 0)) {
                returndatacopy(start, 0, returndatasize())
                revert(start, returndatasize())
            }
        }
    }

    function _bondIn(PackedSet.View memory s, uint256 index) private view returns (address bond) {
        bytes12 isin = s.bondAt(index);
        bond = _bondOf(isin);
        if (bond.code.length == 0) revert SetUnknownBond(isin);
    }

    function _currencyIn(PackedSet.View memory s, uint256 index) private view returns (address currency) {
        (bytes3 code, address bank) = s.currencyAt(index);
        currency = _currencyOf(code, bank);
        if (currency.code.length == 0) revert SetUnknownCurrency(code, bank);
    }

    // ------------------------------------------------------------------ one by one

    function _settleOneByOne(
        PackedSet.View memory s,
        bytes calldata approvals
    ) private returns (uint256 settled) {
        PackedSet.Entry memory entry;
        PackedApprovals.Signatures memory signatures = _startReading(s, approvals, ApprovedBy.Trades);
        for (uint256 i = 0; i < s.tradeCount; ++i) {
            s.read(entry, i);
            Record memory record;
            bytes memory reason = _missingApproval(entry, record, signatures);
            if (reason.length == 0) {
                if (gasleft() < GAS_FOR_TRADE) revert SetOutOfGas(i);
                try this.settleOneForBatch{gas: TRADE_GAS}(entry.trade) {
                    ++settled;
                    continue;
                } catch (bytes memory failure) {
                    reason = failure;
                }
            }
            emit SettlementFailed(entry.id, entry.trade.seller, entry.trade.buyer, reason);
        }
        _finishReading(s, signatures);
    }

    // ------------------------------------------------------------------ approvals

    function _startReading(
        PackedSet.View memory s,
        bytes calldata approvals,
        ApprovedBy approvedBy
    ) private view returns (PackedApprovals.Signatures memory signatures) {
        signatures.domain = _domainSeparatorV4();
        signatures.by = approvedBy;
        (signatures.cursor, signatures.end) = approvals.bounds();
        if (approvedBy == ApprovedBy.Trades) return signatures;
        signatures.starts = new uint256[](s.partyCount);
        signatures.lists = new bytes32[](s.partyCount);
        for (uint256 i = 0; i < s.partyCount; ++i) {
            uint256 length = PackedApprovals.lengthAt(signatures.cursor);
            if (length != 0) signatures.starts[i] = signatures.cursor;
            signatures.cursor += PackedApprovals.LENGTH + length;
        }
        PackedApprovals.requireEnd(signatures.cursor, signatures.end);
    }

    function _requireApprovals(
        PackedSet.Entry memory entry,
        Record memory record,
        PackedApprovals.Signatures memory signatures
    ) private view {
        if (signatures.by == ApprovedBy.Trades) {
            if (_areCompactlySigned(entry, signatures)) return;
            bytes memory reason = _missingApproval(entry, record, signatures);
            if (reason.length != 0) _revertWith(reason);
            return;
        }
        if (_appendBoth(entry, signatures)) return;
        _append(entry, record, signatures, entry.seller, Side.Seller);
        _append(entry, record, signatures, entry.buyer, Side.Buyer);
    }

    /// @dev {_append} for two parties that both sign lists, the usual case.
    /// In assembly, as it is done for every trade: saves about 300 gas a trade (snapshots/gas.json). Positions were checked
    /// when the trade was read.
    function _appendBoth(
        PackedSet.Entry memory entry,
        PackedApprovals.Signatures memory signatures
    ) private pure returns (bool isDone) {
        uint256[] memory starts = signatures.starts;
        bytes32[] memory lists = signatures.lists;
        assembly ("memory-safe") {
            let seller := shl(5, add(mload(add(entry, 0x40)), 1))
            let buyer := shl(5, add(mload(add(entry, 0x60)), 1))
            if mload(add(starts, seller)) {
                if mload(add(starts, buyer)) {
                    isDone := 1
                    seller := add(lists, seller)
                    buyer := add(lists, buyer)
                    mstore(0x20, mload(add(entry, 0x20)))
                    mstore(0x00, mload(seller))
                    mstore(seller, keccak256(0x00, 0x40))
                    mstore(0x00, mload(buyer))
                    mstore(buyer, keccak256(0x00, 0x40))
                }
            }
        }
    }

    /// @dev Adds the trade to a party's list; a party that signs no list must have approved it on chain.
    function _append(
        PackedSet.Entry memory entry,
        Record memory record,
        PackedApprovals.Signatures memory signatures,
        uint256 party,
        Side side
    ) private view {
        if (signatures.starts[party] == 0) {
            if (!_isRecorded(entry, record, side)) revert TradeNotApproved(entry.id, side);
        } else {
            signatures.lists[party] = keccak256(abi.encode(signatures.lists[party], entry.id));
        }
    }

    /// @dev The error that says which approval of a trade is missing; empty when none is. Reads two signatures.
    function _missingApproval(
        PackedSet.Entry memory entry,
        Record memory record,
        PackedApprovals.Signatures memory signatures
    ) private view returns (bytes memory reason) {
        bytes32 digest = signatures.domain.toTypedDataHash(entry.id);
        uint256 start = signatures.cursor;
        uint256 middle = start + PackedApprovals.LENGTH + PackedApprovals.lengthAt(start);
        signatures.cursor = middle + PackedApprovals.LENGTH + PackedApprovals.lengthAt(middle);
        if (!_hasApproved(entry, record, signatures, digest, Side.Seller, start)) {
            return _refusal(entry, Side.Seller, start);
        }
        if (!_hasApproved(entry, record, signatures, digest, Side.Buyer, middle)) {
            return _refusal(entry, Side.Buyer, middle);
        }
    }

    function _hasApproved(
        PackedSet.Entry memory entry,
        Record memory record,
        PackedApprovals.Signatures memory signatures,
        bytes32 digest,
        Side side,
        uint256 start
    ) private view returns (bool) {
        address account = _partyOf(entry.trade, side);
        if (_isCompactlySigned(account, digest, start)) return true;
        if (PackedApprovals.lengthAt(start) == 0) return _isRecorded(entry, record, side);
        bytes calldata signature = PackedApprovals.signatureAt(start, signatures.end);
        return _isSigned(signatures.domain, entry.id, digest, account, signature);
    }

    /// @dev Whether seller and buyer signed by themselves in the compact form, the usual case; then both are read.
    function _areCompactlySigned(
        PackedSet.Entry memory entry,
        PackedApprovals.Signatures memory signatures
    ) private view returns (bool) {
        bytes32 digest = signatures.domain.toTypedDataHash(entry.id);
        uint256 start = signatures.cursor;
        if (!_isCompactlySigned(entry.trade.seller, digest, start)) return false;
        start += PackedApprovals.LENGTH + Approvals.COMPACT_LENGTH;
        if (!_isCompactlySigned(entry.trade.buyer, digest, start)) return false;
        signatures.cursor = start + PackedApprovals.LENGTH + Approvals.COMPACT_LENGTH;
        return true;
    }

    /// @dev Whether the signature at `start` is a compact one of the account itself: the usual case, without slicing.
    function _isCompactlySigned(address account, bytes32 digest, uint256 start) private view returns (bool) {
        if (PackedApprovals.lengthAt(start) != Approvals.COMPACT_LENGTH) return false;
        address signer = Approvals.recoverCompact(digest, start + PackedApprovals.LENGTH);
        return signer == account && signer != address(0);
    }

    function _refusal(
        PackedSet.Entry memory entry,
        Side side,
        uint256 start
    ) private pure returns (bytes memory) {
        if (PackedApprovals.lengthAt(start) == 0) {
            return abi.encodeWithSelector(TradeNotApproved.selector, entry.id, side);
        }
        address account = _partyOf(entry.trade, side);
        return abi.encodeWithSelector(TradeInvalidSignature.selector, entry.id, side, account);
    }

    function _isRecorded(
        PackedSet.Entry memory entry,
        Record memory record,
        Side side
    ) private view returns (bool) {
        if (record.key == 0) _read(entry.id, entry.trade, record);
        return record.flags & _approvedBy(side) != 0;
    }

    /// @dev Checks that all signatures were there and none is left over, and those over lists now that these are complete.
    function _finishReading(
        PackedSet.View memory s,
        PackedApprovals.Signatures memory signatures
    ) private view {
        PackedApprovals.requireEnd(signatures.cursor, signatures.end);
        if (signatures.by == ApprovedBy.Trades) return;
        for (uint256 i = 0; i < s.partyCount; ++i) {
            uint256 start = signatures.starts[i];
            if (start == 0) continue;
            bytes calldata signature = PackedApprovals.signatureAt(start, signatures.end);
            address party = s.partyAt(i);
            bytes32 digest = signatures.domain.toTypedDataHash(
                TradeHash.listHash(party, signatures.lists[i])
            );
            if (party.hasSigned(digest, signature)) continue;
            if (registry.operatorHasSigned(party, digest, signature, Scopes.TRADE)) continue;
            revert SetInvalidListSignature(party, signatures.lists[i]);
        }
    }

    // ------------------------------------------------------------------ rules

    function _requireVenue(address venue) private view {
        if (venue != address(0) && msg.sender != venue) revert SetNotItsVenue(msg.sender, venue);
    }

    function _revertWith(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
