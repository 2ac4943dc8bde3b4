// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IPaymaster} from "../interfaces/IPaymaster.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {HolderClasses} from "../libraries/HolderClasses.sol";

/// @title Paymaster
/// @notice See {IPaymaster}.
/// @dev Pays each account by a transfer of its own, and keeps the money when the transfer is refused: nobody blocks
/// anybody. Trusts its access manager, the schedules, the tax table, and the tokens and the registry of their factories.
abstract contract Paymaster is IPaymaster, AccessManaged {
    /// @inheritdoc IPaymaster
    IBondSchedules public immutable schedules;
    /// @inheritdoc IPaymaster
    ITaxTable public immutable taxTable;

    IParticipantRegistry internal immutable _registry;
    uint256 private constant WHOLE_E5 = 100_000;

    /// @inheritdoc IPaymaster
    mapping(bytes12 isin => mapping(address account => uint256 amount)) public suspenseOf;

    constructor(
        address authority_,
        IBondSchedules schedules_,
        ITaxTable taxTable_
    ) AccessManaged(authority_) {
        schedules = schedules_;
        taxTable = taxTable_;
        _registry = schedules_.bondFactory().registry();
    }

    // ------------------------------------------------------------------ suspense

    /// @inheritdoc IPaymaster
    function claim(bytes12 isin, address account) external returns (uint256 amount) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        address successor = _registry.successorOf(account);
        address receiver = successor == address(0) ? account : successor;
        // Check:
        _requireUnfrozen(isin, header.bond, account);
        if (receiver != account) _requireUnfrozen(isin, header.bond, receiver);
        // Effect: and Interaction:
        amount = _takeSuspense(isin, account, receiver);
        emit SuspenseClaimed(isin, account, receiver, amount);
        _transfer(header.currency, receiver, amount);
    }

    /// @inheritdoc IPaymaster
    function seizeSuspense(
        bytes12 isin,
        address account,
        address receiver,
        bytes32 evidence
    ) external restricted returns (uint256 amount) {
        // Check:
        if (evidence == 0) revert SuspenseMissingEvidence(isin, account);
        // Effect: and Interaction:
        amount = _takeSuspense(isin, account, receiver);
        emit SuspenseSeized(isin, account, receiver, amount, evidence);
        _transfer(schedules.headerOf(isin).currency, receiver, amount);
    }

    function _takeSuspense(bytes12 isin, address account, address receiver) private returns (uint256 amount) {
        amount = suspenseOf[isin][account];
        // Check:
        if (receiver == address(this)) revert SuspenseInvalidReceiver(isin, receiver);
        if (amount == 0) revert SuspenseEmpty(isin, account);
        // Effect:
        suspenseOf[isin][account] = 0;
    }

    function _requireUnfrozen(bytes12 isin, address bond, address account) private view {
        if (_isFrozen(IRegulatedToken(bond).positionOf(account))) revert SuspenseFrozen(isin, account);
    }

    function _isFrozen(IRegulatedToken.Position memory position) internal pure returns (bool) {
        return position.accountFrozen || position.frozen != 0;
    }

    // ------------------------------------------------------------------ money

    /// @dev Takes `amount` from the caller, who has approved it.
    function _collect(address currency, uint256 amount) internal {
        IERC20(currency).transferFrom(msg.sender, address(this), amount);
    }

    /// @dev Pays, or keeps what cannot be paid: because `isFrozen`, or because the currency refuses the receiver.
    function _payOut(
        bytes12 isin,
        address currency,
        address account,
        uint256 amount,
        bool isFrozen
    ) internal {
        if (amount == 0) return;
        bytes memory reason = _obstacle(isin, account, isFrozen);
        if (reason.length == 0) reason = _pay(isin, currency, account, amount);
        if (reason.length == 0) return;
        // Effect:
        uint256 kept = suspenseOf[isin][account] + amount;
        suspenseOf[isin][account] = kept;
        emit PaymentSuspended(isin, account, amount, kept, reason);
    }

    /// @dev Why an account is not paid at all; empty when it may be. Money paid to this contract itself would be nobody's.
    function _obstacle(
        bytes12 isin,
        address account,
        bool isFrozen
    ) private view returns (bytes memory reason) {
        if (isFrozen) return abi.encodeWithSelector(SuspenseFrozen.selector, isin, account);
        if (account != address(this)) return "";
        return abi.encodeWithSelector(SuspenseInvalidReceiver.selector, isin, account);
    }

    /// @dev Tries to pay.
    /// @return refusal Why the currency refuses; empty when it does not.
    function _pay(
        bytes12 isin,
        address currency,
        address account,
        uint256 amount
    ) private returns (bytes memory refusal) {
        bytes4 selector = IERC20.transfer.selector;
        bool isPaid;
        // A currency is a contract of ours and reverts or pays: the compiler's own call would look up its code and decode an
        // answer that is always true, which costs about 400 gas a holder (snapshots/gas.json).
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, selector)
            mstore(add(start, 0x04), account)
            mstore(add(start, 0x24), amount)
            isPaid := call(gas(), currency, 0, start, 0x44, 0, 0)
            if iszero(isPaid) {
                refusal := start
                mstore(refusal, returndatasize())
                returndatacopy(add(refusal, 0x20), 0, returndatasize())
                mstore(0x40, and(add(add(refusal, 0x3f), returndatasize()), not(0x1f)))
            }
        }
        // Check: our tokens always say why; silence means that the gas did not suffice
        if (!isPaid && refusal.length == 0) revert PaymasterOutOfGas(isin, account);
    }

    /// @dev Pays or reverts.
    function _transfer(address currency, address account, uint256 amount) internal {
        IERC20(currency).transfer(account, amount);
    }

    /// @dev A currency that is paused, or in which this contract is stopped, would put everybody's money into suspense: better
    /// to wait.
    function _requireRunning(address currency) internal view {
        IRegulatedToken token = IRegulatedToken(currency);
        if (token.paused()) revert IRegulatedToken.RegulatedTokenPaused(currency);
        if (!token.canSend(address(this)) || token.positionOf(address(this)).frozen != 0) {
            revert PaymasterStopped(currency);
        }
    }

    // ------------------------------------------------------------------ tax

    /// @dev Tax on `taxable` of a holder of these classes; each component truncated by itself.
    function _taxOn(
        uint256 taxable,
        uint32 classes,
        ITaxTable.Rates[4] memory rates
    ) internal pure returns (uint256 national, uint256 local) {
        if (taxable == 0) return (0, 0);
        ITaxTable.TaxClass taxClass = HolderClasses.taxClassOf(classes);
        ITaxTable.Rates memory rate = rates[uint256(taxClass)];
        unchecked {
            // money has 112 bits, rates 24
            national = (taxable * rate.nationalE5) / WHOLE_E5;
            local = (taxable * rate.localE5) / WHOLE_E5;
        }
    }

    // ------------------------------------------------------------------ who

    /// @dev The issuer, or the successor of its lost key.
    function _issuerAccount(IBondSchedules.Header memory header) internal view returns (address) {
        return FiscalAgency.issuerAccount(_registry, header.issuer);
    }

    function _requireAgent(bytes12 isin, IBondSchedules.Header memory header) internal view {
        if (!_isAgent(header)) revert PaymasterNotAppointed(isin, msg.sender, header.issuer);
    }

    function _isAgent(IBondSchedules.Header memory header) internal view returns (bool) {
        return FiscalAgency.isAgent(_registry, header.issuer, msg.sender);
    }
}
