// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSetEvents} from "../../../contracts/interfaces/ITradeSetEvents.sol";
import {ITradeSets} from "../../../contracts/interfaces/ITradeSets.sol";
import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {IVm, VM} from "../../support/IVm.sol";
import {SetDrafts} from "./SetDrafts.sol";

/// @title SetActions
/// @notice How sets of trades settle, and whether each of their trades was allowed to.
/// @dev Which trades of a batch have settled is read from its log; all that follows from it is booked in gross amounts.
abstract contract SetActions is SetDrafts {
    // ------------------------------------------------------------------ actions

    function settleBatch(uint256 seed) external acting(seed) {
        Draft memory draft = _draft(false);
        bool mayLast = _mayLastSettle(draft);
        VM.recordLogs();
        VM.prank(draft.submitter);
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory result) = address(escrow).call(
            abi.encodeCall(ITradeSets.settleBatch, (draft.set, draft.approvals))
        );
        IVm.Log[] memory logs = VM.getRecordedLogs();
        _requireUntouched(draft, ok);
        if (!ok) {
            if (_isInOrder(draft)) _violate("explain", "a batch failed instead of its trades");
            return;
        }
        (bool[] memory settled, uint256 count, bool atOnce) = _readOutcomes(draft, logs);
        if (count != abi.decode(result, (uint256))) _violate("INV-1", "a batch counted wrong");
        if (settled.length == 1 && settled[0] != mayLast) {
            _violate("explain", "what explain says is not what a batch of one does");
        }
        // the last trade met the very state that the batch has left behind
        if (!settled[settled.length - 1] && _mayLastSettle(draft)) {
            _violate("explain", "a batch left out a trade that would settle");
        }
        if (atOnce) {
            ++reached["batch at once"];
            _bookSet(draft);
        } else {
            _countOneByOne(draft, settled);
            _bookAll(draft, settled);
        }
    }

    function settleChain(uint256 seed) external acting(seed) {
        Draft memory draft = _draft(true);
        bool mayLast = _mayLastSettle(draft);
        bool ok = _attempt(
            draft.approvedBy == ITradeSets.ApprovedBy.Parties
                ? bytes32("chain with lists")
                : bytes32("chain"),
            draft.submitter,
            address(escrow),
            abi.encodeCall(ITradeSets.settleChain, (draft.set, draft.approvedBy, draft.approvals))
        );
        _requireUntouched(draft, ok);
        if (draft.trades.length == 1 && _isInOrder(draft) && ok != mayLast) {
            _violate("explain", "what explain says is not what a chain of one does");
        }
        if (!ok) return;
        _countStates(draft, "chain from hold", "chain of a rest");
        _bookSet(draft);
    }

    function settleNet(uint256 seed) external acting(seed) {
        Draft memory draft = _draft(true);
        bool mayLast = _mayLastSettle(draft);
        bool ok = _attempt(
            draft.approvedBy == ITradeSets.ApprovedBy.Parties ? bytes32("net with lists") : bytes32("net"),
            draft.submitter,
            address(escrow),
            abi.encodeCall(ITradeSets.settleNet, (draft.set, draft.approvedBy, draft.approvals))
        );
        _requireUntouched(draft, ok);
        if (!ok) return;
        // the reverse does not hold: what a net gives back from a hold can be needed for a freeze
        if (draft.trades.length == 1 && !mayLast) {
            _violate("explain", "what explain says is not what a net of one does");
        }
        _countStates(draft, "net releasing holds", "net of a rest");
        _bookSet(draft);
    }

    // ------------------------------------------------------------------ judging

    /// @dev Nobody but the venue, and nothing that was changed after signing.
    function _requireUntouched(Draft memory draft, bool ok) private {
        if (!ok) return;
        if (!_maySubmit(draft.venue, draft.submitter)) _violate("INV-2", "submitted a venue's set");
        if (draft.tampered) _violate("INV-2", "settled a set that was tampered with");
    }

    /// @dev Whether the escrow has to look at the trades one by one at least. A trade without any leg cannot be packed.
    function _isInOrder(Draft memory draft) private pure returns (bool) {
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            ITrades.Trade memory trade = draft.trades[i];
            if (trade.isin == 0 && trade.currency == 0 && trade.settlementBank == address(0)) return false;
        }
        return _maySubmit(draft.venue, draft.submitter) && !draft.tampered;
    }

    /// @dev Whether the last trade would settle by itself, its approvals given.
    function _mayLastSettle(Draft memory draft) private view returns (bool) {
        uint256 last = draft.trades.length - 1;
        bool[2] memory approved = draft.approved[last];
        return approved[0] && approved[1] && _obstaclesTo(draft.trades[last]) == 0;
    }

    /// @dev All but missing approvals.
    function _obstaclesTo(ITrades.Trade memory trade) private view returns (uint256 count) {
        ITrades.Obstacle[] memory obstacles = escrow.explain(trade);
        for (uint256 i = 0; i < obstacles.length; ++i) {
            if (obstacles[i].code != "NMAS") ++count;
        }
    }

    /// @dev What the log says. The runner keeps the events of calls that were undone, too: that a trade failed is certain,
    /// as is that something was tried one by one; of a trade that is in the set more than once, the failures are counted.
    function _readOutcomes(
        Draft memory draft,
        IVm.Log[] memory logs
    ) private view returns (bool[] memory settled, uint256 count, bool atOnce) {
        settled = new bool[](draft.trades.length);
        atOnce = true;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(escrow) && _isOneByOne(logs[i].topics[0])) atOnce = false;
        }
        for (uint256 i = 0; i < settled.length; ++i) {
            bytes32 id = escrow.tradeId(draft.trades[i]);
            (uint256 best, uint256 times, bool isFirst) = _timesOf(draft, id, i);
            if (!isFirst) continue;
            uint256 successes = times - _countFailures(logs, id);
            count += successes;
            settled[best] = successes != 0;
        }
    }

    /// @dev How often a trade is in the set, whether number `index` is the first time, and which time is approved best.
    function _timesOf(
        Draft memory draft,
        bytes32 id,
        uint256 index
    ) private view returns (uint256 best, uint256 times, bool isFirst) {
        best = index;
        isFirst = true;
        for (uint256 i = draft.trades.length; i > 0; --i) {
            if (escrow.tradeId(draft.trades[i - 1]) != id) continue;
            ++times;
            if (i - 1 < index) isFirst = false;
            if (draft.approved[i - 1][0] && draft.approved[i - 1][1]) best = i - 1;
        }
    }

    function _countFailures(IVm.Log[] memory logs, bytes32 id) private view returns (uint256 count) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(escrow)) continue;
            bool failed = logs[i].topics[0] == ITradeSetEvents.SettlementFailed.selector;
            if (failed && logs[i].topics[1] == id) ++count;
        }
    }

    function _isOneByOne(bytes32 topic) private pure returns (bool) {
        return
            topic == ITradeSetEvents.SettlementFailed.selector ||
            topic == ITrades.Settled.selector ||
            topic == ITrades.Delivered.selector ||
            topic == ITrades.Paid.selector;
    }

    // ------------------------------------------------------------------ booking

    /// @dev All trades that settled: who receives may pass on what it receives, so what all receive comes first.
    function _bookAll(Draft memory draft, bool[] memory settled) private {
        uint256[2][] memory rests = new uint256[2][](draft.trades.length);
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            if (!settled[i]) continue;
            Entry storage entry = _entries[draft.places[i]];
            (rests[i][0], rests[i][1]) = _restOf(entry);
            entry.approved = draft.approved[i];
            _countKind(entry.trade);
            _requireMaySettle(entry);
            _bookEnding(entry, Ending.Settled);
            expectedBalance[address(bond)][entry.trade.buyer] += rests[i][0];
            expectedBalance[address(cash)][entry.trade.seller] += rests[i][1];
        }
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            _debit(address(bond), draft.trades[i].seller, rests[i][0]);
            _debit(address(cash), draft.trades[i].buyer, rests[i][1]);
        }
    }

    function _bookSet(Draft memory draft) private {
        bool[] memory settled = new bool[](draft.trades.length);
        for (uint256 i = 0; i < settled.length; ++i) settled[i] = true;
        _bookAll(draft, settled);
        if (draft.venue != address(0)) ++reached["set of a venue"];
        if (draft.trades.length > 3) ++reached["set of many"];
    }

    function _countOneByOne(Draft memory draft, bool[] memory settled) private {
        uint256 count = 0;
        for (uint256 i = 0; i < settled.length; ++i) {
            if (!settled[i]) continue;
            ++count;
            Entry storage entry = _entries[draft.places[i]];
            if (entry.held[0] || entry.held[1]) ++reached["batch one by one from hold"];
        }
        ++reached[count == 0 ? bytes32("batch of failures") : bytes32("batch one by one")];
    }

    function _countKind(ITrades.Trade storage trade) private {
        if (trade.amount == 0) ++reached["set free of payment"];
        if (trade.quantity == 0) ++reached["set with a payment"];
    }

    function _countStates(Draft memory draft, bytes32 held, bytes32 rest) private {
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            Entry storage entry = _entries[draft.places[i]];
            if (entry.held[0] || entry.held[1]) ++reached[held];
            if (entry.settledQuantity != 0) ++reached[rest];
        }
    }
}
