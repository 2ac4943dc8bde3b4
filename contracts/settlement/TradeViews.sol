// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {Instruments} from "../libraries/Instruments.sol";
import {SettlementReasons} from "../libraries/SettlementReasons.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TradeBook} from "./TradeBook.sol";

/// @title TradeViews
/// @notice What can be asked about a trade: its hash, its state, and why it would not settle.
/// @dev Knows the instruments that a trade may name. Changes nothing.
abstract contract TradeViews is IDvPEscrow, TradeBook, EIP712 {
    using TradeHash for Trade;

    /// @inheritdoc IDvPEscrow
    IParticipantRegistry public immutable registry;
    /// @inheritdoc IDvPEscrow
    IBondFactory public immutable bondFactory;
    /// @inheritdoc IDvPEscrow
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

    // ------------------------------------------------------------------ views

    /// @inheritdoc IDvPEscrow
    function tradeId(Trade memory trade) external pure returns (bytes32) {
        return trade.hash();
    }

    /// @inheritdoc IDvPEscrow
    function tradeDigest(Trade memory trade) external view returns (bytes32) {
        return _hashTypedDataV4(trade.hash());
    }

    /// @inheritdoc IDvPEscrow
    function mandateDigest(Trade memory trade, address account) external view returns (bytes32) {
        return _hashTypedDataV4(TradeHash.mandateHash(trade.hash(), account));
    }

    /// @inheritdoc IDvPEscrow
    function stateOf(Trade memory trade) external view returns (State memory state) {
        uint256 flags = _recordOf(trade.hash(), trade).flags;
        state.sellerApproved = flags & SELLER_APPROVED != 0;
        state.buyerApproved = flags & BUYER_APPROVED != 0;
        state.sellerAgreesToCancel = flags & SELLER_CANCELS != 0;
        state.buyerAgreesToCancel = flags & BUYER_CANCELS != 0;
        if (_isClosed(trade)) {
            state.status = Status.Closed;
            return state;
        }
        state.bondsHeld = flags & SELLER_HELD != 0;
        state.cashHeld = flags & BUYER_HELD != 0;
        if (flags & BOTH_APPROVED == BOTH_APPROVED) state.status = Status.Matched;
        else if (flags & BOTH_APPROVED != 0) state.status = Status.Instructed;
    }

    /// @inheritdoc IDvPEscrow
    function explain(Trade memory trade) external view returns (Obstacle[] memory obstacles) {
        uint256 flags = _recordOf(trade.hash(), trade).flags;
        obstacles = new Obstacle[](32);
        uint256 count;

        // The trade itself
        if (!_isSound(trade)) obstacles[count++] = _tradeObstacle(SettlementReasons.INVALID_TERMS);
        bool isClosed = _isClosed(trade);
        if (isClosed || _isHeldByAnother(trade, flags)) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.NUMBER_TAKEN);
        }
        if (flags & BOTH_APPROVED != BOTH_APPROVED) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.NOT_MATCHED);
        }
        if (block.timestamp < trade.settleFrom) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.FUTURE_DATE);
        }
        if (block.timestamp >= trade.settleBy) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.AFTER_CUT_OFF);
        }

        // Its two legs, which no longer matter when it is closed
        if (!isClosed) {
            count = _explainLeg(obstacles, count, Leg.Delivery, trade, flags & SELLER_HELD != 0);
            count = _explainLeg(obstacles, count, Leg.Payment, trade, flags & BUYER_HELD != 0);
        }
        assembly ("memory-safe") {
            mstore(obstacles, count) // shortens the array to what was found
        }
    }

    /// @inheritdoc IDvPEscrow
    function isSequenceUsed(
        address venue,
        address seller,
        address buyer,
        uint48 sequence
    ) external view returns (bool) {
        (NumberWord storage word, uint256 closedBit) = _number(venue, seller, buyer, sequence);
        return word.bits & closedBit != 0;
    }

    /// @inheritdoc IDvPEscrow
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // ------------------------------------------------------------------ the parts of a trade

    function _isSound(Trade memory trade) internal pure returns (bool) {
        return
            trade.seller != trade.buyer &&
            trade.quantity != 0 &&
            trade.amount != 0 &&
            trade.tradeDate <= trade.settleFrom &&
            trade.settleFrom < trade.settleBy;
    }

    function _bondOf(Trade memory trade) internal view returns (address) {
        return Instruments.bondAddress(address(bondFactory), _bondInitCodeHash, trade.isin);
    }

    function _currencyOf(Trade memory trade) internal view returns (address) {
        return
            Instruments.currencyAddress(
                address(currencyFactory),
                _currencyInitCodeHash,
                trade.currency,
                trade.settlementBank
            );
    }

    // ------------------------------------------------------------------ explaining

    function _tradeObstacle(bytes4 code) private pure returns (Obstacle memory) {
        return Obstacle(Leg.Trade, code, address(0), 0);
    }

    function _explainLeg(
        Obstacle[] memory obstacles,
        uint256 count,
        Leg leg,
        Trade memory trade,
        bool fromHold
    ) private view returns (uint256) {
        bool isPayment = leg == Leg.Payment;
        address token = isPayment ? _currencyOf(trade) : _bondOf(trade);
        if (token.code.length == 0) {
            bytes4 unknown = isPayment ? SettlementReasons.UNKNOWN_CURRENCY : SettlementReasons.UNKNOWN_BOND;
            obstacles[count++] = Obstacle(leg, unknown, address(0), 0);
            return count;
        }
        if (IRegulatedToken(token).settlement() != address(this)) {
            obstacles[count++] = Obstacle(leg, SettlementReasons.OTHER_SYSTEM, address(0), 0);
        }
        (address from, address to) = isPayment ? (trade.buyer, trade.seller) : (trade.seller, trade.buyer);
        uint256 amount = isPayment ? trade.amount : trade.quantity;
        uint256 mask = IRegulatedToken(token).restrictions(from, to, amount, fromHold);
        for (uint256 bit = 1; bit <= mask; bit <<= 1) {
            if (mask & bit == 0) continue;
            (bytes4 code, bool ofReceiver) = SettlementReasons.codeOf(bit, isPayment);
            obstacles[count++] = Obstacle(leg, code, ofReceiver ? to : from, bit);
        }
        return count;
    }
}
