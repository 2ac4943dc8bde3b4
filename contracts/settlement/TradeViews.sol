// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {SettlementReasons} from "../libraries/SettlementReasons.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TradeRules} from "./TradeRules.sol";

/// @title TradeViews
/// @notice What can be asked about a trade: its hash, its state, and why it would not settle.
/// @dev Changes nothing.
abstract contract TradeViews is IDvPEscrow, TradeRules {
    using TradeHash for Trade;

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
    function tradeListDigest(address party, bytes32 rollingHash) external view returns (bytes32) {
        return _hashTypedDataV4(TradeHash.listHash(party, rollingHash));
    }

    /// @inheritdoc IDvPEscrow
    function stateOf(Trade memory trade) external view returns (State memory state) {
        Record memory record = _recordOf(trade.hash(), trade);
        uint256 flags = record.flags;
        state.sellerApproved = flags & SELLER_APPROVED != 0;
        state.buyerApproved = flags & BUYER_APPROVED != 0;
        state.sellerAgreesToCancel = flags & SELLER_CANCELS != 0;
        state.buyerAgreesToCancel = flags & BUYER_CANCELS != 0;
        if (_isClosed(trade, record)) {
            state.status = Status.Closed;
            return state;
        }
        state.bondsHeld = flags & SELLER_HELD != 0;
        state.cashHeld = flags & BUYER_HELD != 0;
        state.sellerOnHold = flags & SELLER_ON_HOLD != 0;
        state.buyerOnHold = flags & BUYER_ON_HOLD != 0;
        Parts memory settled = _settledOf(record);
        (state.settledQuantity, state.settledAmount) = (settled.quantity, settled.amount);
        if (flags & BOTH_APPROVED == BOTH_APPROVED) state.status = Status.Matched;
        else if (flags & BOTH_APPROVED != 0) state.status = Status.Instructed;
    }

    /// @inheritdoc IDvPEscrow
    function explain(Trade memory trade) external view returns (Obstacle[] memory obstacles) {
        Record memory record = _recordOf(trade.hash(), trade);
        uint256 flags = record.flags;
        obstacles = new Obstacle[](32);
        uint256 count;

        // The trade itself
        if (!_isSound(trade))
            obstacles[count++] = _tradeObstacle(SettlementReasons.INVALID_TERMS, address(0));
        bool isClosed = _isClosed(trade, record);
        if (isClosed || _isBoundToAnother(trade, record)) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.NUMBER_TAKEN, address(0));
        }
        if (flags & BOTH_APPROVED != BOTH_APPROVED) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.NOT_MATCHED, address(0));
        }
        if (block.timestamp < trade.settleFrom) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.FUTURE_DATE, address(0));
        }
        if (block.timestamp >= trade.settleBy) {
            obstacles[count++] = _tradeObstacle(SettlementReasons.AFTER_CUT_OFF, address(0));
        }

        // What no longer matters when it is closed
        if (!isClosed) {
            if (flags & SELLER_ON_HOLD != 0) {
                obstacles[count++] = _tradeObstacle(SettlementReasons.ON_HOLD, trade.seller);
            }
            if (flags & BUYER_ON_HOLD != 0) {
                obstacles[count++] = _tradeObstacle(SettlementReasons.ON_HOLD, trade.buyer);
            }
            _reduceToRest(trade, record);
            if (trade.quantity != 0) {
                count = _explainLeg(obstacles, count, Leg.Delivery, trade, flags & SELLER_HELD != 0);
            }
            if (trade.amount != 0) {
                count = _explainLeg(obstacles, count, Leg.Payment, trade, flags & BUYER_HELD != 0);
            }
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
        return _isUsed(venue, seller, buyer, sequence);
    }

    /// @inheritdoc IDvPEscrow
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // ------------------------------------------------------------------ explaining

    function _tradeObstacle(bytes4 code, address account) private pure returns (Obstacle memory) {
        return Obstacle(Leg.Trade, code, account, 0);
    }

    function _explainLeg(
        Obstacle[] memory obstacles,
        uint256 count,
        Leg leg,
        Trade memory trade,
        bool fromHold
    ) private view returns (uint256) {
        bool isPayment = leg == Leg.Payment;
        address token = isPayment ? _currencyOf(trade.currency, trade.settlementBank) : _bondOf(trade.isin);
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
