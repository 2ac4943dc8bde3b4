// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaxTable} from "../interfaces/ITaxTable.sol";

/// @title HolderClasses
/// @notice The classes of the register that the contracts themselves read; the sdk has the whole list.
library HolderClasses {
    /// @notice Qualified institutional investor (適格機関投資家; Financial Instruments and Exchange Act, article 2(3)(i)).
    uint32 internal constant QUALIFIED_INSTITUTIONAL = 1 << 0;

    /// @notice Resident of Japan (居住者; Foreign Exchange Act, article 6(1)(v)).
    uint32 internal constant RESIDENT = 1 << 2;

    /// @notice Interest is paid without withholding tax.
    uint32 internal constant WITHHOLDING_EXEMPT = 1 << 3;

    /// @notice A natural person.
    uint32 internal constant INDIVIDUAL = 1 << 4;

    /// @notice How a holder of these classes is taxed: exempt before all, then non-resident, then individual.
    function taxClassOf(uint256 classes) internal pure returns (ITaxTable.TaxClass) {
        if (classes & WITHHOLDING_EXEMPT != 0) return ITaxTable.TaxClass.Exempt;
        if (classes & RESIDENT == 0) return ITaxTable.TaxClass.NonResident;
        return classes & INDIVIDUAL != 0 ? ITaxTable.TaxClass.Individual : ITaxTable.TaxClass.Corporation;
    }
}
