// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {HolderClasses} from "../libraries/HolderClasses.sol";

/// @title TaxTable
/// @notice See {ITaxTable}.
/// @dev Trusts its access manager. Starts with the lines that it is deployed with.
contract TaxTable is ITaxTable, AccessManaged {
    uint256 private constant WHOLE_E5 = 100_000;

    struct Line {
        uint40 from;
        uint24 nationalE5;
        uint24 localE5;
    }

    mapping(uint8 instrumentClass => mapping(TaxClass taxClass => Line[])) private _lines;

    constructor(address authority_, Entry[] memory entries) AccessManaged(authority_) {
        for (uint256 i = 0; i < entries.length; ++i) _append(entries[i]);
    }

    /// @inheritdoc ITaxTable
    function setRate(Entry calldata entry) external restricted {
        // Check:
        if (entry.from <= block.timestamp) {
            revert TaxRateNotLater(entry.instrumentClass, entry.taxClass, entry.from, block.timestamp + 1);
        }
        _append(entry);
    }

    /// @inheritdoc ITaxTable
    function ratesAt(uint8 instrumentClass, uint256 moment) external view returns (Rates[4] memory rates) {
        for (uint256 i = 0; i < rates.length; ++i) {
            TaxClass taxClass = TaxClass(i);
            Line[] storage lines = _lines[instrumentClass][taxClass];
            uint256 next = lines.length;
            while (next != 0 && lines[next - 1].from > moment) --next;
            if (next == 0) revert TaxRateMissing(instrumentClass, taxClass, moment);
            rates[i] = Rates(lines[next - 1].nationalE5, lines[next - 1].localE5);
        }
    }

    /// @inheritdoc ITaxTable
    function taxClassOf(uint32 classes) external pure returns (TaxClass) {
        return HolderClasses.taxClassOf(classes);
    }

    function _append(Entry memory entry) private {
        Line[] storage lines = _lines[entry.instrumentClass][entry.taxClass];
        // Check:
        uint256 sum = uint256(entry.nationalE5) + entry.localE5;
        if (sum > WHOLE_E5) {
            revert TaxRateTooHigh(entry.instrumentClass, entry.taxClass, sum, WHOLE_E5);
        }
        uint256 count = lines.length;
        if (count != 0 && entry.from <= lines[count - 1].from) {
            uint256 earliest = uint256(lines[count - 1].from) + 1;
            revert TaxRateNotLater(entry.instrumentClass, entry.taxClass, entry.from, earliest);
        }
        // Effect:
        lines.push(Line(entry.from, entry.nationalE5, entry.localE5));
        emit TaxRateSet(entry.instrumentClass, entry.taxClass, entry.from, entry.nationalE5, entry.localE5);
    }
}
