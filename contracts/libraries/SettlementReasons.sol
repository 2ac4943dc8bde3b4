// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Restrictions} from "./Restrictions.sol";

/// @title SettlementReasons
/// @notice ISO 20022 reason codes (pending, failing and rejection reasons of the settlement messages, sese) for what can
/// keep a trade from settling.
library SettlementReasons {
    bytes4 internal constant FUTURE_DATE = "FUTU"; // awaiting settlement date
    bytes4 internal constant AFTER_CUT_OFF = "LATE"; // received after market deadline
    bytes4 internal constant NOT_MATCHED = "NMAS"; // instruction has not been matched
    bytes4 internal constant ON_HOLD = "PREA"; // a preadvice, for matching only, until it is released
    bytes4 internal constant NUMBER_TAKEN = "REFE"; // reference identical to another instruction's
    bytes4 internal constant UNKNOWN_BOND = "DSEC"; // unrecognised financial instrument
    bytes4 internal constant UNKNOWN_CURRENCY = "NCRR"; // unrecognised settlement amount currency
    bytes4 internal constant INVALID_TERMS = "VALR"; // validation rule rejection
    bytes4 internal constant LACK_OF_BONDS = "LACK"; // insufficient financial instruments
    bytes4 internal constant LACK_OF_MONEY = "MONY"; // insufficient money
    bytes4 internal constant FROZEN = "FROZ"; // blocked at the central securities depository
    bytes4 internal constant ACCOUNT_BLOCKED = "BLOC"; // account is blocked
    bytes4 internal constant NOT_REGISTRABLE = "REGT"; // rejected by the registrar
    bytes4 internal constant OTHER_SYSTEM = "SETS"; // unrecognised settlement system
    bytes4 internal constant SYSTEM_HOLD = "PRSY"; // put on hold by the system
    bytes4 internal constant NOT_ISSUED = "NEWI"; // new issue, not yet tradable
    bytes4 internal constant CORPORATE_ACTION = "SBLO"; // blocked due to a corporate action event

    /// @notice The code for one bit of {Restrictions}, and whether it concerns the receiver of the leg.
    /// @param isPayment Whether the leg is the cash leg.
    function codeOf(
        uint256 restriction,
        bool isPayment
    ) internal pure returns (bytes4 code, bool ofReceiver) {
        if (restriction == Restrictions.PAUSED) return (SYSTEM_HOLD, false);
        if (restriction == Restrictions.SENDER_INELIGIBLE) return (ACCOUNT_BLOCKED, false);
        if (restriction == Restrictions.RECEIVER_INELIGIBLE) return (ACCOUNT_BLOCKED, true);
        if (restriction == Restrictions.RECEIVER_LACKS_CLASSES) return (NOT_REGISTRABLE, true);
        if (restriction == Restrictions.SENDER_FROZEN) return (FROZEN, false);
        if (restriction == Restrictions.RECEIVER_FROZEN) return (FROZEN, true);
        if (restriction == Restrictions.UNITS_FROZEN) return (FROZEN, false);
        if (restriction == Restrictions.UNITS_LOCKED_UP) return (FROZEN, false);
        if (restriction == Restrictions.NOT_OUTSTANDING) return (NOT_ISSUED, false);
        if (restriction == Restrictions.CLOSED_PERIOD) return (CORPORATE_ACTION, false);
        return (isPayment ? LACK_OF_MONEY : LACK_OF_BONDS, false);
    }
}
