// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IDigitalCurrency} from "../interfaces/IDigitalCurrency.sol";
import {IERC3009} from "../interfaces/IERC3009.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {RegulatedToken} from "./RegulatedToken.sol";
import {TokenLedger} from "./TokenLedger.sol";

/// @title DigitalCurrency
/// @notice See {IDigitalCurrency}.
/// @dev Read-back constructor, as {BondToken}'s. Trusts what {RegulatedToken} trusts, and its settlement bank to issue
/// only against deposits. Upholds INV-9.
contract DigitalCurrency is RegulatedToken, IDigitalCurrency {
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH = keccak256(
        "CancelAuthorization(address authorizer,bytes32 nonce)"
    );

    /// @inheritdoc IDigitalCurrency
    bytes3 public immutable currencyCode;
    /// @inheritdoc IDigitalCurrency
    address public immutable settlementBank;

    uint8 private immutable _decimals;
    string private _name;
    mapping(bytes32 id => bool) private _usedIds;
    mapping(address authorizer => mapping(bytes32 nonce => bool)) private _usedNonces;

    modifier onlyItsBank() {
        if (msg.sender != settlementBank) revert DigitalCurrencyNotItsBank(msg.sender, settlementBank);
        _;
    }

    constructor()
        ERC20("", "")
        ERC20Permit("Kessai Digital Currency")
        AccessManaged(IAccessManaged(msg.sender).authority())
        TokenLedger(ICurrencyFactory(msg.sender).registry(), ICurrencyFactory(msg.sender).settlement())
    {
        ICurrencyFactory.Definition memory definition = abi.decode(
            ICurrencyFactory(msg.sender).definitionInCreation(),
            (ICurrencyFactory.Definition)
        );
        currencyCode = definition.currencyCode;
        settlementBank = definition.settlementBank;
        _decimals = definition.decimals;
        _name = definition.name;
    }

    // ------------------------------------------------------------------ deposits and redemptions

    /// @inheritdoc IDigitalCurrency
    function mint(address account, uint256 amount, bytes32 depositId) external restricted onlyItsBank {
        _useId(depositId);
        _mint(account, amount);
        emit DepositRecorded(depositId, account, amount);
    }

    /// @inheritdoc IDigitalCurrency
    function burn(uint256 amount, bytes32 redemptionId) external restricted onlyItsBank {
        _useId(redemptionId);
        _burn(msg.sender, amount);
        emit RedemptionRecorded(redemptionId, msg.sender, amount);
    }

    /// @inheritdoc IDigitalCurrency
    function isIdUsed(bytes32 id) external view returns (bool) {
        return _usedIds[id];
    }

    // ------------------------------------------------------------------ ERC-3009

    /// @inheritdoc IERC3009
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        _useAuthorization(from, validAfter, validBefore, nonce, structHash, v, r, s);
        _transfer(from, to, value);
    }

    /// @inheritdoc IERC3009
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        // Check:
        if (msg.sender != to) revert ERC3009CallerNotPayee(msg.sender, to);
        bytes32 structHash = keccak256(
            abi.encode(RECEIVE_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        _useAuthorization(from, validAfter, validBefore, nonce, structHash, v, r, s);
        _transfer(from, to, value);
    }

    /// @inheritdoc IERC3009
    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external {
        // Check:
        bytes32 structHash = keccak256(abi.encode(CANCEL_TYPEHASH, authorizer, nonce));
        _requireUnusedAndSigned(authorizer, nonce, structHash, v, r, s);
        // Effect:
        _usedNonces[authorizer][nonce] = true;
        emit AuthorizationCanceled(authorizer, nonce);
    }

    /// @inheritdoc IERC3009
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool) {
        return _usedNonces[authorizer][nonce];
    }

    // ------------------------------------------------------------------ token views

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return _name;
    }

    /// @inheritdoc ERC20
    /// @dev The ISO 4217 code.
    function symbol() public view override returns (string memory) {
        return Ascii.toString(currencyCode, 3);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc IRegulatedToken
    /// @dev Every eligible participant may hold money.
    function requiredClassesOf(address) public pure override(TokenLedger, IRegulatedToken) returns (uint32) {
        return 0;
    }

    // ------------------------------------------------------------------ internal

    function _useId(bytes32 id) private {
        // Check:
        if (id == 0) revert DigitalCurrencyMissingId();
        if (_usedIds[id]) revert DigitalCurrencyIdUsed(id);
        // Effect:
        _usedIds[id] = true;
    }

    function _useAuthorization(
        address from,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes32 structHash,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) private {
        // Check:
        if (block.timestamp <= validAfter) revert ERC3009NotYetValid(validAfter, block.timestamp);
        if (block.timestamp >= validBefore) revert ERC3009Expired(validBefore, block.timestamp);
        _requireUnusedAndSigned(from, nonce, structHash, v, r, s);
        // Effect:
        _usedNonces[from][nonce] = true;
        emit AuthorizationUsed(from, nonce);
    }

    function _requireUnusedAndSigned(
        address authorizer,
        bytes32 nonce,
        bytes32 structHash,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) private view {
        if (_usedNonces[authorizer][nonce]) revert ERC3009NonceUsed(authorizer, nonce);
        (address signer, , ) = ECDSA.tryRecover(_hashTypedDataV4(structHash), v, r, s);
        if (signer != authorizer || signer == address(0)) revert ERC3009InvalidSignature(authorizer);
    }
}
