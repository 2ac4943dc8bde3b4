// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IERC1643} from "../interfaces/IERC1643.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {AccountWord} from "../libraries/AccountWord.sol";
import {Ascii} from "../libraries/Ascii.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TokenState, TokenStates} from "../libraries/TokenState.sol";
import {RegulatedToken} from "./RegulatedToken.sol";
import {TokenLedger} from "./TokenLedger.sol";

/// @title BondToken
/// @notice See {IBondToken}.
/// @dev The constructor takes no arguments and reads the terms back from the factory, so that one creation code hash
/// serves every bond and an address follows from an ISIN alone.
/// Record dates need no transaction: an account's word says in which period its balance last changed, and the balance
/// is written aside the first time it changes in a later one.
/// Trusts what {RegulatedToken} trusts, and its factory while it is created. Upholds INV-6 and INV-7.
contract BondToken is RegulatedToken, IBondToken {
    using Checkpoints for Checkpoints.Trace208;
    using EnumerableSet for EnumerableSet.Bytes32Set;

    struct Document {
        string uri;
        bytes32 documentHash;
        uint256 lastModified;
    }

    bytes12 private immutable _isin;
    address private immutable _issuer;
    bytes3 private immutable _currency;
    uint128 private immutable _denomination;
    uint112 private immutable _units;
    uint32 private immutable _requiredClasses;
    uint40 private immutable _issueDate;
    uint40 private immutable _maturityDate;
    uint40 private immutable _closedFrom;
    bytes32 private immutable _termsHash;

    uint256 private constant SINCE_SHIFT = 112;

    string private _name;
    uint40[] private _recordCutoffs;

    /// @dev Key: the last record date at which the balance stood. Value: the period since which it stood (from bit
    /// 112), and the balance. A balance of zero is not written: outside [since, key] the account held nothing.
    mapping(address account => Checkpoints.Trace208) private _history;

    EnumerableSet.Bytes32Set private _documentNames;
    mapping(bytes32 name => Document) private _documents;

    modifier onlyIssuerAgent() {
        address account = _issuerAccount();
        if (!registry.isOperator(account, msg.sender, Scopes.ISSUE)) {
            revert BondTokenNotAppointed(_isin, msg.sender, account);
        }
        _;
    }

    constructor()
        ERC20("", "")
        ERC20Permit("Kessai Bond")
        AccessManaged(IAccessManaged(msg.sender).authority())
        TokenLedger(IBondFactory(msg.sender).registry(), IBondFactory(msg.sender).settlement())
    {
        Terms memory given = abi.decode(IBondFactory(msg.sender).definitionInCreation(), (Terms));
        _isin = given.isin;
        _issuer = given.issuer;
        _currency = given.currency;
        _denomination = given.denomination;
        _units = given.units;
        _requiredClasses = given.requiredClasses;
        _issueDate = given.issueDate;
        _maturityDate = given.maturityDate;
        _closedFrom = given.closedFrom;
        _termsHash = given.termsHash;
        _name = given.name;
        _recordCutoffs = given.recordCutoffs;
        _state = _state.withSchedule(0, _cutoffAt(0));
    }

    // ------------------------------------------------------------------ life

    /// @inheritdoc IBondToken
    function issue() external restricted onlyIssuerAgent {
        // Check:
        if (_state.has(TokenStates.OUTSTANDING)) revert BondTokenAlreadyIssued(_isin);
        _requireOpen();

        // Effect:
        _state = _state.toggled(TokenStates.OUTSTANDING);
        address account = _issuerAccount();
        _mint(account, _units);
        emit BondIssued(_isin, account, _units, uint256(_units) * _denomination);
    }

    /// @inheritdoc IBondToken
    function terms() external view returns (Terms memory) {
        return
            Terms({
                isin: _isin,
                name: _name,
                issuer: _issuer,
                currency: _currency,
                denomination: _denomination,
                units: _units,
                requiredClasses: _requiredClasses,
                issueDate: _issueDate,
                maturityDate: _maturityDate,
                closedFrom: _closedFrom,
                recordCutoffs: _recordCutoffs,
                termsHash: _termsHash
            });
    }

    /// @inheritdoc IBondToken
    function lifeCycle() external view returns (LifeCycle) {
        if (block.timestamp >= _maturityDate) return LifeCycle.Matured;
        if (block.timestamp >= _closedFrom) return LifeCycle.Closed;
        return _isOutstanding() ? LifeCycle.Outstanding : LifeCycle.Planned;
    }

    // ------------------------------------------------------------------ documents

    /// @inheritdoc IERC1643
    /// @dev Requirements: the caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    function setDocument(
        bytes32 name_,
        string calldata uri,
        bytes32 documentHash
    ) external restricted onlyIssuerAgent {
        // Effect:
        _documentNames.add(name_);
        _documents[name_] = Document(uri, documentHash, block.timestamp);
        emit DocumentUpdated(name_, uri, documentHash);
    }

    /// @inheritdoc IERC1643
    /// @dev Requirements: as for {setDocument}; the document must exist.
    function removeDocument(bytes32 name_) external restricted onlyIssuerAgent {
        // Check:
        if (!_documentNames.remove(name_)) revert BondTokenUnknownDocument(_isin, name_);
        // Effect:
        Document memory document = _documents[name_];
        delete _documents[name_];
        emit DocumentRemoved(name_, document.uri, document.documentHash);
    }

    /// @inheritdoc IERC1643
    function getDocument(
        bytes32 name_
    ) external view returns (string memory uri, bytes32 documentHash, uint256 lastModified) {
        Document memory document = _documents[name_];
        return (document.uri, document.documentHash, document.lastModified);
    }

    /// @inheritdoc IERC1643
    function getAllDocuments() external view returns (bytes32[] memory names) {
        return _documentNames.values();
    }

    // ------------------------------------------------------------------ record dates

    /// @inheritdoc IBondToken
    function recordDatesPassed() public view returns (uint256) {
        return _periodFrom(_state.period());
    }

    /// @inheritdoc IBondToken
    function balanceAtRecordDate(address account, uint256 index) external view returns (uint256) {
        _requirePassed(index);
        return account == address(0) ? 0 : _balanceAt(account, index);
    }

    /// @inheritdoc IBondToken
    function supplyAtRecordDate(uint256 index) external view returns (uint256) {
        _requirePassed(index);
        return _balanceAt(address(0), index);
    }

    // ------------------------------------------------------------------ token views

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return _name;
    }

    /// @inheritdoc ERC20
    /// @dev The ISIN.
    function symbol() public view override returns (string memory) {
        return Ascii.toString(_isin, 12);
    }

    /// @inheritdoc ERC20
    /// @dev A unit is indivisible.
    function decimals() public pure override returns (uint8) {
        return 0;
    }

    /// @inheritdoc IRegulatedToken
    function requiredClassesOf(
        address receiver
    ) public view override(TokenLedger, IRegulatedToken) returns (uint32) {
        return receiver == _issuer ? 0 : _requiredClasses;
    }

    // ------------------------------------------------------------------ what bonds add to a movement

    function _enterPeriod(TokenState state) internal override returns (uint256 period) {
        period = state.period();
        if (block.timestamp < state.nextCutoff()) return period;

        // Effect: at the first movement after a record date
        uint256 supply = totalSupply();
        for (uint256 passed = _periodFrom(period); period < passed; ++period) {
            emit RecordDatePassed(_isin, period, _recordCutoffs[period], supply);
        }
        _state = state.withSchedule(period, _cutoffAt(period));
    }

    function _remember(address account, uint256 balance, uint256 since, uint256 current) internal override {
        if (balance == 0) return;
        // casting is safe: periods have 16 bits, balances 112
        // forge-lint: disable-next-line(unsafe-typecast)
        _history[account].push(uint48(current - 1), uint208((since << SINCE_SHIFT) | balance));
    }

    function _requireTradable(TokenState state) internal view override {
        if (!state.has(TokenStates.OUTSTANDING)) revert BondTokenNotOutstanding(_isin);
        if (block.timestamp < _issueDate) revert BondTokenNotPaidFor(_isin, _issueDate, block.timestamp);
        _requireOpen();
    }

    function _requireAllEligible(uint256[] calldata accounts) internal view override {
        registry.requireAllEligible(accounts, _requiredClasses, _issuer);
    }

    /// @dev The successor of the issuer's lost key is the issuer.
    function _classesOnAuthority(address receiver) internal view override returns (uint32) {
        return receiver == _issuerAccount() ? 0 : _requiredClasses;
    }

    function _lifeCycleRestrictions() internal view override returns (uint256 mask) {
        if (!_isOutstanding()) mask |= Restrictions.NOT_OUTSTANDING;
        if (block.timestamp >= _closedFrom) mask |= Restrictions.CLOSED_PERIOD;
    }

    // ------------------------------------------------------------------ internal

    /// @dev The issuer, or the successor of its lost key.
    function _issuerAccount() private view returns (address) {
        address successor = registry.successorOf(_issuer);
        return successor == address(0) ? _issuer : successor;
    }

    function _isOutstanding() private view returns (bool) {
        return _state.has(TokenStates.OUTSTANDING) && block.timestamp >= _issueDate;
    }

    function _requireOpen() private view {
        if (block.timestamp >= _closedFrom) revert BondTokenClosed(_isin, _closedFrom, block.timestamp);
    }

    function _requirePassed(uint256 index) private view {
        uint256 count = _recordCutoffs.length;
        if (index >= count) revert BondTokenUnknownRecordDate(_isin, index, count);
        uint256 cutoff = _recordCutoffs[index];
        if (block.timestamp < cutoff) revert BondTokenRecordDateOpen(_isin, index, cutoff, block.timestamp);
    }

    function _cutoffAt(uint256 index) private view returns (uint256) {
        return index < _recordCutoffs.length ? _recordCutoffs[index] : type(uint40).max;
    }

    /// @dev The number of record dates passed now, counted on from `period`.
    function _periodFrom(uint256 period) private view returns (uint256) {
        while (_cutoffAt(period) <= block.timestamp) ++period;
        return period;
    }

    /// @dev Period p lasts from record date p - 1 to record date p: what stands unchanged since period p <= index
    /// stood at record date `index`.
    function _balanceAt(address account, uint256 index) private view returns (uint256) {
        AccountWord word = _accountWord(account);
        if (word.period() <= index) return word.balance();

        // casting is safe: `index` is below the number of record dates
        // forge-lint: disable-next-line(unsafe-typecast)
        uint256 stood = _history[account].lowerLookup(uint48(index));
        return stood >> SINCE_SHIFT <= index ? uint112(stood) : 0;
    }
}
