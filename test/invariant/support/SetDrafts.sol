// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../../../contracts/interfaces/ITradeSets.sol";
import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {SetPacker} from "../../support/SetPacker.sol";
import {TradeChoices} from "./TradeChoices.sol";

/// @title SetDrafts
/// @notice Sets of open and fresh trades with all sorts of approvals, and what these are worth.
/// @dev A third of the drafts are made with care, so that sets settle; a third with care but for one flaw, so that nothing
/// else could stop them; the others have anything in them.
abstract contract SetDrafts is TradeChoices {
    enum Flaw {
        None,
        Trade,
        Approval
    }

    /// @dev A set before it is submitted.
    /// @param flaw What is wrong with a careful one: nothing, a trade, or an approval.
    /// @param flawAt Which of them.
    /// @param places Where its trades are among the entries.
    /// @param approved For each trade and side, whether its approval holds.
    /// @param tampered Whether something was changed after signing.
    struct Draft {
        address venue;
        bool careful;
        Flaw flaw;
        uint256 flawAt;
        uint256[] places;
        ITrades.Trade[] trades;
        ITradeSets.ApprovedBy approvedBy;
        bool[2][] approved;
        bytes set;
        bytes approvals;
        bool tampered;
        address submitter;
    }

    uint256 private constant MOST_TRADES = 6;

    // ------------------------------------------------------------------ drafting

    function _draft(bool mayHaveLists) internal returns (Draft memory draft) {
        uint256 count = 1 + _roll(MOST_TRADES);
        draft.careful = _roll(3) != 0;
        if (draft.careful && _roll(2) == 0) {
            draft.flaw = _roll(3) == 0 ? Flaw.Trade : Flaw.Approval;
            draft.flawAt = _roll(2 * count);
        }
        draft.venue = _roll(4) == 0 ? account(OPERATOR) : address(0);
        draft.places = new uint256[](count);
        draft.trades = new ITrades.Trade[](count);
        draft.approved = new bool[2][](count);
        for (uint256 i = 0; i < count; ++i) {
            bool isFlaw = draft.flaw == Flaw.Trade && i == draft.flawAt / 2;
            if (isFlaw) draft.places[i] = _placeOfFlaw(draft.venue);
            else if (draft.careful) draft.places[i] = _placeWithCare(draft, i);
            else draft.places[i] = _placeOfAny(draft.venue);
            draft.trades[i] = _entries[draft.places[i]].trade;
        }
        draft.set = SetPacker.pack(draft.trades);
        if (mayHaveLists && _roll(2) == 0) _approveByParties(draft);
        else _approveByTrades(draft);
        draft.submitter = _submitterOf(draft.venue);
        if (_roll(12) == 0) _tamper(draft, mayHaveLists);
    }

    /// @dev An open trade that is not in the draft yet, or a fresh one.
    function _placeWithCare(Draft memory draft, uint256 index) private returns (uint256) {
        for (uint256 tries = 0; tries < 4 && _entries.length != 0; ++tries) {
            uint256 place = _placeOfRecent();
            Entry storage entry = _entries[place];
            bool fits = _isOpen(entry) && entry.trade.venue == draft.venue && _isSound(entry.trade);
            bool waits = _isOnHold(entry) || clock < entry.trade.settleFrom;
            for (uint256 i = 0; i < index; ++i) {
                if (_entries[draft.places[i]].number == entry.number) fits = false;
            }
            if (fits && !waits) return place;
        }
        ITrades.Trade memory trade = _newTrade();
        trade.venue = draft.venue;
        (trade.tradeDate, trade.settleFrom) = (uint40(clock), uint40(clock));
        trade.sequence = uint48(_roll(512));
        _enter(trade);
        return _entries.length - 1;
    }

    /// @dev One that is on hold, or any.
    function _placeOfFlaw(address venue) private returns (uint256) {
        for (uint256 place = _entries.length; place > 0 && _roll(64) != 0; --place) {
            Entry storage entry = _entries[place - 1];
            if (_isOnHold(entry) && entry.trade.venue == venue) return place - 1;
        }
        return _placeOfAny(venue);
    }

    /// @dev Any trade: open, ended, on hold, already in the set; a twin; one of another venue, under this set's.
    function _placeOfAny(address venue) private returns (uint256) {
        if (_entries.length == 0 || _roll(4) == 0) {
            ITrades.Trade memory trade = _entries.length != 0 && _roll(2) == 0 ? _twin() : _newTrade();
            trade.venue = venue;
            _enter(trade);
            return _entries.length - 1;
        }
        uint256 place = _placeOfRecent();
        if (_entries[place].trade.venue != venue) {
            ITrades.Trade memory trade = _entries[place].trade;
            trade.venue = venue;
            trade.commonReference = bytes16(uint128(_entries.length + 1));
            _enter(trade);
            return _entries.length - 1;
        }
        return place;
    }

    /// @dev One of those that are worth most here, or one of the last.
    function _placeOfRecent() private returns (uint256 place) {
        uint256 chance = _roll(6);
        if (chance < 3) {
            for (place = _entries.length; place > 0; --place) {
                Entry storage entry = _entries[place - 1];
                if (chance == 0 && _isHeld(entry)) return place - 1;
                if (chance == 1 && _isPartlySettled(entry)) return place - 1;
                if (chance == 2 && _isReady(entry)) return place - 1;
            }
        }
        uint256 count = _entries.length < 16 ? _entries.length : 16;
        return _entries.length - 1 - _roll(count);
    }

    // ------------------------------------------------------------------ approvals by trades

    function _approveByTrades(Draft memory draft) private {
        bytes[] memory signatures = new bytes[](2 * draft.trades.length);
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            for (uint256 side = 0; side < 2; ++side) {
                (signatures[2 * i + side], draft.approved[i][side]) = _approvalOf(draft, i, side);
            }
        }
        draft.approvals = SetPacker.packApprovals(signatures);
    }

    function _approvalOf(
        Draft memory draft,
        uint256 index,
        uint256 side
    ) private returns (bytes memory signature, bool holds) {
        ITrades.Trade memory trade = draft.trades[index];
        address party = _partyOf(trade, side);
        bool recorded = _entries[draft.places[index]].approved[side];
        if (draft.flaw == Flaw.Approval && draft.flawAt == 2 * index + side) {
            if (_roll(3) == 0) return ("", recorded);
            return (_signatureOf(_roll(2) == 0 ? STRANGER : OPERATOR, escrow.tradeDigest(trade)), false);
        }
        if (draft.careful) {
            if (recorded && _roll(3) != 0) return ("", true);
            return (_signWell(trade, party), true);
        }
        uint256 chance = _roll(12);
        if (chance == 0) return ("", recorded);
        if (chance == 1) return _sign(trade, party);
        if (chance == 2) {
            // what the party signed for another trade of the set
            uint256 other = _roll(draft.trades.length);
            bool isSame = escrow.tradeId(draft.trades[other]) == escrow.tradeId(trade);
            return (_signatureOf(_indexOf(party), escrow.tradeDigest(draft.trades[other])), isSame);
        }
        if (recorded && chance < 8) return ("", true);
        return (_signWell(trade, party), true);
    }

    // ------------------------------------------------------------------ approvals by parties

    function _approveByParties(Draft memory draft) private {
        draft.approvedBy = ITradeSets.ApprovedBy.Parties;
        address[] memory parties = SetPacker.partiesOf(draft.trades);
        bytes[] memory signatures = new bytes[](parties.length);
        for (uint256 i = 0; i < parties.length; ++i) {
            bool isFlaw = draft.flaw == Flaw.Approval && i == draft.flawAt % parties.length;
            signatures[i] = _approveFor(draft, parties[i], isFlaw);
        }
        draft.approvals = SetPacker.packApprovals(signatures);
    }

    /// @dev The signature of one party, or none when all that it has to approve is recorded.
    function _approveFor(
        Draft memory draft,
        address party,
        bool isFlaw
    ) private returns (bytes memory signature) {
        bool allRecorded = true;
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            Entry storage entry = _entries[draft.places[i]];
            for (uint256 side = 0; side < 2; ++side) {
                if (_partyOf(entry.trade, side) != party) continue;
                draft.approved[i][side] = entry.approved[side];
                if (!entry.approved[side]) allRecorded = false;
            }
        }
        if (allRecorded && _roll(3) != 0) return "";
        if (_roll(isFlaw ? 2 : 12) == 0 && (isFlaw || !draft.careful)) return "";

        bool holds;
        (signature, holds) = _signList(draft, party, isFlaw);
        for (uint256 i = 0; i < draft.trades.length; ++i) {
            if (draft.trades[i].seller == party) draft.approved[i][0] = holds;
            if (draft.trades[i].buyer == party) draft.approved[i][1] = holds;
        }
    }

    /// @dev By the party or its operator; without care also by a stranger, for somebody else, or over another list.
    function _signList(
        Draft memory draft,
        address party,
        bool isFlaw
    ) private returns (bytes memory signature, bool holds) {
        bytes32 list = _listOf(draft.trades, party, false, 0);
        uint256 signer = _indexOf(party);
        holds = true;
        address named = party;
        bytes32 signed = list;
        uint256 chance = isFlaw ? 5 + _roll(4) : _roll(draft.careful ? 4 : 14);
        if (chance == 0) {
            bool isOperator = _isAppointed(party, account(OPERATOR), Scopes.TRADE);
            if (isOperator || !draft.careful) {
                (signer, holds) = (OPERATOR, isOperator);
                if (isOperator) ++reached["list by an operator"];
            }
        } else if (chance == 5) {
            (signer, holds) = (STRANGER, false);
        } else if (chance == 6) {
            named = account(_trader());
        } else if (chance == 7) {
            signed = _listOf(draft.trades, party, true, 0);
        } else if (chance == 8) {
            signed = _listOf(draft.trades, party, false, 1 + _roll(draft.trades.length));
        }
        if (named != party || signed != list) holds = false;
        signature = _signatureOf(signer, escrow.tradeListDigest(named, signed));
    }

    /// @dev The rolling hash of a party's trades in their order, or backwards, or without the one at `omitted` (from 1).
    function _listOf(
        ITrades.Trade[] memory trades,
        address party,
        bool backwards,
        uint256 omitted
    ) private view returns (bytes32 list) {
        for (uint256 i = 0; i < trades.length; ++i) {
            ITrades.Trade memory trade = trades[backwards ? trades.length - 1 - i : i];
            if (i + 1 == omitted || (trade.seller != party && trade.buyer != party)) continue;
            // one party on both sides: such a trade is on its list twice, and settles never
            if (trade.seller == party) list = keccak256(abi.encode(list, escrow.tradeId(trade)));
            if (trade.buyer == party) list = keccak256(abi.encode(list, escrow.tradeId(trade)));
        }
    }

    // ------------------------------------------------------------------ tampering

    /// @dev Changes one bit, or the length, of what was signed. A batch may go on with the trades that were not touched.
    function _tamper(Draft memory draft, bool isAllOrNone) private {
        uint256 kind = isAllOrNone ? _roll(5) : 2 + _roll(3);
        draft.tampered = true;
        if (kind == 0) _turnBit(draft.set);
        if (kind == 1) _turnBit(draft.approvals);
        if (kind == 2) draft.set = bytes.concat(draft.set, hex"00");
        if (kind == 3) draft.approvals = bytes.concat(draft.approvals, hex"00");
        if (kind == 4) {
            bytes memory approvals = draft.approvals;
            assembly ("memory-safe") {
                mstore(approvals, sub(mload(approvals), 1))
            }
        }
    }

    function _turnBit(bytes memory data) private {
        uint256 bit = _roll(data.length * 8);
        data[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }
}
