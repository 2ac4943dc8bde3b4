// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Restrictions} from "../../contracts/libraries/Restrictions.sol";
import {SettlementReasons} from "../../contracts/libraries/SettlementReasons.sol";

/// @notice Every restriction has its ISO 20022 reason, and names the right party.
contract SettlementReasonsTest {
    struct Row {
        uint256 restriction;
        bytes4 delivery;
        bytes4 payment;
        bool ofReceiver;
    }

    error WrongReason(uint256 restriction, bool isPayment, bytes4 code, bool ofReceiver);
    error NotABit(uint256 restriction);
    error NotACode(uint256 restriction, bytes4 code);

    /// The whole table; a new restriction without a row here fails.
    function test_EveryRestrictionHasItsReason() external pure {
        Row[12] memory table = [
            Row(Restrictions.PAUSED, "PRSY", "PRSY", false),
            Row(Restrictions.SENDER_INELIGIBLE, "BLOC", "BLOC", false),
            Row(Restrictions.RECEIVER_INELIGIBLE, "BLOC", "BLOC", true),
            Row(Restrictions.RECEIVER_LACKS_CLASSES, "REGT", "REGT", true),
            Row(Restrictions.SENDER_FROZEN, "FROZ", "FROZ", false),
            Row(Restrictions.RECEIVER_FROZEN, "FROZ", "FROZ", true),
            Row(Restrictions.UNITS_FROZEN, "FROZ", "FROZ", false),
            Row(Restrictions.UNITS_HELD, "LACK", "MONY", false),
            Row(Restrictions.INSUFFICIENT_BALANCE, "LACK", "MONY", false),
            Row(Restrictions.NOT_OUTSTANDING, "NEWI", "NEWI", false),
            Row(Restrictions.CLOSED_PERIOD, "SBLO", "SBLO", false),
            Row(Restrictions.UNITS_LOCKED_UP, "FROZ", "FROZ", false)
        ];
        for (uint256 i = 0; i < table.length; ++i) {
            Row memory row = table[i];
            if (row.restriction != 1 << i) revert NotABit(row.restriction);
            _check(row.restriction, false, row.delivery, row.ofReceiver);
            _check(row.restriction, true, row.payment, row.ofReceiver);
        }
    }

    /// Any figure gets a code of four capital letters: an explanation is never empty.
    function testFuzz_NoReasonIsEmpty(uint256 restriction, bool isPayment) external pure {
        (bytes4 code, ) = SettlementReasons.codeOf(restriction, isPayment);
        for (uint256 i = 0; i < 4; ++i) {
            if (code[i] < "A" || code[i] > "Z") revert NotACode(restriction, code);
        }
    }

    function _check(uint256 restriction, bool isPayment, bytes4 expected, bool ofReceiver) private pure {
        (bytes4 code, bool actual) = SettlementReasons.codeOf(restriction, isPayment);
        if (code != expected || actual != ofReceiver) {
            revert WrongReason(restriction, isPayment, code, actual);
        }
    }
}
