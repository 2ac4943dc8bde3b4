// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Isin} from "../libraries/Isin.sol";

/// @title IsinHarness
/// @notice Gives the tests access to the internal library {Isin}.
contract IsinHarness {
    function isValid(bytes12 isin) external pure returns (bool) {
        return Isin.isValid(isin);
    }
}
