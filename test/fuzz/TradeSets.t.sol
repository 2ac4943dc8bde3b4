// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDvPEscrow} from "../../contracts/interfaces/IDvPEscrow.sol";
import {IRegulatedToken} from "../../contracts/interfaces/IRegulatedToken.sol";
import {ITradeSets} from "../../contracts/interfaces/ITradeSets.sol";
import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {IVm, VM} from "../support/IVm.sol";
import {PlainBooks} from "../support/PlainBooks.sol";
import {SetPacker} from "../support/SetPacker.sol";

/// @notice Sets against plain books: the same trades one by one, in a batch, in a chain and in a net, each from the same
/// start. Whether they settle, and who has what afterwards, is what simple sums say.
contract TradeSetsTest is PlainBooks {
    /// @dev What came of some calls: how many succeeded, the last answer, the books, what was still held, and how many
    /// movements the tokens recorded in the last call.
    struct Result {
        uint256 successes;
        bytes answer;
        Books books;
        uint256 held;
        uint256 movements;
    }

    error Came(Result result);
    error NothingCame(bytes reason);
    error WrongBalance(string way, uint256 trader, uint256 instrument, int256 expected, int256 actual);
    error WrongVerdict(string way, bool expected, bytes answer);
    error WrongCount(string way, uint256 expected, uint256 actual);
    error StillHeld(string way, uint256 held);

    // ------------------------------------------------------------------ plenty

    /// Everybody has enough: all ways lead to the same books.
    function testFuzz_AllWaysLeadToTheSameBooks(uint256 seed) external {
        VM.warp(START);
        ITrades.Trade[] memory trades = _randomTrades(seed, STOCK / MOST_TRADES);
        Books memory expected = _gross(trades);
        _settled("one by one", expected, _try(trades, seed, _singly(trades)), trades.length);
        _settled("batch", expected, _try(trades, seed, _batch(trades)), 1);
        Result memory result = _try(trades, seed, _set(trades, seed, ITradeSets.Method.Chain));
        _settled("chain", expected, result, 1);
        _sameCount("chain's movements", _legsOf(trades), result.movements);

        result = _try(trades, seed, _set(trades, seed, ITradeSets.Method.Net));
        _settled("net", expected, result, 1);
        uint256 most = _mostMovements(trades);
        if (result.movements > most) revert WrongCount("net's movements", most, result.movements);
    }

    // ------------------------------------------------------------------ not enough

    /// One after the other, in their order: a trade settles when both its legs are there.
    function testFuzz_ABatchSettlesWhatCan(uint256 seed) external {
        VM.warp(START);
        ITrades.Trade[] memory trades = _randomTrades(seed, 2 * STOCK);
        (Books memory books, uint256 count) = _inTurn(trades);
        Result memory result = _try(trades, 0, _singly(trades));
        _sameCount("one by one", count, result.successes);
        _sameBooks("one by one", books, result.books);

        bool atOnce = _isChainCovered(trades);
        if (atOnce) (books, count) = (_gross(trades), trades.length);
        result = _try(trades, 0, _batch(trades));
        _sameCount("batch", count, abi.decode(result.answer, (uint256)));
        _sameBooks("batch", books, result.books);
    }

    /// Bonds in the order of the trades, money in the opposite one; nobody may fall below zero on the way.
    function testFuzz_AChainPassesOnWhatItReceives(uint256 seed) external {
        VM.warp(START);
        ITrades.Trade[] memory trades = _randomTrades(seed, 2 * STOCK);
        Result memory result = _try(trades, 0, _set(trades, seed, ITradeSets.Method.Chain));
        _judge("chain", trades, _isChainCovered(trades), result);
    }

    /// What everybody has is enough for what it owes on balance, and then it does not matter in which order.
    function testFuzz_ANetNeedsBalancesOnly(uint256 seed) external {
        VM.warp(START);
        ITrades.Trade[] memory trades = _randomTrades(seed, 2 * STOCK);
        Result memory result = _try(trades, 0, _set(trades, seed, ITradeSets.Method.Net));
        _judge("net", trades, _isCovered(_gross(trades)), result);
    }

    // ------------------------------------------------------------------ edges

    /// Amounts whose sum no movement's word has room for move in full or not at all.
    function test_ANetTooLargeForItsWord() external {
        VM.warp(START);
        for (uint256 leg = 0; leg < 2; ++leg) {
            ITrades.Trade[] memory trades = new ITrades.Trade[](2);
            for (uint256 i = 0; i < 2; ++i) {
                trades[i] = _randomTrades(1, 1)[0];
                (trades[i].isin, trades[i].quantity) = (ISIN, leg == 0 ? uint112(1 << 111) : 1);
                (trades[i].currency, trades[i].settlementBank) = (YEN, account(BANK));
                (trades[i].amount, trades[i].sequence) = (leg == 0 ? 1 : uint112(1 << 111), uint48(i));
            }
            Result memory result = _try(trades, 0, _set(trades, 0, ITradeSets.Method.Net));
            _judge("net", trades, false, result);
        }
    }

    /// Half a trade: figures without an instrument settle in no way, whatever else is in the set.
    function testFuzz_HalfATradeNeverSettles(uint256 seed, bool withoutBond) external {
        VM.warp(START);
        ITrades.Trade[] memory trades = _randomTrades(seed, STOCK / MOST_TRADES);
        ITrades.Trade memory trade = trades[seed % trades.length];
        if (trade.quantity == 0 || trade.amount == 0) return;
        if (withoutBond) trade.isin = 0;
        else (trade.currency, trade.settlementBank) = (0, address(0));
        for (uint256 method = 1; method < 3; ++method) {
            Result memory result = _try(trades, 0, _set(trades, seed, ITradeSets.Method(method)));
            if (result.successes != 0) revert WrongVerdict("half", false, result.answer);
            _sameBooks("half", _start(), result.books);
        }
        Result memory batch = _try(trades, 0, _batch(trades));
        _sameCount("half in a batch", trades.length - 1, abi.decode(batch.answer, (uint256)));
    }

    // ------------------------------------------------------------------ trying

    /// Makes the calls after what is recorded beforehand, and undoes everything by saying what came of it.
    function attempt(ITrades.Trade[] calldata trades, uint256 recorded, bytes[] calldata calls) external {
        Result memory result;
        for (uint256 i = 0; i < trades.length; ++i) {
            if (_isRecorded(recorded, i)) _record(trades[i], recorded >> (128 + 2 * i));
        }
        VM.recordLogs();
        for (uint256 i = 0; i < calls.length; ++i) {
            bool ok;
            // solhint-disable-next-line avoid-low-level-calls
            (ok, result.answer) = address(escrow).call(calls[i]);
            if (ok) ++result.successes;
        }
        IVm.Log[] memory logs = VM.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IERC20.Transfer.selector) ++result.movements;
        }
        for (uint256 i = 0; i < TRADERS; ++i) {
            for (uint256 j = 0; j < INSTRUMENTS; ++j) {
                IRegulatedToken.Position memory position = IRegulatedToken(_tokens[j]).positionOf(
                    account(FIRST_TRADER + i)
                );
                result.books.balances[i][j] = int256(position.balance);
                result.held += position.held;
            }
        }
        revert Came(result);
    }

    /// Both sides approve on chain, with their legs held or not.
    function _record(ITrades.Trade calldata trade, uint256 dice) private {
        for (uint256 side = 0; side < 2; ++side) {
            uint256 amount = side == 0 ? trade.quantity : trade.amount;
            bool holds = amount != 0 && (dice >> side) % 2 == 0;
            VM.prank(side == 0 ? trade.seller : trade.buyer);
            escrow.instruct(
                trade,
                side == 0 ? ITrades.Side.Seller : ITrades.Side.Buyer,
                holds ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready
            );
        }
    }

    /// Some of the trades; none for zero.
    function _isRecorded(uint256 recorded, uint256 index) private pure returns (bool) {
        return (recorded >> (64 + index)) % 2 == 1;
    }

    function _try(
        ITrades.Trade[] memory trades,
        uint256 recorded,
        bytes[] memory calls
    ) private returns (Result memory) {
        try this.attempt(trades, recorded, calls) {
            revert NothingCame("");
        } catch (bytes memory reason) {
            if (bytes4(reason) != Came.selector) revert NothingCame(reason);
            bytes memory arguments = new bytes(reason.length - 4);
            for (uint256 i = 0; i < arguments.length; ++i) arguments[i] = reason[i + 4];
            return abi.decode(arguments, (Result));
        }
    }

    // ------------------------------------------------------------------ calls

    function _singly(ITrades.Trade[] memory trades) private view returns (bytes[] memory calls) {
        calls = new bytes[](trades.length);
        for (uint256 i = 0; i < trades.length; ++i) {
            bytes32 digest = escrow.tradeDigest(trades[i]);
            calls[i] = abi.encodeCall(
                IDvPEscrow.settleBySignatures,
                (
                    trades[i],
                    _signed(_traderOf(trades[i].seller), digest),
                    _signed(_traderOf(trades[i].buyer), digest)
                )
            );
        }
    }

    function _batch(ITrades.Trade[] memory trades) private view returns (bytes[] memory calls) {
        calls = new bytes[](1);
        calls[0] = abi.encodeCall(ITradeSets.settleBatch, (SetPacker.pack(trades), _byTrades(trades)));
    }

    function _set(
        ITrades.Trade[] memory trades,
        uint256 seed,
        ITradeSets.Method method
    ) private view returns (bytes[] memory calls) {
        ITradeSets.ApprovedBy by = ITradeSets.ApprovedBy((seed >> 32) % 2);
        bytes memory approvals = by == ITradeSets.ApprovedBy.Trades ? _byTrades(trades) : _byParties(trades);
        calls = new bytes[](1);
        calls[0] =
            method == ITradeSets.Method.Chain
                ? abi.encodeCall(ITradeSets.settleChain, (SetPacker.pack(trades), by, approvals))
                : abi.encodeCall(ITradeSets.settleNet, (SetPacker.pack(trades), by, approvals));
    }

    function _byTrades(ITrades.Trade[] memory trades) private view returns (bytes memory) {
        bytes[] memory signatures = new bytes[](2 * trades.length);
        for (uint256 i = 0; i < trades.length; ++i) {
            bytes32 digest = escrow.tradeDigest(trades[i]);
            signatures[2 * i] = _signed(_traderOf(trades[i].seller), digest);
            signatures[2 * i + 1] = _signed(_traderOf(trades[i].buyer), digest);
        }
        return SetPacker.packApprovals(signatures);
    }

    function _byParties(ITrades.Trade[] memory trades) private view returns (bytes memory) {
        address[] memory parties = SetPacker.partiesOf(trades);
        bytes[] memory signatures = new bytes[](parties.length);
        for (uint256 i = 0; i < parties.length; ++i) {
            bytes32 list = 0;
            for (uint256 j = 0; j < trades.length; ++j) {
                if (trades[j].seller != parties[i] && trades[j].buyer != parties[i]) continue;
                list = keccak256(abi.encode(list, escrow.tradeId(trades[j])));
            }
            signatures[i] = _signed(_traderOf(parties[i]), escrow.tradeListDigest(parties[i], list));
        }
        return SetPacker.packApprovals(signatures);
    }

    // ------------------------------------------------------------------ judging

    function _settled(
        string memory way,
        Books memory expected,
        Result memory result,
        uint256 successes
    ) private pure {
        if (result.successes != successes) revert WrongVerdict(way, true, result.answer);
        if (result.held != 0) revert StillHeld(way, result.held);
        _sameBooks(way, expected, result.books);
    }

    function _judge(
        string memory way,
        ITrades.Trade[] memory trades,
        bool expected,
        Result memory result
    ) private pure {
        if (expected != (result.successes == 1)) revert WrongVerdict(way, expected, result.answer);
        _sameBooks(way, expected ? _gross(trades) : _start(), result.books);
    }

    function _sameBooks(string memory way, Books memory expected, Books memory actual) private pure {
        for (uint256 i = 0; i < TRADERS; ++i) {
            for (uint256 j = 0; j < INSTRUMENTS; ++j) {
                if (expected.balances[i][j] == actual.balances[i][j]) continue;
                revert WrongBalance(way, i, j, expected.balances[i][j], actual.balances[i][j]);
            }
        }
    }

    function _sameCount(string memory way, uint256 expected, uint256 actual) private pure {
        if (expected != actual) revert WrongCount(way, expected, actual);
    }
}
