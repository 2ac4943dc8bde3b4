// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Scopes} from "./Scopes.sol";

/// @title FiscalAgency
/// @notice Who the issuer of a bond is now, and who acts for it (財務代理).
library FiscalAgency {
    /// @notice The issuer's account, or that of the successor of its lost key.
    function issuerAccount(IParticipantRegistry registry, address issuer) internal view returns (address) {
        address successor = registry.successorOf(issuer);
        return successor == address(0) ? issuer : successor;
    }

    /// @notice Whether the issuer has appointed `account` to issue and service its bonds.
    function isAgent(
        IParticipantRegistry registry,
        address issuer,
        address account
    ) internal view returns (bool) {
        return registry.isOperator(issuerAccount(registry, issuer), account, Scopes.ISSUE);
    }
}
