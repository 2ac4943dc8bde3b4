// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {Instruments} from "../libraries/Instruments.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TradeBook} from "./TradeBook.sol";

/// @title TradeRules
/// @notice What binds every trade however it is settled: who may speak for a side, when, and how its legs move.
/// @dev Trusts the two factories, whose tokens' addresses it derives: no other token can be named. Those tokens call
/// nothing but the registry, and the trade's number is closed before they are called, so there is nothing to reenter.
abstract contract TradeRules is ITrades, TradeBook, EIP712 {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using MessageHashUtils for bytes32;

    /// @inheritdoc ITrades
    IParticipantRegistry public immutable registry;
    /// @inheritdoc ITrades
    IBondFactory public immutable bondFactory;
    /// @inheritdoc ITrades
    ICurrencyFactory public immutable currencyFactory;

    bytes32 private immutable _bondInitCodeHash;
    bytes32 private immutable _currencyInitCodeHash;

    constructor(
        IParticipantRegistry registry_,
        IBondFactory bondFactory_,
        ICurrencyFactory currencyFactory_
    ) EIP712("Kessai DvP", "1") {
        registry = registry_;
        bondFactory = bondFactory_;
        currencyFactory = currencyFactory_;
        _bondInitCodeHash = bondFactory_.tokenInitCodeHash();
        _currencyInitCodeHash = currencyFactory_.tokenInitCodeHash();
    }

    // ------------------------------------------------------------------ settling

    /// @dev The one way in which a trade settles by itself; a trade of a set: {TradeSets}.
    /// @param record The trade's, or an empty one when only its number tells whether it must be read.
    function _settle(bytes32 id, Trade memory trade, Record memory record) internal {
        // Check:
        _requireDue(id, trade);

        // Effect:
        _close(id, trade, record);
        _requireReleased(id, record);
        _reduceToRest(trade, record);
        (address bond, address currency) = _instrumentsOf(id, trade);
        _emitSettled(id, trade, bond, currency);

        // Interaction: both legs, or the whole transaction reverts
        _moveLegs(trade, bond, currency, record.flags);
    }

    function _emitSettled(bytes32 id, Trade memory trade, address bond, address currency) private {
        if (currency == address(0)) {
            emit Delivered(id, trade.seller, trade.buyer, bond, trade.quantity, trade.venue, trade.sequence);
        } else if (bond == address(0)) {
            emit Paid(id, trade.seller, trade.buyer, currency, trade.amount, trade.venue, trade.sequence);
        } else {
            emit Settled(
                id,
                trade.seller,
                trade.buyer,
                bond,
                trade.quantity,
                currency,
                trade.amount,
                trade.venue,
                trade.sequence
            );
        }
    }

    /// @dev Moves the legs that the trade has.
    function _moveLegs(Trade memory trade, address bond, address currency, uint256 flags) internal {
        (address seller, address buyer) = (trade.seller, trade.buyer);
        if (bond != address(0)) _moveLeg(bond, seller, buyer, trade.quantity, flags & SELLER_HELD != 0);
        if (currency != address(0)) _moveLeg(currency, buyer, seller, trade.amount, flags & BUYER_HELD != 0);
    }

    /// @dev {IRegulatedToken-moveForSettlement} of a token that is known to have code, which the compiler's own call would
    /// look up again: saves about 250 gas a leg (snapshots/gas.json).
    function _moveLeg(address token, address from, address to, uint256 amount, bool fromHold) private {
        bytes4 selector = IRegulatedToken.moveForSettlement.selector;
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, selector)
            mstore(add(start, 0x04), from)
            mstore(add(start, 0x24), to)
            mstore(add(start, 0x44), amount)
            mstore(add(start, 0x64), fromHold)
            if iszero(call(gas(), token, 0, start, 0x84, 0, 0)) {
                returndatacopy(start, 0, returndatasize())
                revert(start, returndatasize())
            }
        }
    }

    // ------------------------------------------------------------------ holds

    /// @dev Gives back what is held for the rest of the trade.
    function _releaseHolds(bytes32 id, Trade memory trade, Record memory record) internal {
        _reduceToRest(trade, record);
        if (record.flags & SELLER_HELD != 0) _releaseLeg(id, trade, Side.Seller);
        if (record.flags & BUYER_HELD != 0) _releaseLeg(id, trade, Side.Buyer);
    }

    function _releaseLeg(bytes32 id, Trade memory trade, Side side) private {
        (address token, address account, uint256 amount) = _legOf(id, trade, side);
        emit LegReleased(id, side, account, amount);
        IRegulatedToken(token).release(account, amount);
    }

    /// @dev A side's leg; no token when it has none.
    function _legOf(
        bytes32 id,
        Trade memory trade,
        Side side
    ) internal view returns (address token, address account, uint256 amount) {
        if (side == Side.Seller) {
            (account, amount) = (trade.seller, trade.quantity);
            if (amount != 0) token = _requireBond(id, trade);
        } else {
            (account, amount) = (trade.buyer, trade.amount);
            if (amount != 0) token = _requireCurrency(id, trade);
        }
    }

    // ------------------------------------------------------------------ who

    function _requireAuthority(bytes32 id, Trade memory trade, Side side, uint32 scope) internal view {
        _requireSubmitter(id, trade.venue);
        address account = _partyOf(trade, side);
        if (!registry.speaksFor(account, msg.sender, scope))
            revert TradeNotAuthorised(id, msg.sender, account);
    }

    function _requireSubmitter(bytes32 id, address venue) internal view {
        if (venue != address(0) && msg.sender != venue) revert TradeNotItsVenue(id, msg.sender, venue);
    }

    function _requireSignature(
        bytes32 id,
        bytes32 digest,
        Trade memory trade,
        Side side,
        bytes calldata signature
    ) internal view {
        address account = _partyOf(trade, side);
        // the usual case first, without slicing
        if (signature.length == Approvals.COMPACT_LENGTH) {
            uint256 start;
            assembly ("memory-safe") {
                start := signature.offset
            }
            if (Approvals.recoverCompact(digest, start) == account && account != address(0)) return;
        }
        if (_isSigned(_domainSeparatorV4(), id, digest, account, signature)) return;
        revert TradeInvalidSignature(id, side, account);
    }

    /// @dev Whether the account signed the trade, or an operator the mandate for it.
    function _isSigned(
        bytes32 domain,
        bytes32 id,
        bytes32 digest,
        address account,
        bytes calldata signature
    ) internal view returns (bool) {
        if (account.hasSigned(digest, signature)) return true;
        bytes32 mandate = domain.toTypedDataHash(TradeHash.mandateHash(id, account));
        return registry.operatorHasSigned(account, mandate, signature, Scopes.TRADE);
    }

    // ------------------------------------------------------------------ when

    function _requireDue(bytes32 id, Trade memory trade) internal view {
        if (block.timestamp < trade.settleFrom) revert TradeNotDue(id, trade.settleFrom, block.timestamp);
        _requireBeforeCutOff(id, trade);
    }

    function _requireBeforeCutOff(bytes32 id, Trade memory trade) internal view {
        if (block.timestamp >= trade.settleBy) revert TradeExpired(id, trade.settleBy, block.timestamp);
    }

    function _requireReleased(bytes32 id, Record memory record) internal pure {
        if (record.flags & EITHER_ON_HOLD == 0) return;
        revert TradeOnHold(id, record.flags & SELLER_ON_HOLD != 0 ? Side.Seller : Side.Buyer);
    }

    // ------------------------------------------------------------------ what

    function _requireSound(bytes32 id, Trade memory trade) internal pure {
        if (_isSound(trade)) return;
        if (trade.seller == trade.buyer) revert TradeSameParty(id, trade.seller);
        if (!_hasSoundLegs(trade)) revert TradeEmptyLeg(id, trade.quantity, trade.amount);
        if (trade.minimumPart > trade.quantity) {
            revert TradeInvalidMinimum(id, trade.minimumPart, trade.quantity);
        }
        revert TradeInvalidDates(id, trade.tradeDate, trade.settleFrom, trade.settleBy);
    }

    /// @dev The tokens of a trade; zero for a leg that it has not.
    function _instrumentsOf(
        bytes32 id,
        Trade memory trade
    ) internal view returns (address bond, address currency) {
        if (trade.quantity != 0) bond = _requireBond(id, trade);
        if (trade.amount != 0) currency = _requireCurrency(id, trade);
    }

    function _requireBond(bytes32 id, Trade memory trade) internal view returns (address bond) {
        bond = _bondOf(trade.isin);
        if (bond.code.length == 0) revert TradeUnknownBond(id, trade.isin);
    }

    function _requireCurrency(bytes32 id, Trade memory trade) internal view returns (address currency) {
        currency = _currencyOf(trade.currency, trade.settlementBank);
        if (currency.code.length == 0) {
            revert TradeUnknownCurrency(id, trade.currency, trade.settlementBank);
        }
    }

    // ------------------------------------------------------------------ the parts of a trade

    function _isSound(Trade memory trade) internal pure returns (bool) {
        return
            trade.seller != trade.buyer &&
            _hasSoundLegs(trade) &&
            trade.minimumPart <= trade.quantity &&
            trade.tradeDate <= trade.settleFrom &&
            trade.settleFrom < trade.settleBy;
    }

    /// @dev A leg is there, or it is wholly absent: an amount of zero by mistake is not taken for a gift.
    function _hasSoundLegs(Trade memory trade) internal pure returns (bool) {
        if (trade.quantity == 0) return trade.amount != 0 && trade.isin == 0;
        return trade.amount != 0 || (trade.currency == 0 && trade.settlementBank == address(0));
    }

    function _bondOf(bytes12 isin) internal view returns (address) {
        return Instruments.bondAddress(address(bondFactory), _bondInitCodeHash, isin);
    }

    function _currencyOf(bytes3 currency, address settlementBank) internal view returns (address) {
        return
            Instruments.currencyAddress(
                address(currencyFactory),
                _currencyInitCodeHash,
                currency,
                settlementBank
            );
    }

    // ------------------------------------------------------------------ the sides of a trade

    function _approvedBy(Side side) internal pure returns (uint256) {
        return side == Side.Seller ? SELLER_APPROVED : BUYER_APPROVED;
    }

    function _heldBy(Side side) internal pure returns (uint256) {
        return side == Side.Seller ? SELLER_HELD : BUYER_HELD;
    }

    function _onHoldBy(Side side) internal pure returns (uint256) {
        return side == Side.Seller ? SELLER_ON_HOLD : BUYER_ON_HOLD;
    }

    function _partyOf(Trade memory trade, Side side) internal pure returns (address) {
        return side == Side.Seller ? trade.seller : trade.buyer;
    }
}
