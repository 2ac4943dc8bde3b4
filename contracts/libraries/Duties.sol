// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IDigitalCurrency} from "../interfaces/IDigitalCurrency.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IERC1643} from "../interfaces/IERC1643.sol";
import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IPaymaster} from "../interfaces/IPaymaster.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptionAgent} from "../interfaces/IRedemptionAgent.sol";
import {IRedemptionOptions} from "../interfaces/IRedemptionOptions.sol";
import {IRegisterAnchors} from "../interfaces/IRegisterAnchors.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {Roles} from "./Roles.sol";

/// @title Duties
/// @notice Which role each restricted function of the house needs: the whole table, in one place.
library Duties {
    /// @notice The role that may call `selector`; the admin for everything that is nobody else's duty.
    function roleFor(bytes4 selector) internal pure returns (uint64 role) {
        if (
            selector == IParticipantRegistry.admit.selector ||
            selector == IParticipantRegistry.update.selector ||
            selector == IParticipantRegistry.close.selector ||
            selector == IParticipantRegistry.proposeReplacement.selector ||
            selector == IParticipantRegistry.completeReplacement.selector ||
            selector == IRegulatedToken.recover.selector ||
            selector == IRegisterAnchors.anchor.selector
        ) return Roles.REGISTRAR;
        if (
            selector == ICurrencyFactory.createCurrency.selector ||
            selector == IDigitalCurrency.mint.selector ||
            selector == IDigitalCurrency.burn.selector
        ) return Roles.SETTLEMENT_BANK;
        if (
            selector == IBondFactory.createBond.selector ||
            selector == IBondToken.issue.selector ||
            selector == IOrderBook.offer.selector ||
            selector == IERC1643.setDocument.selector ||
            selector == IERC1643.removeDocument.selector ||
            _isServicing(selector)
        ) return Roles.ISSUER_AGENT;
        if (
            selector == IParticipantRegistry.suspend.selector ||
            selector == IParticipantRegistry.reinstate.selector ||
            selector == IERC7943Fungible.setFrozenTokens.selector ||
            selector == IRegulatedToken.setAccountFrozen.selector
        ) return Roles.COMPLIANCE;
        if (selector == IRegulatedToken.pause.selector || selector == IRegulatedToken.unpause.selector)
            return Roles.PAUSER;
        if (
            selector == IERC7943Fungible.forcedTransfer.selector ||
            selector == IDvPEscrow.cancelByCourtOrder.selector ||
            selector == IPaymaster.seizeSuspense.selector ||
            selector == IRedemptionAgent.closeOut.selector
        ) return Roles.COURT_ORDER;
        return Roles.ADMIN;
    }

    /// @notice Whether the table decides about `selector`: then not even the admin can give it to another role.
    function isFixed(bytes4 selector) internal pure returns (bool) {
        return
            selector == IRegulatedToken.setSettlement.selector || // the same for factories
            selector == IBondFactory.setServicing.selector ||
            selector == IBondFactory.setPrimaryMarket.selector ||
            selector == ITaxTable.setRate.selector ||
            roleFor(selector) != Roles.ADMIN;
    }

    /// @dev What the fiscal agent does from the payment date to the end of a bond.
    function _isServicing(bytes4 selector) private pure returns (bool) {
        return
            selector == IBondSchedules.fixRate.selector ||
            selector == IBondSchedules.decideStep.selector ||
            selector == IPaymentAgent.returnFunding.selector ||
            selector == IRedemptionOptions.announceCall.selector ||
            selector == IRedemptionOptions.announceRepayment.selector ||
            selector == IRedemptionOptions.openDraw.selector ||
            selector == IRedemptionOptions.draw.selector ||
            selector == IRedemptionOptions.restartDraw.selector ||
            selector == IRedemptionOptions.endDraw.selector ||
            selector == IRedemptionAgent.cureDefault.selector ||
            selector == IRedemptionAgent.accelerate.selector ||
            selector == IRedemptionAgent.openRecovery.selector;
    }
}
